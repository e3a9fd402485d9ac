"""GatewayAPI, both of its APIs. The token named as theirs is that of `nickdnk/gatewayapi-php`'s tests."""

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
    DeliveryStatus,
    PermanentConfiguration,
    PermanentRecipient,
    ProviderReply,
    ProviderReport,
    Received,
    SendResult,
    Temporary,
    Throttled,
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

SECRET = "a-secret-of-32-bytes-or-even-more"
HEADER = "x-gwapi-signature"
URL = "https://gatewayapi.com/rest/mtsms"
NEWER = {"api": "messaging"}
SENT = {
    "sender": "46730000001",
    "message": MESSAGE.text,
    "encoding": "UTF8",
    "userref": OUR_ID,
    "validity_period": 14_400,
    "recipients": [{"msisdn": 4790000001}],
}
INBOUND = {
    "id": 1000001,
    "msisdn": 4790000001,
    "receiver": 46730000001,
    "message": "8",
    "senttime": 1450000000,
    "webhook_label": "test",
}
REPLY = ProviderReply(
    provider_message_id="1000001", from_="+4790000001", to="46730000001", text="8"
)


def signed(
    claims: dict[str, object],
    *,
    key: str = SECRET,
    algorithm: str = "HS256",
    body: object = None,
) -> Callback:
    token = jwt.encode(claims, key, algorithm=algorithm)
    return posted(claims if body is None else body, headers={HEADER: token})


def state(status: str, code: str | None = None) -> dict[str, object]:
    return {
        "id": 2381703,
        "msisdn": 4790000001,
        "time": 1522764062,
        "status": status,
        "userref": OUR_ID,
        **({"error": "…", "code": code} if code else {}),
    }


def reported(status: DeliveryStatus | None, code: str = "") -> Received:
    one = ProviderReport(
        provider_message_id="2381703", our_id=OUR_ID, status=status, error_code=code
    )
    return Received(reports=(one,))


def event(content: Mapping[str, object], *, secret: str = SECRET, prefix: str = "v1=") -> Callback:
    body = {"event_id": "e", "timestamp": "…", "event_type": "message.status.sms", "event": content}
    written = json.dumps(body).encode()
    made = hmac.new(secret.encode(), written, hashlib.sha256).hexdigest()
    return posted(written, headers={"signature": f"{prefix}{made}"})


def refused(code: str, means: SendResult, status: int = 403) -> Answered:
    body = {"code": code, "message": "…", "variables": []}
    return Answered(status=status, body=body, means=[means])


THEIRS = (
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpZCI6MjM4MTcwMywibXNpc2RuIjo0NTQyNjA5MDQ1LCJ0aW1l"
    "IjoxNTIyNzY0MDYyLCJzdGF0dXMiOiJERUxJVkVSRUQiLCJlcnJvciI6ImVycm9yIHRleHQiLCJjb2RlIjoiZXJyb3"
    "IgY29kZSIsImNvdW50cnlfcHJlZml4Ijo0NSwiY291bnRyeV9jb2RlIjoiREsiLCJjaGFyZ2Vfc3RhdHVzIjoiQVVU"
    "SE9SSVpFRCIsInVzZXJyZWYiOiJhIHJlZmVyZW5jZSJ9.LgbbsxAj61SQhDA0A3dGlcT8OZN2UJsTgBiifNHEeh8"
)
IN_EVENT = {"msg_id": "g2", "reference": OUR_ID, "recipient": 4790000001, "status": "DELIVERED"}
EVENT_REPLY = {"msg_id": "g1", "sender": "4790000001", "recipient": "46730000001", "message": "8"}

