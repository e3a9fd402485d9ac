"""Providers that the configuration describes: 46elks, GatewayAPI's newer API, LINK, and a plain gateway."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import timedelta

import jwt
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

EMPTY = {"webhook_query": None, "acknowledge": None, "inbound": None, "status": None}
ELKS = {
    "url": "https://api.46elks.com/a1/sms",
    "public_url": PUBLIC_URL,
    "webhook_query": {"hook": "h"},
    "send": {
        "basic": "u:p",
        "form": {
            "from": "{from}",
            "to": "{to}",
            "message": "{text}",
            "whendelivered": "{status_url}",
        },
        "message_id": "id",
        "outcomes": [
            {"body_starts": "Not enough credits", "outcome": "configuration"},
            {"status": 403, "outcome": "permanent"},
        ],
    },
    "inbound": {"format": "form", "id": "id", "from": "from", "to": "to", "text": "message"},
    "status": {
        "format": "form",
        "id": "id",
        "state": "status",
        "states": {"delivered": "delivered", "failed": "failed"},
    },
    "acknowledge": {"status": 204},
}
GATEWAY_API = {
    **EMPTY,
    "url": "https://messaging.gatewayapi.eu/mobile/single",
    "send": {
        "headers": {"Authorization": "Token t"},
        "json": {
            "sender": "{from_digits}",
            "message": "{text}",
            "recipient": "{to_digits}",
            "reference": "{id}",
            "expiration": "{valid_seconds}",
            "label": "svar",
        },
        "message_id": "msg_id",
        "outcomes": [{"path": "code", "in": ["0x0213"], "outcome": "configuration"}],
    },
    "status": {
        "format": "json",
        "id": "event.msg_id",
        "our_id": "event.reference",
        "state": "event.status",
        "states": {"DELIVERED": "delivered", "UNDELIVERABLE": "failed", "EXPIRED": "expired"},
        "error": "event.code",
        "opted_out": ["0x1011"],
    },
    "inbound": {
        "format": "json",
        "id": "event.msg_id",
        "from": "event.sender",
        "to": "event.recipient",
        "text": "event.message",
    },
    "webhook_hmac": {
        "header": "Signature",
        "prefix": "v1=",
        "message": "{body}",
        "secret": ["next", "s"],
    },
}
PLAIN = {
    **EMPTY,
    "url": "https://sms.example.com/send?app=svar",
    "send": {
        "method": "GET",
        "query": {"n": "{to_digits}", "m": "{text}", "u": "{ucs2}", "p": "{segments}"},
        "message_id": {"after": "OK "},
        "accepted": {"status": 200, "body_starts": "OK"},
        "outcomes": [
            {"body_starts": "ERR 7", "outcome": "opted_out"},
            {"status": 200, "body_starts": "ERR 5", "outcome": "throttled"},
        ],
    },
    "inbound": {"format": "query", "from": "n", "text": "m"},
    "webhook_basic": "me:secret",
    "acknowledge": {"status": 200, "content_type": "text/plain", "body": "OK"},
}
LINK = {
    **EMPTY,
    "url": "https://wsx.sp247.net/sms/send",
    "webhook_header": {"X-Hook": "hook"},
    "send": {
        "basic": "u:p",
        "json": {
            "source": "{from}",
            "destination": "{to}",
            "userData": "{text}",
            "ignoreResponse": False,
            "relativeValidityTime": "{valid_seconds}000",
            "customParameters": {"unicode": "{ucs2}"},
        },
        "message_id": "messageId",
        "accepted": {"path": "resultCode", "in": [1005]},
    },
    "status": {
        "format": "json",
        "items": "reports.list",
        "our_id": "refId",
        "state": "resultCode",
        "states": {1001: "delivered", 1002: "expired"},
    },
    "inbound": {
        "format": "xml",
        "items": "gate.message",
        "id": "id",
        "from": "source",
        "to": "destination",
        "text": "content.userData",
    },
}
HMAC_IN_TIME = {
    "header": "X-Sig",
    "algorithm": "sha512",
    "encoding": "base64",
    "message": "{timestamp}|{nonce}|{url}|{body}",
    "timestamp_header": "X-Time",
    "nonce_header": "X-Nonce",
    "secret": "s",
}
TIMED = {**ELKS, "webhook_query": None, "webhook_hmac": HMAC_IN_TIME}
TOKEN = {
    **ELKS,
    "webhook_query": None,
    "webhook_jwt": {"header": "Authorization", "secret": "x" * 32, "body_hash_claim": "hash"},
}

REPLY = ProviderReply(provider_message_id="s1", from_="+4790000001", to="+46730000001", text="8")
IN = form(direction="incoming", id="s1", to="+46730000001", message="8", **{"from": "+4790000001"})
DELIVERED = ProviderReport(provider_message_id="s1", our_id=None, status=DeliveryStatus.DELIVERED)


def elks(body: bytes, kind: CallbackKind = CallbackKind.INBOUND, query: str = "hook=h") -> Callback:
    return posted(body, kind=kind, query=query)


def signed(content: Mapping[str, object], kind: CallbackKind = CallbackKind.STATUS) -> Callback:
    body = json.dumps({"event_type": "message.status.sms", "event": content}).encode()
    made = hmac.new(b"s", body, "sha256").hexdigest()
    return posted(body, kind=kind, headers={"signature": f"v1={made}"})


def timed(at: float, *, secret: bytes = b"s") -> Callback:

    callback = posted(IN)
    text = f"{at:.0f}|n1|{PUBLIC_URL}{callback.target}|".encode() + IN
    made = base64.b64encode(hmac.new(secret, text, "sha512").digest()).decode()
    return replace(callback, headers={"x-sig": made, "x-time": f"{at:.0f}", "x-nonce": "n1"})


def with_token(body: bytes, *, secret: str = "x" * 32, algorithm: str = "HS256") -> Callback:
    claims = {"hash": hashlib.sha256(IN).hexdigest(), "exp": NOW.timestamp() + 60}
    token = jwt.encode(claims, secret, algorithm)
    return posted(body, headers={"authorization": f"Bearer {token}"})


SECONDS = NOW.timestamp()

TABLE = Table(
    type="webhook",
    settings=ELKS,
    wrong_settings={
        "no template": ({"send": {"method": "POST"}}, "exactly one of json, form and query"),
        "two templates": (
            {"send": {"json": {"a": "1"}, "form": {"a": "1"}}},
            "exactly one of json, form and query",
        ),
        "a form by GET": ({"send": {"method": "GET", "form": {"a": "1"}}}, "a GET has a query"),
        "an unknown placeholder": (
            {"send": {"json": {"to": ["{phone}"]}}},
            "there is no placeholder {phone} (known: {id} {from}",
        ),
        "no proof": ({"webhook_query": None}, "webhook_hmac and webhook_jwt is needed"),
        "a state that we do not have": (
            {
                "status": {
                    "format": "json",
                    "id": "id",
                    "state": "s",
                    "states": {"ok": "arrived"},
                }
            },
            'states: "arrived" is none of delivered, failed, expired, rejected',
        ),
        "items in a form": (
            {"inbound": {"format": "form", "items": "a", "from": "f", "text": "t"}},
            "a form and a query are one item",
        ),
        "a condition of nothing": (
            {"send": {"json": {"a": 1}, "accepted": {}}},
            "one of status, path with in, and body_starts is needed",
        ),
        "an outcome that there is not": (
            {"send": {"json": {"a": 1}, "outcomes": [{"status": 400, "outcome": "bad"}]}},
            "providers.acme.send.outcomes[0].outcome",
        ),
        "a signature without a time": (
            {"webhook_hmac": {"header": "X", "secret": "s"}},
            "timestamp_header is needed",
        ),
        "a signature of an address that nobody knows": (
            {"public_url": None, "webhook_hmac": {**HMAC_IN_TIME}},
            "public_url is needed",
        ),
    },
    sent={
        "46elks": Sent(
            url="https://api.46elks.com/a1/sms",
            headers={
                "Authorization": "Basic dTpw",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            form={
                "from": "+46730000001",
                "to": "+4790000001",
                "message": MESSAGE.text,
                "whendelivered": f"{PUBLIC_URL}/v1/providers/acme/status?hook=h",
            },
        ),
        "GatewayAPI": Sent(
            settings=GATEWAY_API,
            url="https://messaging.gatewayapi.eu/mobile/single",
            headers={"Authorization": "Token t", "Content-Type": "application/json"},
            json={
                "sender": "46730000001",
                "message": MESSAGE.text,
                "recipient": "4790000001",
                "reference": OUR_ID,
                "expiration": 14400,
                "label": "svar",
            },
        ),
        "LINK": Sent(
            settings=LINK,
            messages=[replace(MESSAGE, encoding=Encoding.UCS2)],
            url="https://wsx.sp247.net/sms/send",
            json={
                "source": "+46730000001",
                "destination": "+4790000001",
                "userData": MESSAGE.text,
                "ignoreResponse": False,
                "relativeValidityTime": "14400000",
                "customParameters": {"unicode": True},
            },
        ),
        "a GET": Sent(
            settings=PLAIN,
            messages=[replace(MESSAGE, text="Æ & 1+1?")],
            method="GET",
            url="https://sms.example.com/send",
            query={"app": "svar", "n": "4790000001", "m": "Æ & 1+1?", "u": "false", "p": "1"},
        ),
    },
    answered={
        "taken": Answered(
            body={"id": "s1", "status": "created"}, means=[Accepted(provider_message_id="s1")]
        ),
        "no credits": Answered(
            status=403,
            body=b"Not enough credits left",
            means=[PermanentConfiguration(code="http_403")],
        ),
        "a bad number": Answered(
            status=403, body=b"Invalid to number", means=[PermanentRecipient(code="http_403")]
        ),
        "the wrong password": Answered(
            status=401,
            body=b"API access requires a user",
            means=[PermanentConfiguration(code="http_401")],
        ),
        "down": Answered(status=500, means=[Temporary(reason="http_500")]),
        "too fast": Answered(
            status=429, headers={"Retry-After": "2"}, means=[Throttled(after=timedelta(seconds=2))]
        ),
        "GatewayAPI takes it": Answered(
            settings=GATEWAY_API,
            status=202,
            body={"msg_id": 42, "recipient": 4790000001},
            means=[Accepted(provider_message_id="42")],
        ),
        "GatewayAPI refuses us, whatever the status": Answered(
            settings=GATEWAY_API,
            status=403,
            body={"code": "0x0213"},
            means=[PermanentConfiguration(code="0x0213")],
        ),
        "LINK takes it": Answered(
            settings=LINK,
            body={"messageId": "m", "resultCode": 1005},
            means=[Accepted(provider_message_id="m")],
        ),
        "LINK does not, in a 200": Answered(
            settings=LINK, body={"resultCode": 2000}, means=[Temporary(reason="not_accepted")]
        ),
        "OK, and an id": Answered(
            settings=PLAIN, body=b"OK 17\r\nthanks", means=[Accepted(provider_message_id="17")]
        ),
        "OK, without an id": Answered(settings=PLAIN, body=b"OK", means=[Accepted()]),
        "an error in a 200": Answered(settings=PLAIN, body=b"ERR 7", means=[OptedOut()]),
        "slower, in a 200": Answered(settings=PLAIN, body=b"ERR 5", means=[Throttled()]),
    },
    came={
        "a reply": Came(callback=elks(IN), says=Received(replies=(REPLY,))),
        "a report": Came(
            callback=elks(form(id="s1", status="delivered"), CallbackKind.STATUS),
            says=Received(reports=(DELIVERED,)),
        ),
        "a state in between": Came(
            callback=elks(form(id="s1", status="sent"), CallbackKind.STATUS),
            says=Received(reports=(replace(DELIVERED, status=None),)),
        ),
        "no state at all": Came(
            callback=elks(b"id=s1", CallbackKind.STATUS),
            says=Received(
                unreadable=(UnreadableItem(reason="the state is missing", body=b"id=s1"),)
            ),
        ),
        "GatewayAPI's report": Came(
            callback=signed({"msg_id": 42, "reference": OUR_ID, "status": "DELIVERED"}),
            settings=GATEWAY_API,
            says=Received(reports=(replace(DELIVERED, provider_message_id="42", our_id=OUR_ID),)),
        ),
        "GatewayAPI's report on somebody who is barred": Came(
            callback=signed({"msg_id": 42, "status": "UNDELIVERABLE", "code": "0x1011"}),
            settings=GATEWAY_API,
            says=Received(
                reports=(
                    replace(
                        DELIVERED,
                        provider_message_id="42",
                        status=DeliveryStatus.FAILED,
                        error_code="0x1011",
                        opted_out=True,
                    ),
                )
            ),
        ),
        "GatewayAPI's reply in integers": Came(
            callback=signed(
                {"msg_id": 1, "sender": 4790000001, "recipient": 46730000001, "message": "8"},
                CallbackKind.INBOUND,
            ),
            settings=GATEWAY_API,
            says=Received(replies=(replace(REPLY, provider_message_id="1", to="46730000001"),)),
        ),
        "LINK's reports in a list": Came(
            callback=posted(
                {
                    "reports": {
                        "list": [
                            {"refId": OUR_ID, "resultCode": 1001},
                            {"resultCode": 1001},
                            {"refId": OUR_ID, "resultCode": 1000},
                        ]
                    }
                },
                kind=CallbackKind.STATUS,
                headers={"x-hook": "hook"},
            ),
            settings=LINK,
            says=Received(
                reports=(
                    replace(DELIVERED, provider_message_id=None, our_id=OUR_ID),
                    replace(DELIVERED, provider_message_id=None, our_id=OUR_ID, status=None),
                ),
                unreadable=(
                    UnreadableItem(
                        reason="neither id nor our_id is there",
                        body=b'{"reports": {"list": {"resultCode": 1001}}}',
                    ),
                ),
            ),
        ),
        "LINK's replies in XML": Came(
            callback=posted(
                b"<gate><message><id>s1</id><source>+4790000001</source>"
                b"<destination>+46730000001</destination>"
                b"<content><userData>8</userData></content></message></gate>",
                headers={"x-hook": "hook"},
            ),
            settings=LINK,
            says=Received(replies=(REPLY,)),
        ),
        "a reply by GET to the only sender": Came(
            callback=posted(
                method="GET",
                query="n=4790000001&m=8",
                headers={"authorization": "Basic bWU6c2VjcmV0"},
            ),
            settings=PLAIN,
            says=Received(replies=(replace(REPLY, provider_message_id=None, to=None),)),
        ),
        "signed, with a time and a nonce": Came(
            callback=timed(SECONDS - 299), settings=TIMED, says=Received(replies=(REPLY,))
        ),
        "signed, with a time in milliseconds": Came(
            callback=timed(SECONDS * 1000), settings=TIMED, says=Received(replies=(REPLY,))
        ),
        "with a token": Came(
            callback=with_token(IN), settings=TOKEN, says=Received(replies=(REPLY,))
        ),
        "on a path that nothing is configured for": Came(
            callback=posted(
                b"x=1", kind=CallbackKind.STATUS, headers={"authorization": "Basic bWU6c2VjcmV0"}
            ),
            settings=PLAIN,
            says=Received(
                unreadable=(
                    UnreadableItem(reason="nothing is configured for this path", body=b"x=1"),
                )
            ),
        ),
    },
    forged={
        "nothing at all": Forged(callback=posted(IN)),
        "another parameter": Forged(callback=elks(IN, query="hook=x")),
        "signed with another secret": Forged(callback=timed(SECONDS, secret=b"t"), settings=TIMED),
        "signed too long ago": Forged(callback=timed(SECONDS - 301), settings=TIMED),
        "signed in the future": Forged(callback=timed(SECONDS + 301), settings=TIMED),
        "a token for another body": Forged(callback=with_token(IN + b"&x=1"), settings=TOKEN),
        "a token of another algorithm": Forged(
            callback=with_token(IN, secret="x" * 64, algorithm="HS512"), settings=TOKEN
        ),
        "a token that has run out": Forged(
            callback=with_token(IN), settings=TOKEN, now=NOW + timedelta(minutes=2)
        ),
        "a signature where a parameter is wanted": Forged(
            callback=signed({"msg_id": 1, "status": "DELIVERED"})
        ),
    },
    proof_headers=["signature", "x-hook", "authorization", "x-sig", "x-time", "x-nonce"],
    taken=Acknowledgement(status=204),
)
