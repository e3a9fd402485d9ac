"""Bird."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta

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
    address,
    posted,
)

KEY = "signing"
HEADER = "messagebird-signature"
URL = "https://api.bird.com/workspaces/ws/channels/ch/messages"
REPLY = ProviderReply(provider_message_id="b1", from_="+4790000001", to=None, text="8")


def signed(
    content: object, *, key: str = KEY, at: datetime = NOW, public_url: str = PUBLIC_URL
) -> Callback:
    callback = posted(content)
    timestamp = str(int(at.timestamp()))
    called = address(callback).replace(PUBLIC_URL, public_url)
    text = f"{timestamp}\n{called}\n".encode() + hashlib.sha256(callback.body).digest()
    made = base64.b64encode(hmac.new(key.encode(), text, hashlib.sha256).digest()).decode()
    headers = {HEADER: made, "messagebird-request-timestamp": timestamp}
    return posted(content, headers=headers)


def incoming(text: object = "8") -> dict[str, object]:
    return {
        "service": "channels",
        "event": "sms.inbound",
        "payload": {
            "id": "b1",
            "channelId": "ch",
            "sender": {
                "contact": {"identifierKey": "phonenumber", "identifierValue": "+4790000001"}
            },
            "receiver": {"connector": {"id": "c"}},
            "body": {"type": "text", "text": {"text": text}},
            "direction": "incoming",
        },
    }


def state(status: str) -> dict[str, object]:
    return {
        "service": "channels",
        "event": "sms.outbound",
        "payload": {"id": "b2", "reference": OUR_ID, "status": status, "direction": "outgoing"},
    }


def reported(status: DeliveryStatus | None) -> Received:
    one = ProviderReport(provider_message_id="b2", our_id=OUR_ID, status=status)
    return Received(reports=(one,))


STRANGE = {"service": "channels", "event": "email.inbound", "payload": {}}

TABLE = Table(
    type="bird",
    settings={
        "access_key": "a",
        "workspace_id": "ws",
        "channel_id": "ch",
        "signing_key": KEY,
        "public_url": PUBLIC_URL,
    },
    wrong_settings={
        "no public address": ({"public_url": None}, "public_url is needed"),
        "no channel": ({"channel_id": None}, "providers.acme.channel_id: is missing"),
    },
    sent={
        "a message": Sent(
            url=URL,
            headers={"Authorization": "AccessKey a"},
            json={
                "receiver": {
                    "contacts": [{"identifierKey": "phonenumber", "identifierValue": "+4790000001"}]
                },
                "body": {"type": "text", "text": {"text": MESSAGE.text}},
                "reference": OUR_ID,
            },
        ),
    },
    answered={
        "taken": Answered(
            status=202,
            body={"id": "b2", "channelId": "ch", "status": "accepted"},
            means=[Accepted(provider_message_id="b2")],
        ),
        "too fast": Answered(status=429, means=[Throttled()]),
        "the wrong key": Answered(
            status=401,
            body={"code": "Unauthorized"},
            means=[PermanentConfiguration(code="Unauthorized")],
        ),
        "no number": Answered(
            status=422,
            body={"code": "InvalidPayload"},
            means=[PermanentRecipient(code="InvalidPayload")],
        ),
        "down": Answered(status=500, means=[Temporary(reason="http_500")]),
    },
    came={
        "a reply": Came(callback=signed(incoming()), says=Received(replies=(REPLY,))),
        "a reply signed with the key before, twenty hours ago": Came(
            callback=signed(incoming(), key="before", at=NOW - timedelta(hours=20)),
            settings={"signing_key": ["now", "before"]},
            says=Received(replies=(REPLY,)),
        ),
        "delivered": Came(
            callback=signed(state("delivered")), says=reported(DeliveryStatus.DELIVERED)
        ),
        "failed": Came(
            callback=signed(state("delivery_failed")), says=reported(DeliveryStatus.FAILED)
        ),
        "sent": Came(callback=signed(state("sent")), says=reported(None)),
        "of another service": Came(
            callback=signed(STRANGE),
            says=Received(
                unreadable=(
                    UnreadableItem(
                        reason="event is none of the known ones",
                        body=json.dumps(STRANGE).encode(),
                    ),
                )
            ),
        ),
    },
    forged={
        "another key": Forged(callback=signed(incoming(), key="x")),
        "two days old": Forged(callback=signed(incoming(), at=NOW - timedelta(days=2))),
        "signed for another address": Forged(
            callback=signed(incoming(), public_url="https://evil.example.com")
        ),
    },
    proof_headers=[HEADER, "messagebird-request-timestamp"],
    covers=frozenset({"body", "target"}),
    taken=Acknowledgement(status=200),
)