TABLE = Table(
    type="gatewayapi",
    settings={"token": "t", "webhook_secret": SECRET},
    wrong_settings={
        "no secret": ({"webhook_secret": None}, "providers.acme.webhook_secret: is missing"),
        "an API that is none": ({"api": "soap"}, "api"),
    },
    sent={
        "a message": Sent(url=URL, headers={"Authorization": "Token t"}, json=SENT),
        "in UCS-2, with the address for reports, for half a minute": Sent(
            messages=[
                replace(
                    MESSAGE,
                    text="😀",
                    encoding=Encoding.UCS2,
                    valid_until=NOW + timedelta(seconds=30),
                )
            ],
            settings={"public_url": PUBLIC_URL, "url": "https://gatewayapi.eu"},
            url="https://gatewayapi.eu/rest/mtsms",
            json={
                **SENT,
                "message": "😀",
                "encoding": "UCS2",
                "validity_period": 60,
                "callback_url": f"{PUBLIC_URL}/v1/providers/acme/status",
            },
        ),
        "by the newer API": Sent(
            settings=NEWER,
            url="https://messaging.gatewayapi.com/mobile/single",
            headers={"Authorization": "Token t"},
            json={
                "sender": "46730000001",
                "message": MESSAGE.text,
                "recipient": 4790000001,
                "reference": OUR_ID,
                "expiration": 14_400,
            },
        ),
    },
    answered={
        "taken": Answered(
            body={"ids": [421332671], "usage": {"total_cost": 0.1}},
            means=[Accepted(provider_message_id="421332671")],
        ),
        "taken by the newer API": Answered(
            status=202,
            settings=NEWER,
            body={"msg_id": "g2", "recipient": 4790000001},
            means=[Accepted(provider_message_id="g2")],
        ),
        "no credit": refused("0x0216", PermanentConfiguration(code="0x0216")),
        "no such account": refused("0x0210", PermanentConfiguration(code="0x0210")),
        "a code in capitals": refused("0x022A", PermanentConfiguration(code="0x022a")),
        "blacklisted for now": refused("0x0214", Temporary(reason="0x0214")),
        "blacklisted": refused("0x0215", PermanentRecipient(code="0x0215")),
        "a country that is closed": refused("0x0217", PermanentRecipient(code="0x0217")),
        "a fault of theirs": refused("0x0309", Temporary(reason="0x0309"), 500),
        "too fast": Answered(status=429, means=[Throttled()]),
        "down": Answered(status=500, means=[Temporary(reason="http_500")]),
    },
    came={
        "a reply": Came(callback=signed(INBOUND), says=Received(replies=(REPLY,))),
        "a reply signed with the secret before": Came(
            callback=signed(INBOUND, key="b" * 32),
            settings={"webhook_secret": ["n" * 32, "b" * 32]},
            says=Received(replies=(REPLY,)),
        ),
        "delivered": Came(
            callback=signed(state("DELIVERED")), says=reported(DeliveryStatus.DELIVERED)
        ),
        "taken on behalf of the phone": Came(
            callback=signed(state("ACCEPTED")), says=reported(DeliveryStatus.DELIVERED)
        ),
        "undeliverable": Came(
            callback=signed(state("UNDELIVERABLE", "0x1010")),
            says=reported(DeliveryStatus.FAILED, "0x1010"),
        ),
        "expired": Came(callback=signed(state("EXPIRED")), says=reported(DeliveryStatus.EXPIRED)),
        "skipped": Came(callback=signed(state("SKIPPED")), says=reported(DeliveryStatus.REJECTED)),
        "on its way": Came(callback=signed(state("ENROUTE")), says=reported(None)),
        "their token": Came(
            callback=posted(
                {
                    "id": 2381703,
                    "userref": "a reference",
                    "status": "DELIVERED",
                    "code": "error code",
                },
                headers={HEADER: THEIRS},
            ),
            settings={"webhook_secret": "secret"},
            says=Received(
                reports=(
                    ProviderReport(
                        provider_message_id="2381703",
                        our_id="a reference",
                        status=DeliveryStatus.DELIVERED,
                        error_code="error code",
                    ),
                )
            ),
        ),
        "a report of the newer API": Came(
            callback=event(IN_EVENT),
            settings=NEWER,
            says=Received(
                reports=(
                    ProviderReport(
                        provider_message_id="g2", our_id=OUR_ID, status=DeliveryStatus.DELIVERED
                    ),
                )
            ),
        ),
        "a reply of the newer API": Came(
            callback=event(EVENT_REPLY),
            settings=NEWER,
            says=Received(replies=(replace(REPLY, provider_message_id="g1"),)),
        ),
    },
    forged={
        "another secret": Forged(callback=signed(INBOUND, key="x" * 32)),
        "another algorithm": Forged(callback=signed(INBOUND, key="x" * 64, algorithm="HS512")),
        "no algorithm": Forged(callback=signed(INBOUND, key="", algorithm="none")),
        "a body without a token": Forged(callback=posted(INBOUND)),
        "the newer API, another secret": Forged(
            callback=event(IN_EVENT, secret="x"), settings=NEWER
        ),
        "the newer API, another version": Forged(
            callback=event(IN_EVENT, prefix="v0="), settings=NEWER
        ),
    },
    proof_headers=[HEADER, "signature"],
    taken=Acknowledgement(status=200),
)
