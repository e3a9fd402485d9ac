"""Vonage, both of its APIs."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import jwt
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding as Written,
)
from cryptography.hazmat.primitives.serialization import (
    NoEncryption,
    PrivateFormat,
)
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
    ReplyPart,
    ReportedPart,
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
    form,
    posted,
)

SECRET = "signature-secret-that-is-long-enough"
FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"content-type": "application/json"}
URL = "https://rest.nexmo.com/sms/json"
SECONDS = str(int(NOW.timestamp()))
SENT = {
    "api_key": "k",
    "api_secret": "s",
    "from": "46730000001",
    "to": "4790000001",
    "text": MESSAGE.text,
    "type": "text",
    "ttl": "14400000",
    "status-report-req": "1",
    "client-ref": OUR_ID,
}
INBOUND = {
    "msisdn": "4790000001",
    "to": "46730000001",
    "messageId": "v1",
    "text": "8 & a=b",
    "type": "text",
    "keyword": "8",
    "message-timestamp": "2026-01-01 12:00:00",
    "timestamp": SECONDS,
    "nonce": "n",
}
REPLY = ProviderReply(
    provider_message_id="v1", from_="+4790000001", to="46730000001", text="8 & a=b"
)


def pem(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> str:
    return key.private_bytes(Written.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


KEY = pem(rsa.generate_private_key(public_exponent=65537, key_size=2048))
MESSAGES = {
    "api": "messages",
    "api_key": None,
    "api_secret": None,
    "application_id": "app",
    "private_key": KEY,
}


def sig(fields: Mapping[str, str], *, secret: str = SECRET, method: str = "md5hash") -> str:
    plain = {name: value.replace("&", "_").replace("=", "_") for name, value in fields.items()}
    text = "".join(f"&{name}={plain[name]}" for name in sorted(plain))
    if method == "md5hash":
        return hashlib.md5((text + secret).encode(), usedforsecurity=False).hexdigest()
    return hmac.new(secret.encode(), text.encode(), method).hexdigest().upper()


def signed(
    fields: Mapping[str, str],
    *,
    how: str = "form",
    kind: CallbackKind = CallbackKind.INBOUND,
    **proof: str,
) -> Callback:
    given = {**fields, "sig": sig(fields, **proof)}
    match how:
        case "form":
            return posted(form(**given), headers=FORM, kind=kind)
        case "query":
            return posted(method="GET", query=form(**given).decode(), kind=kind)
        case _:
            # Numbers are signed as they are written.
            text = json.dumps(given).replace(f'"{SECONDS}"', SECONDS).encode()
            return posted(text, headers=JSON, kind=kind)


def part(number: str, total: str = "3") -> Callback:
    concat = {"concat": "true", "concat-ref": "7", "concat-total": total, "concat-part": number}
    return signed({**INBOUND, **concat})


def state(status: str, code: str = "0", how: str = "query") -> Callback:
    fields = {
        "msisdn": "4790000001",
        "to": "46730000001",
        "messageId": "v2",
        "status": status,
        "err-code": code,
        "client-ref": OUR_ID,
        "timestamp": SECONDS,
    }
    return signed(fields, how=how, kind=CallbackKind.STATUS)


def reported(status: DeliveryStatus | None, code: str = "", *, opted_out: bool = False) -> Received:
    one = ProviderReport(
        provider_message_id="v2",
        our_id=OUR_ID,
        status=status,
        error_code=code,
        opted_out=opted_out,
        part=ReportedPart(id="v2"),
    )
    return Received(reports=(one,))


def answered(*entries: tuple[str, str]) -> dict[str, object]:
    listed = [{"to": "4790000001", "message-id": one, "status": status} for one, status in entries]
    return {"message-count": str(len(listed)), "messages": listed}


def refused(status: str, means: SendResult, text: str = "…") -> Answered:
    body = {"message-count": "1", "messages": [{"status": status, "error-text": text}]}
    return Answered(body=body, means=[means])


def event(
    content: Mapping[str, object],
    *,
    secret: str = SECRET,
    at: datetime = NOW,
    **changes: object,
) -> Callback:
    body = json.dumps(content).encode()
    claims: dict[str, object] = {
        "api_key": "k",
        "application_id": "app",
        "iat": int(at.timestamp()),
        "jti": "j",
        "payload_hash": hashlib.sha256(body).hexdigest(),
    }
    given = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    token = jwt.encode(given, secret, algorithm="HS256")
    return posted(body, headers={"authorization": f"Bearer {token}"})


IN_EVENT = {
    "channel": "sms",
    "message_uuid": "v1",
    "to": "46730000001",
    "from": "4790000001",
    "message_type": "text",
    "text": "8 & a=b",
    "sms": {"num_messages": "1"},
}


def event_state(status: str) -> Callback:
    return event({"message_uuid": "v2", "status": status, "client_ref": OUR_ID, "channel": "sms"})


def event_reported(status: DeliveryStatus | None) -> Received:
    return Received(
        reports=(ProviderReport(provider_message_id="v2", our_id=OUR_ID, status=status),)
    )


TABLE = Table(
    type="vonage",
    settings={"api_key": "k", "api_secret": "s", "signature_secret": SECRET},
    wrong_settings={
        "no secret": ({"signature_secret": None}, "providers.acme.signature_secret: is missing"),
        "no key": ({"api_key": None}, "api_key is needed with api: sms"),
        "a setting of the other API": (
            {"application_id": "app"},
            "application_id is of api: messages, and api is sms",
        ),
        "a private key that is none": (
            {**MESSAGES, "private_key": "-----BEGIN"},
            "must be an RSA key in PEM",
        ),
        "a private key of another kind": (
            {**MESSAGES, "private_key": pem(ed25519.Ed25519PrivateKey.generate())},
            "must be an RSA key in PEM",
        ),
        "a method that is none": ({"signature_method": "crc"}, "signature_method"),
    },
    sent={
        "a message": Sent(url=URL, form=SENT),
        "in UCS-2, with the address for reports, for a moment": Sent(
            messages=[
                replace(
                    MESSAGE,
                    text="fôr",
                    encoding=Encoding.UCS2,
                    valid_until=NOW + timedelta(seconds=3),
                )
            ],
            settings={"public_url": PUBLIC_URL},
            url=URL,
            form={
                **SENT,
                "text": "fôr",
                "type": "unicode",
                "ttl": "20000",
                "callback": f"{PUBLIC_URL}/v1/providers/acme/status",
            },
        ),
        "with an address that is too long to tell": Sent(
            settings={"public_url": f"https://{'a' * 60}.example.com/{'b' * 20}"},
            url=URL,
            form=SENT,
        ),
        "by the Messages API": Sent(
            settings={**MESSAGES, "public_url": PUBLIC_URL},
            url="https://api.nexmo.com/v1/messages",
            json={
                "channel": "sms",
                "message_type": "text",
                "from": "46730000001",
                "to": "4790000001",
                "text": MESSAGE.text,
                "client_ref": OUR_ID,
                "webhook_url": f"{PUBLIC_URL}/v1/providers/acme/status",
                "webhook_version": "v1",
                "ttl": 14_400,
                "sms": {"encoding_type": "text"},
            },
        ),
    },
    answered={
        "taken": Answered(body=answered(("v2", "0")), means=[Accepted(provider_message_id="v2")]),
        "taken in three parts": Answered(
            body=answered(("v2", "0"), ("v3", "0"), ("v4", "0")),
            means=[Accepted(provider_message_id="v2", part_ids=("v2", "v3", "v4"))],
        ),
        "too fast": refused(
            "1",
            Throttled(after=timedelta(milliseconds=250)),
            "Throughput Rate Exceeded - please wait [ 250 ] and retry",
        ),
        "for now": refused("5", Temporary(reason="5")),
        "the wrong secret": refused("4", PermanentConfiguration(code="4")),
        "no credit": refused("9", PermanentConfiguration(code="9")),
        "a number that they do not know": refused("6", PermanentRecipient(code="6")),
        "a code that nobody knows": refused("77", PermanentConfiguration(code="77")),
        "too fast, by HTTP": Answered(status=429, means=[Throttled()]),
        "down": Answered(status=503, means=[Temporary(reason="http_503")]),
        "taken by the Messages API": Answered(
            settings=MESSAGES,
            status=202,
            body={"message_uuid": "v2"},
            means=[Accepted(provider_message_id="v2")],
        ),
        "no credit, by the Messages API": Answered(
            settings=MESSAGES,
            status=402,
            body={"type": "…", "title": "Low balance"},
            means=[PermanentConfiguration(code="http_402")],
        ),
        "a bad number, by the Messages API": Answered(
            settings=MESSAGES, status=422, means=[PermanentRecipient(code="http_422")]
        ),
    },
    came={
        "a reply": Came(callback=signed(INBOUND), says=Received(replies=(REPLY,))),
        "a reply by GET": Came(
            callback=signed(INBOUND, how="query"), says=Received(replies=(REPLY,))
        ),
        "a reply in JSON, its time a number": Came(
            callback=signed(INBOUND, how="json"), says=Received(replies=(REPLY,))
        ),
        "a reply on the other path": Came(
            callback=signed(INBOUND, kind=CallbackKind.STATUS), says=Received(replies=(REPLY,))
        ),
        "the second part of three": Came(
            callback=part("2"),
            says=Received(
                replies=(replace(REPLY, part=ReplyPart(reference="7", number=2, total=3)),)
            ),
        ),
        "a part beyond the last": Came(
            callback=part("4"),
            says=Received(
                unreadable=(
                    UnreadableItem(
                        reason="concat-part is not within concat-total", body=part("4").body
                    ),
                )
            ),
        ),
        "a reply signed with the secret before, by SHA-512": Came(
            callback=signed(INBOUND, secret="before", method="sha512"),
            settings={"signature_method": "sha512", "signature_secret": ["now", "before"]},
            says=Received(replies=(REPLY,)),
        ),
        "a reply signed by MD5 as an HMAC": Came(
            callback=signed(INBOUND, method="md5"),
            settings={"signature_method": "md5"},
            says=Received(replies=(REPLY,)),
        ),
        "a call that is empty, as when the address is saved": Came(
            callback=posted(method="GET"), says=Received(), signed=False
        ),
        "delivered": Came(callback=state("delivered"), says=reported(DeliveryStatus.DELIVERED)),
        "delivered, as a form": Came(
            callback=state("delivered", how="form"), says=reported(DeliveryStatus.DELIVERED)
        ),
        "failed": Came(callback=state("failed", "2"), says=reported(DeliveryStatus.FAILED, "2")),
        "failed with 9": Came(
            callback=state("failed", "9"), says=reported(DeliveryStatus.FAILED, "9")
        ),
        "opted out, where 9 means that": Came(
            callback=state("rejected", "9"),
            settings={"opt_out_assist": True},
            says=reported(DeliveryStatus.REJECTED, "9", opted_out=True),
        ),
        "expired": Came(callback=state("expired"), says=reported(DeliveryStatus.EXPIRED)),
        "buffered": Came(callback=state("buffered"), says=reported(None)),
        "a reply of the Messages API": Came(
            callback=event(IN_EVENT), settings=MESSAGES, says=Received(replies=(REPLY,))
        ),
        "a report of the Messages API": Came(
            callback=event_state("undeliverable"),
            settings=MESSAGES,
            says=event_reported(DeliveryStatus.FAILED),
        ),
        "submitted, of the Messages API": Came(
            callback=event_state("submitted"), settings=MESSAGES, says=event_reported(None)
        ),
    },
    forged={
        "another secret": Forged(callback=signed(INBOUND, secret="x")),
        "another method": Forged(callback=signed(INBOUND, method="sha256")),
        "no time": Forged(
            callback=signed({name: one for name, one in INBOUND.items() if name != "timestamp"})
        ),
        "from longer ago than repeats last": Forged(
            callback=signed(INBOUND), now=NOW + timedelta(hours=31)
        ),
        "without a signature": Forged(callback=posted(form(**INBOUND), headers=FORM)),
        "no JSON": Forged(callback=posted(b"{", headers=JSON)),
        "the Messages API, another secret": Forged(
            callback=event(IN_EVENT, secret="x" * 32), settings=MESSAGES
        ),
        "the Messages API, without a hash of the body": Forged(
            callback=event(IN_EVENT, payload_hash=None), settings=MESSAGES
        ),
        "the Messages API, two days old": Forged(
            callback=event(IN_EVENT, at=NOW - timedelta(days=2)), settings=MESSAGES
        ),
        "the Messages API, no algorithm": Forged(
            callback=posted(
                b"{}",
                headers={
                    "authorization": "Bearer "
                    + base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
                    + ".e30."
                },
            ),
            settings=MESSAGES,
        ),
    },
    proof_headers=["authorization"],
    covers=frozenset({"body"}),
    taken=Acknowledgement(status=200),
)
