"""Sinch. The vector is that of `sinch-sdk-python`'s own tests."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackKind,
    DeliveryStatus,
    PermanentConfiguration,
    PermanentRecipient,
    ProviderReply,
    ProviderReport,
    Received,
    Temporary,
    Throttled,
    UnreadableItem,
)
from tests.contract.providers.table import (
    MESSAGE,
    NOW,
    OUR_ID,
    PUBLIC_URL,
    Answered,
    Came,
    Forged,
    Sent,
    Table,
    posted,
)

SECRET = "s3cret"
URL = "https://eu.sms.api.sinch.com/xms/v1/plan/batches"
HEADER = "x-sinch-webhook-signature"
INBOUND = {
    "type": "mo_text",
    "id": "01A",
    "from": "4790000001",
    "to": "46730000001",
    "body": "8",
    "received_at": "2026-01-01T12:00:00.000Z",
    "new": {"field": 1},
}
REPLY = ProviderReply(provider_message_id="01A", from_="+4790000001", to="46730000001", text="8")
BATCH = {
    "from": "46730000001",
    "to": ["4790000001"],
    "body": MESSAGE.text,
    "type": "mt_text",
    "delivery_report": "per_recipient_final",
    "client_reference": OUR_ID,
    "expire_at": "2026-01-01T16:00:00.000Z",
}


def signed(
    content: object,
    *,
    secret: str = SECRET,
    at: datetime = NOW,
    kind: CallbackKind = CallbackKind.INBOUND,
) -> Callback:
    body = json.dumps(content).encode()
    timestamp = str(int(at.timestamp()))
    text = b"%s.nonce.%s" % (body, timestamp.encode())
    made = hmac.new(secret.encode(), text, hashlib.sha256).digest()
    headers = {
        HEADER: base64.b64encode(made).decode(),
        f"{HEADER}-nonce": "nonce",
        f"{HEADER}-timestamp": timestamp,
        f"{HEADER}-algorithm": "HmacSHA256",
    }
    return posted(body, kind=kind, headers=headers)


def report(status: str, code: int = 0) -> Callback:
    content = {
        "type": "recipient_delivery_report_sms",
        "batch_id": "01B",
        "recipient": "4790000001",
        "code": code,
        "status": status,
        "at": "2026-01-01T12:00:00Z",
        "client_reference": OUR_ID,
    }
    return signed(content, kind=CallbackKind.STATUS)


def summary(*statuses: object) -> Callback:
    content = {"type": "delivery_report_sms", "batch_id": "01B", "statuses": list(statuses)}
    return signed(content)


def reported(status: DeliveryStatus | None, code: str = "", ours: str | None = OUR_ID) -> Received:
    one = ProviderReport(provider_message_id="01B", our_id=ours, status=status, error_code=code)
    return Received(reports=(one,))


def aside(callback: Callback, reason: str) -> Received:
    body = json.dumps(json.loads(callback.body)).encode()
    return Received(unreadable=(UnreadableItem(reason=reason, body=body),))


VECTOR = Callback(
    kind=CallbackKind.INBOUND,
    method="POST",
    target="/v1/providers/acme/inbound",
    headers={
        HEADER: "Yc+3R1pIS78xLASybulhs8BsSo9BPB3Pr92QCUoczfk=",
        f"{HEADER}-nonce": "01FJA8B4A7BM43YGWSG9GBV067",
        f"{HEADER}-timestamp": "1634579353",
    },
    body=(
        b'{"app_id":"01EB37HMH1M6SV18BSNS3G135H","accepted_time":"2020-11-17T15:09:11.659Z",'
        b'"project_id":"c36f3d3d-1513-2edd-ae42-11995557ff61",'
        b'"message_delivery_report":{"message_id":"01EQBC1A3BEK731GY4YXEN0C2R",'
        b'"conversation_id":"01EPYATA64TMNZ1FV02JKF12JF","status":"QUEUED_ON_CHANNEL",'
        b'"contact_id":"01EXA07N79THJ20WSN6AS30TMW"}}'
    ),
)
THEN = datetime(2021, 10, 18, 18, tzinfo=UTC)

TABLE = Table(
    type="sinch",
    settings={"service_plan_id": "plan", "api_token": "t", "webhook_secret": SECRET},
    wrong_settings={
        "nothing that proves a callback": ({"webhook_secret": None}, "one of webhook_secret"),
        "a region that is none": ({"region": "mars"}, "region"),
        "no plan": ({"service_plan_id": None}, "providers.acme.service_plan_id: is missing"),
    },
    sent={
        "a message": Sent(url=URL, headers={"Authorization": "Bearer t"}, json=BATCH),
        "from another region, with the address for reports, for longer than three days": Sent(
            messages=[replace(MESSAGE, valid_until=NOW + timedelta(days=9))],
            settings={"region": "us", "public_url": PUBLIC_URL},
            url="https://us.sms.api.sinch.com/xms/v1/plan/batches",
            json={
                **BATCH,
                "callback_url": f"{PUBLIC_URL}/v1/providers/acme/status",
                "expire_at": "2026-01-04T12:00:00.000Z",
            },
        ),
        "without an end, to a stub": Sent(
            messages=[replace(MESSAGE, valid_until=None)],
            settings={"url": "http://127.0.0.1:9/"},
            url="http://127.0.0.1:9/xms/v1/plan/batches",
            json={name: value for name, value in BATCH.items() if name != "expire_at"},
        ),
    },
    answered={
        "taken": Answered(
            status=201,
            body={"id": "01B", "to": ["4790000001"], "canceled": False},
            means=[Accepted(provider_message_id="01B")],
        ),
        "too fast": Answered(status=429, means=[Throttled()]),
        "the wrong token": Answered(
            status=401,
            body={"code": "unauthorized", "text": "…"},
            means=[PermanentConfiguration(code="unauthorized")],
        ),
        "a region that is not theirs": Answered(
            status=403,
            body={"code": "unprovisioned_region"},
            means=[PermanentConfiguration(code="unprovisioned_region")],
        ),
        "a number of another kind": Answered(
            status=403,
            body={"code": "illegal_number_type"},
            means=[PermanentRecipient(code="illegal_number_type")],
        ),
        "a number that is none": Answered(
            status=400,
            body={"code": "syntax_invalid_parameter_format"},
            means=[PermanentRecipient(code="syntax_invalid_parameter_format")],
        ),
        "down": Answered(status=500, means=[Temporary(reason="http_500")]),
    },
    came={
        "a reply": Came(callback=signed(INBOUND), says=Received(replies=(REPLY,))),
        "a reply on the other path": Came(
            callback=signed(INBOUND, kind=CallbackKind.STATUS), says=Received(replies=(REPLY,))
        ),
        "a reply that is no text": Came(
            callback=signed({**INBOUND, "type": "mo_media", "body": {"subject": "x"}}),
            says=Received(replies=(replace(REPLY, text=""),)),
        ),
        "a reply signed with the secret before, a day ago": Came(
            callback=signed(INBOUND, secret="before", at=NOW - timedelta(hours=29)),
            settings={"webhook_secret": ["now", "before"]},
            says=Received(replies=(REPLY,)),
        ),
        "a reply proven by a header": Came(
            callback=posted(INBOUND, headers={"x-key": "k"}),
            settings={"webhook_secret": None, "webhook_header": {"X-Key": "k"}},
            signed=False,
            says=Received(replies=(REPLY,)),
        ),
        "delivered": Came(callback=report("Delivered"), says=reported(DeliveryStatus.DELIVERED)),
        "delivered, in capitals": Came(
            callback=report("DELIVERED"), says=reported(DeliveryStatus.DELIVERED)
        ),
        "failed": Came(callback=report("Failed", 402), says=reported(DeliveryStatus.FAILED, "402")),
        "aborted": Came(
            callback=report("Aborted", 404), says=reported(DeliveryStatus.FAILED, "404")
        ),
        "deleted": Came(
            callback=report("Deleted", 410), says=reported(DeliveryStatus.FAILED, "410")
        ),
        "expired": Came(
            callback=report("Expired", 406), says=reported(DeliveryStatus.EXPIRED, "406")
        ),
        "cancelled": Came(
            callback=report("Cancelled", 407), says=reported(DeliveryStatus.REJECTED, "407")
        ),
        "queued": Came(callback=report("Queued", 400), says=reported(None, "400")),
        "unknown": Came(callback=report("Unknown"), says=reported(None)),
        "a summary": Came(
            callback=summary({"code": 0, "status": "Delivered", "count": 1}),
            says=reported(DeliveryStatus.DELIVERED, ours=None),
        ),
        "a summary of two": Came(
            callback=summary({"status": "Delivered"}, {"status": "Failed"}),
            says=aside(
                summary({"status": "Delivered"}, {"status": "Failed"}),
                "statuses holds not exactly one",
            ),
        ),
        "a state that nobody knows": Came(
            callback=report("Teleported"),
            says=aside(report("Teleported"), "the state is none of the known ones"),
        ),
        "their vector, which is about another product": Came(
            callback=VECTOR,
            settings={"webhook_secret": "foo_secret1234"},
            now=THEN,
            says=aside(VECTOR, "type is none of the known ones"),
        ),
        "of a kind that nobody knows": Came(
            callback=signed({"type": "mo_smell"}),
            says=aside(signed({"type": "mo_smell"}), "type is none of the known ones"),
        ),
    },
    forged={
        "another secret": Forged(callback=signed(INBOUND, secret="x")),
        "from longer ago than repeats last": Forged(
            callback=signed(INBOUND, at=NOW - timedelta(hours=31))
        ),
        "another algorithm": Forged(
            callback=replace(
                signed(INBOUND),
                headers={**signed(INBOUND).headers, f"{HEADER}-algorithm": "none"},
            )
        ),
        "their vector, with another secret": Forged(callback=VECTOR, now=THEN),
        "signed, but not with the header that is configured besides": Forged(
            callback=signed(INBOUND), settings={"webhook_header": {"X-Key": "k"}}
        ),
    },
    proof_headers=[HEADER, f"{HEADER}-nonce", f"{HEADER}-timestamp"],
    covers=frozenset({"body"}),
    taken=Acknowledgement(status=200),
)
