"""Plivo. The vector of V2 is that of `plivo-python`'s own tests."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackKind,
    DeliveryStatus,
    Nonce,
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
    PUBLIC_URL,
    Answered,
    Came,
    Forged,
    Sent,
    Table,
    address,
    form,
    posted,
)

TOKEN = "my_auth_token"
URL = "https://api.plivo.com/v1/Account/MA1/Message/"
FORM = {"content-type": "application/x-www-form-urlencoded"}
V3, V3_NONCE = "x-plivo-signature-v3", "x-plivo-signature-v3-nonce"
V2, V2_NONCE = "x-plivo-signature-v2", "x-plivo-signature-v2-nonce"
SENT = {
    "src": "46730000001",
    "dst": "4790000001",
    "text": MESSAGE.text,
    "type": "sms",
    "url": f"{PUBLIC_URL}/v1/providers/acme/status",
    "method": "POST",
    "message_expiry": 14_400,
}
INBOUND = {
    "From": "4790000001",
    "To": "46730000001",
    "Text": "8",
    "Type": "sms",
    "MessageUUID": "p1",
    "Units": "1",
}
REPLY = ProviderReply(provider_message_id="p1", from_="+4790000001", to="46730000001", text="8")


def signature(text: str, token: str = TOKEN) -> str:
    return base64.b64encode(
        hmac.new(token.encode(), text.encode(), hashlib.sha256).digest()
    ).decode()


def with_v3(callback: Callback, text: str, *, token: str = TOKEN, also: str = "") -> Callback:
    made = also + signature(f"{text}.n1", token)
    return replace(callback, headers={**callback.headers, V3: made, V3_NONCE: "n1"})


def signed(fields: Mapping[str, str], *, token: str = TOKEN, also: str = "") -> Callback:
    callback = posted(form(**fields), headers=FORM)
    parameters = "".join(name + fields[name] for name in sorted(fields))
    return with_v3(callback, f"{address(callback)}?{parameters}", token=token, also=also)


def with_query(fields: Mapping[str, str]) -> Callback:
    callback = posted(form(**fields), headers=FORM, query="b=2&a=1")
    bare = address(callback).partition("?")[0]
    parameters = "".join(name + fields[name] for name in sorted(fields))
    return with_v3(callback, f"{bare}?a=1&b=2.{parameters}")


def got(fields: Mapping[str, str]) -> Callback:
    callback = posted(method="GET", query=form(**fields).decode())
    bare = address(callback).partition("?")[0]
    sorted_ = "&".join(f"{name}={fields[name]}" for name in sorted(fields))
    return with_v3(callback, f"{bare}?{sorted_}")


def by_v2(fields: Mapping[str, str], *, name: str = V2) -> Callback:
    callback = posted(form(**fields), headers=FORM)
    made = signature(address(callback) + "n1")
    return replace(callback, headers={**FORM, name: made, V2_NONCE: "n1"})


def spent(callback: Callback, query: str = "") -> Nonce:
    content = b"%s\n%s\n%s" % (callback.method.encode(), query.encode(), callback.body)
    return Nonce(value=callback.headers[V2_NONCE], used_for=hashlib.sha256(content).digest())


def report(status: str, code: str = "000", **more: str) -> Callback:
    return signed(
        {"MessageUUID": "p2", "To": "4790000001", "Status": status, "ErrorCode": code, **more}
    )


def reported(status: DeliveryStatus | None, code: str = "", *, opted_out: bool = False) -> Received:
    one = ProviderReport(
        provider_message_id="p2",
        our_id=None,
        status=status,
        error_code=code,
        opted_out=opted_out,
    )
    return Received(reports=(one,))


VECTOR = Callback(
    kind=CallbackKind.INBOUND,
    method="POST",
    target="",
    headers={V2: "ehV3IKhLysWBxC1sy8INm0qGoQYdYsHwuoKjsX7FsXc=", V2_NONCE: "12345"},
    body=b"",
)

TABLE = Table(
    type="plivo",
    settings={"auth_id": "MA1", "auth_token": TOKEN, "public_url": PUBLIC_URL},
    wrong_settings={
        "no public address": ({"public_url": None}, "public_url is needed"),
        "a signature that is none": ({"signature": "v1"}, "signature"),
    },
    sent={
        "a message": Sent(
            url=URL,
            headers={"Authorization": f"Basic {base64.b64encode(b'MA1:my_auth_token').decode()}"},
            json=SENT,
        ),
        "for longer than four hours": Sent(
            messages=[replace(MESSAGE, valid_until=NOW + timedelta(days=1))], url=URL, json=SENT
        ),
        "without an end": Sent(
            messages=[replace(MESSAGE, valid_until=None)],
            url=URL,
            json={name: value for name, value in SENT.items() if name != "message_expiry"},
        ),
    },
    answered={
        "taken": Answered(
            status=202,
            body={"message": "message(s) queued", "message_uuid": ["p2"], "api_id": "a"},
            means=[Accepted(provider_message_id="p2")],
        ),
        "too fast": Answered(status=429, means=[Throttled()]),
        "the wrong token": Answered(status=401, means=[PermanentConfiguration(code="http_401")]),
        "no number": Answered(
            status=400, body={"error": "…"}, means=[PermanentRecipient(code="http_400")]
        ),
        "down": Answered(status=500, means=[Temporary(reason="http_500")]),
    },
    came={
        "a reply": Came(callback=signed(INBOUND), says=Received(replies=(REPLY,))),
        "a reply to an address with a query": Came(
            callback=with_query(INBOUND), says=Received(replies=(REPLY,))
        ),
        "a reply by GET": Came(callback=got(INBOUND), says=Received(replies=(REPLY,))),
        "a reply with several signatures": Came(
            callback=signed(INBOUND, also="AAAA, "), says=Received(replies=(REPLY,))
        ),
        "a reply signed with the token before": Came(
            callback=signed(INBOUND, token="before"),
            settings={"auth_token": ["now", "before"]},
            says=Received(replies=(REPLY,)),
        ),
        "a reply signed by V2, whose nonce is spent": Came(
            callback=by_v2(INBOUND),
            signed=False,
            says=Received(replies=(REPLY,), nonce=spent(by_v2(INBOUND))),
        ),
        "a reply signed by V2 with the main account's token": Came(
            callback=by_v2(INBOUND, name="x-plivo-signature-ma-v2"),
            signed=False,
            says=Received(replies=(REPLY,), nonce=spent(by_v2(INBOUND))),
        ),
        "their vector of V2": Came(
            callback=VECTOR,
            settings={"public_url": "https://answer.url"},
            signed=False,
            says=Received(
                unreadable=(UnreadableItem(reason="From is missing or too long", body=b""),),
                nonce=spent(VECTOR),
            ),
        ),
        "delivered": Came(callback=report("delivered"), says=reported(DeliveryStatus.DELIVERED)),
        "a part of what was sent": Came(
            callback=report("delivered", MessageUUID="p3", ParentMessageUUID="p2"),
            says=reported(DeliveryStatus.DELIVERED),
        ),
        "undelivered": Came(
            callback=report("undelivered", "50"), says=reported(DeliveryStatus.FAILED, "50")
        ),
        "opted out": Came(
            callback=report("failed", "200"),
            says=reported(DeliveryStatus.FAILED, "200", opted_out=True),
        ),
        "rejected": Came(
            callback=report("rejected", "40"), says=reported(DeliveryStatus.REJECTED, "40")
        ),
        "sent": Came(callback=report("sent"), says=reported(None)),
    },
    forged={
        "another token": Forged(callback=signed(INBOUND, token="x")),
        "signed by V2, where only V3 counts": Forged(
            callback=by_v2(INBOUND), settings={"signature": "v3"}
        ),
        "signed by V2 for another address": Forged(
            callback=by_v2(INBOUND), settings={"public_url": "https://other.example.com"}
        ),
        "their vector of V2, with another token": Forged(
            callback=VECTOR,
            settings={"public_url": "https://answer.url", "auth_token": "my_auth_tokens"},
        ),
    },
    proof_headers=[V3, V3_NONCE, V2, V2_NONCE],
    covers=frozenset({"body", "target"}),
    taken=Acknowledgement(status=200, content_type="text/xml", body=b"<Response/>"),
)
