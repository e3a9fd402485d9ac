"""MessageBird. The tokens named as theirs are those of `messagebird/python-rest-api`'s own tests."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta

import jwt
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
    address,
    form,
    posted,
)

HEADER = "messagebird-signature-jwt"
KEY = "36efdd1aace2e26cd490f0d951138253bef2f7c6d34d18981da781555cc4cebb"
URL = "https://rest.messagebird.com/messages"
SENT = {
    "originator": "46730000001",
    "recipients": ["4790000001"],
    "body": MESSAGE.text,
    "reference": OUR_ID,
    "reportUrl": f"{PUBLIC_URL}/v1/providers/acme/status",
    "datacoding": "plain",
    "validity": 14_400,
}
INBOUND = {
    "id": "mb1",
    "recipient": "46730000001",
    "originator": "4790000001",
    "body": "8",
    "createdDatetime": "2026-02-06T11:45:33+00:00",
}
SHORT = {
    "mid": "mb1",
    "shortcode": "1960",
    "originator": "4790000001",
    "message": "8",
    "receive_datetime": "20260206114533",
}
REPLY = ProviderReply(provider_message_id="mb1", from_="+4790000001", to="46730000001", text="8")
THEN = datetime(2021, 7, 5, 10, tzinfo=UTC)


def with_token(
    callback: Callback, *, key: str = KEY, algorithm: str = "HS256", **changes: object
) -> Callback:
    seconds = int(NOW.timestamp())
    claims = {
        "iss": "MessageBird",
        "nbf": seconds,
        "exp": seconds + 60,
        "jti": "j",
        "url_hash": hashlib.sha256(address(callback).encode()).hexdigest(),
    }
    if callback.body:
        claims["payload_hash"] = hashlib.sha256(callback.body).hexdigest()
    given = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    token = jwt.encode(given, key, algorithm=algorithm)
    return replace(callback, headers={**callback.headers, HEADER: token})


def reply(
    fields: dict[str, str], *, key: str = KEY, algorithm: str = "HS256", **changes: object
) -> Callback:
    return with_token(posted(form(**fields)), key=key, algorithm=algorithm, **changes)


def report(status: str, code: str = "") -> Callback:
    fields = {
        "id": "mb2",
        "reference": OUR_ID,
        "recipient": "4790000001",
        "status": status,
        "statusErrorCode": code,
    }
    query = form(**fields).decode()
    return with_token(posted(kind=CallbackKind.STATUS, method="GET", query=query))


def reported(status: DeliveryStatus | None, code: str = "", *, opted_out: bool = False) -> Received:
    one = ProviderReport(
        provider_message_id="mb2",
        our_id=OUR_ID,
        status=status,
        error_code=code,
        opted_out=opted_out,
    )
    return Received(reports=(one,))


def theirs(path: str, token: str, body: bytes = b"", method: str = "POST") -> Callback:
    return Callback(
        kind=CallbackKind.INBOUND, method=method, target=path, headers={HEADER: token}, body=body
    )


def segment(claims: str, signature: str) -> str:
    head = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
    return f"{head}.{base64.urlsafe_b64encode(claims.encode()).decode().rstrip('=')}.{signature}"


URL_HASH = "41f05f0ddd0a22ab209ac46f47c4572d9cefa257ed74b24004bae753ece6c260"
BODY_HASH = "dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f"
ROOT_HASH = "0f115db062b7c0dd030b16878c99dea5c354b49dc37b38eb8846179c7783e9d7"
WITH_BODY = segment(
    '{"iss":"MessageBird","nbf":1625479200,"exp":1625479260,'
    '"jti":"93e55006-a0e8-4526-a190-fa5ff00ea116",'
    f'"url_hash":"{URL_HASH}","payload_hash":"{BODY_HASH}"}}',
    "_H--TOuYFLpeEH39-rg5E3IHVkjHozBcaKVWPRC5m9I",
)
WITHOUT_BODY = segment(
    '{"iss":"MessageBird","nbf":1625479200,"exp":1625479260,'
    '"jti":"c946af77-e182-4eaa-b2ff-1a545b5e991a",'
    f'"url_hash":"{URL_HASH}"}}',
    "huo2ou6JDoDc7sV25d75UMWeYhBeavQlLsqIibSZuac",
)
TOO_EARLY = segment(
    '{"iss":"MessageBird","nbf":1625482800,"exp":1625482860,'
    '"jti":"f9f8c382-2449-4311-b72b-1df71687931e",'
    f'"url_hash":"{ROOT_HASH}"}}',
    "ZELgDFNGhjZH9CffQKcq3sytBe2I0KciLxpBhcfstHQ",
)
EXPIRED = segment(
    '{"iss":"MessageBird","nbf":1625475600,"exp":1625475660,'
    '"jti":"5f02f522-6030-46c8-b5a3-01246478d8b3",'
    f'"url_hash":"{ROOT_HASH}"}}',
    "45MSST3B_2PsjNUeiuW54_vUQgVw4rBXrdWrOUEz3lM",
)
EXAMPLE = {"public_url": "https://example.com"}
HELLO = b"Hello, World!"


def refused(code: int, means: SendResult, status: int = 422) -> Answered:
    body = {"errors": [{"code": code, "description": "…"}]}
    return Answered(status=status, body=body, means=[means])


TABLE = Table(
    type="messagebird",
    settings={"access_key": "a", "signing_key": KEY, "public_url": PUBLIC_URL},
    wrong_settings={
        "no public address": ({"public_url": None}, "public_url is needed"),
        "no signing key": ({"signing_key": None}, "providers.acme.signing_key: is missing"),
    },
    sent={
        "a message": Sent(url=URL, headers={"Authorization": "AccessKey a"}, json=SENT),
        "in UCS-2, without an end": Sent(
            messages=[replace(MESSAGE, text="😀", encoding=Encoding.UCS2, valid_until=None)],
            url=URL,
            json={
                **{name: value for name, value in SENT.items() if name != "validity"},
                "body": "😀",
                "datacoding": "unicode",
            },
        ),
        "for longer than two days": Sent(
            messages=[replace(MESSAGE, valid_until=NOW + timedelta(days=3))],
            url=URL,
            json={**SENT, "validity": 172_800},
        ),
    },
    answered={
        "taken": Answered(
            status=201, body={"id": "mb2"}, means=[Accepted(provider_message_id="mb2")]
        ),
        "too fast": Answered(status=429, means=[Throttled()]),
        "the wrong key": refused(2, PermanentConfiguration(code="2"), 401),
        "no balance": refused(25, PermanentConfiguration(code="25")),
        "no number": refused(9, PermanentRecipient(code="9")),
        "down": Answered(status=503, means=[Temporary(reason="http_503")]),
    },
    came={
        "a reply": Came(callback=reply(INBOUND), says=Received(replies=(REPLY,))),
        "a reply to a short code": Came(
            callback=reply(SHORT), says=Received(replies=(replace(REPLY, to="1960"),))
        ),
        "a reply signed by HS512 with the key before": Came(
            callback=reply(INBOUND, key="b" * 64, algorithm="HS512"),
            settings={"signing_key": ["now" * 24, "b" * 64]},
            says=Received(replies=(REPLY,)),
        ),
        "delivered": Came(callback=report("delivered"), says=reported(DeliveryStatus.DELIVERED)),
        "failed": Came(
            callback=report("delivery_failed", "1"), says=reported(DeliveryStatus.FAILED, "1")
        ),
        "opted out": Came(
            callback=report("delivery_failed", "103"),
            says=reported(DeliveryStatus.FAILED, "103", opted_out=True),
        ),
        "expired": Came(callback=report("expired"), says=reported(DeliveryStatus.EXPIRED)),
        "buffered": Came(callback=report("buffered"), says=reported(None)),
        "their token, with a body": Came(
            callback=theirs("/path?bar=1&foo=2", WITH_BODY, HELLO),
            settings=EXAMPLE,
            now=THEN,
            says=Received(
                unreadable=(UnreadableItem(reason="neither id nor reference is given", body=HELLO),)
            ),
        ),
        "their token, without one": Came(
            callback=theirs("/path?bar=1&foo=2", WITHOUT_BODY, method="GET"),
            settings=EXAMPLE,
            now=THEN,
            says=Received(
                unreadable=(UnreadableItem(reason="neither id nor reference is given", body=b""),)
            ),
        ),
    },
    forged={
        "another key": Forged(callback=reply(INBOUND, key="x" * 64)),
        "another issuer": Forged(callback=reply(INBOUND, iss="Acme")),
        "no end": Forged(callback=reply(INBOUND, exp=None)),
        "no hash of the body": Forged(callback=reply(INBOUND, payload_hash=None)),
        "no algorithm": Forged(
            callback=with_token(posted(form(**INBOUND)), key="", algorithm="none")
        ),
        "their token, before it holds": Forged(
            callback=theirs("/", TOO_EARLY, method="GET"), settings=EXAMPLE, now=THEN
        ),
        "their token, after it held": Forged(
            callback=theirs("/", EXPIRED, method="GET"), settings=EXAMPLE, now=THEN
        ),
        "their token, parameters in another order": Forged(
            callback=theirs("/path?foo=2&bar=1", WITHOUT_BODY, method="GET"),
            settings=EXAMPLE,
            now=THEN,
        ),
        "their token without a body, with one": Forged(
            callback=theirs("/path?bar=1&foo=2", WITHOUT_BODY, HELLO), settings=EXAMPLE, now=THEN
        ),
    },
    proof_headers=[HEADER],
    covers=frozenset({"body", "target"}),
    taken=Acknowledgement(status=200),
)
