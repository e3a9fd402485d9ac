"""Telnyx."""

import base64
import json
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackKind,
    DeliveryStatus,
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    ProviderReply,
    ProviderReport,
    Received,
    SendResult,
    Temporary,
    Throttled,
    UnreadableItem,
)
from services.text.segments import Encoding
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

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
URL = "https://api.telnyx.com/v2/messages"
SENT = {
    "from": "+46730000001",
    "to": "+4790000001",
    "text": MESSAGE.text,
    "type": "SMS",
    "encoding": "gsm7",
}
PAYLOAD = {
    "id": "m1",
    "direction": "inbound",
    "type": "SMS",
    "from": {"phone_number": "+4790000001", "carrier": "x"},
    "to": [{"phone_number": "+46730000001", "status": "webhook_delivered"}],
    "text": "8",
    "errors": [],
}
REPLY = ProviderReply(provider_message_id="m1", from_="+4790000001", to="+46730000001", text="8")


def public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def signed(
    content: object,
    *,
    key: Ed25519PrivateKey = KEY,
    at: datetime = NOW,
    kind: CallbackKind = CallbackKind.INBOUND,
) -> Callback:
    body = json.dumps(content).encode()
    timestamp = str(int(at.timestamp()))
    made = key.sign(f"{timestamp}|".encode() + body)
    headers = {
        "telnyx-signature-ed25519": base64.b64encode(made).decode(),
        "telnyx-timestamp": timestamp,
    }
    return posted(body, kind=kind, headers=headers)


def event(kind: str, **payload: object) -> dict[str, object]:
    return {"data": {"event_type": kind, "id": "e1", "payload": {**PAYLOAD, **payload}}}


def report(status: str, code: str | None = None) -> Callback:
    errors = [] if code is None else [{"code": code, "title": "…"}]
    to = [{"phone_number": "+4790000001", "status": status}]
    return signed(event("message.finalized", id="m2", to=to, errors=errors))


def reported(status: DeliveryStatus | None, code: str = "", *, opted_out: bool = False) -> Received:
    one = ProviderReport(
        provider_message_id="m2",
        our_id=None,
        status=status,
        error_code=code,
        opted_out=opted_out,
    )
    return Received(reports=(one,))


def refused(code: int, means: SendResult, status: int = 400) -> Answered:
    body = {"errors": [{"code": str(code), "title": "…"}]}
    return Answered(status=status, body=body, means=[means])


STRANGE = event("message.teleported")

TABLE = Table(
    type="telnyx",
    settings={"api_key": "k", "public_key": public(KEY)},
    wrong_settings={
        "a key of another length": ({"public_key": "AAAA"}, "32 bytes in base64"),
        "no key": ({"public_key": None}, "providers.acme.public_key: is missing"),
    },
    sent={
        "a message": Sent(
            url=URL,
            headers={"Authorization": "Bearer k", "Idempotency-Key": OUR_ID},
            json=SENT,
        ),
        "in UCS-2, by a profile, with the address for reports": Sent(
            messages=[replace(MESSAGE, text="😀", encoding=Encoding.UCS2)],
            settings={"messaging_profile_id": "p", "public_url": PUBLIC_URL},
            url=URL,
            json={
                **SENT,
                "text": "😀",
                "encoding": "ucs2",
                "messaging_profile_id": "p",
                "webhook_url": f"{PUBLIC_URL}/v1/providers/acme/status",
            },
        ),
        "again, alike to the byte": Sent(
            messages=[replace(MESSAGE, valid_until=NOW + timedelta(hours=3))], url=URL, json=SENT
        ),
    },
    answered={
        "taken": Answered(
            body={"data": {"id": "m2", "parts": 1, "errors": []}},
            means=[Accepted(provider_message_id="m2")],
        ),
        "too fast": refused(10011, Throttled(), 429),
        "the queue is full": refused(40318, Throttled()),
        "the wrong key": refused(10009, PermanentConfiguration(code="10009"), 401),
        "a sender of another profile": refused(40305, PermanentConfiguration(code="40305")),
        "a landline": refused(40001, PermanentRecipient(code="40001")),
        "no number": refused(40310, PermanentRecipient(code="40310")),
        "opted out": refused(40300, OptedOut()),
        "for now": refused(40006, Temporary(reason="40006")),
        "down": Answered(status=503, means=[Temporary(reason="http_503")]),
    },
    came={
        "a reply": Came(
            callback=signed(event("message.received")), says=Received(replies=(REPLY,))
        ),
        "a reply on the other path": Came(
            callback=signed(event("message.received"), kind=CallbackKind.STATUS),
            says=Received(replies=(REPLY,)),
        ),
        "a reply whose sides are texts": Came(
            callback=signed(event("message.received", to="+46730000001")),
            says=Received(replies=(REPLY,)),
        ),
        "a reply that Telnyx answers itself": Came(
            callback=signed(event("message.received", text="STOP", autoresponse_type="opt_out")),
            says=Received(replies=(replace(REPLY, text="STOP"),)),
        ),
        "a reply signed with the key before": Came(
            callback=signed(event("message.received"), key=OTHER),
            settings={"public_key": [public(KEY), public(OTHER)]},
            says=Received(replies=(REPLY,)),
        ),
        "a reply signed four minutes ago": Came(
            callback=signed(event("message.received"), at=NOW - timedelta(minutes=4)),
            says=Received(replies=(REPLY,)),
        ),
        "sent": Came(callback=signed(event("message.sent")), says=Received()),
        "delivered": Came(callback=report("delivered"), says=reported(DeliveryStatus.DELIVERED)),
        "failed": Came(
            callback=report("delivery_failed", "40001"),
            says=reported(DeliveryStatus.FAILED, "40001"),
        ),
        "opted out": Came(
            callback=report("sending_failed", "40300"),
            says=reported(DeliveryStatus.FAILED, "40300", opted_out=True),
        ),
        "expired": Came(callback=report("expired"), says=reported(DeliveryStatus.EXPIRED)),
        "unconfirmed": Came(callback=report("delivery_unconfirmed"), says=reported(None)),
        "an event that nobody knows": Came(
            callback=signed(STRANGE),
            says=Received(
                unreadable=(
                    UnreadableItem(
                        reason="event_type is none of the known ones",
                        body=json.dumps(STRANGE).encode(),
                    ),
                )
            ),
        ),
    },
    forged={
        "another key": Forged(callback=signed(event("message.received"), key=OTHER)),
        "six minutes old": Forged(
            callback=signed(event("message.received"), at=NOW - timedelta(minutes=6))
        ),
        "six minutes ahead": Forged(
            callback=signed(event("message.received"), at=NOW + timedelta(minutes=6))
        ),
    },
    proof_headers=["telnyx-signature-ed25519", "telnyx-timestamp"],
    covers=frozenset({"body"}),
    taken=Acknowledgement(status=200),
)
