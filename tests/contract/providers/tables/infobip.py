"""Infobip."""

import json
from datetime import timedelta

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
    Unclear,
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

BASE = "https://xyz.api.infobip.com"
URL = f"{BASE}/sms/3/messages"
PROOF = {"x-key": "hook"}
INBOUND = {
    "messageId": "i1",
    "from": "4790000001",
    "to": "46730000001",
    "text": "8",
    "cleanText": "",
    "keyword": "8",
    "receivedAt": "2026-02-06T11:45:33.123+0000",
    "smsCount": 1,
}
REPLY = ProviderReply(provider_message_id="i1", from_="+4790000001", to="46730000001", text="8")
OTHER_ID = "0198c0de-0000-7000-8000-000000000002"


def results(*items: object) -> dict[str, object]:
    return {"results": list(items), "messageCount": len(items), "pendingMessageCount": 0}


def called(*items: object, kind: CallbackKind = CallbackKind.INBOUND) -> Callback:
    return posted(results(*items), kind=kind, headers=PROOF)


def state(group: int, error: str = "NO_ERROR") -> dict[str, object]:
    return {
        "messageId": OUR_ID,
        "to": "4790000001",
        "status": {"groupId": group, "groupName": "…", "id": 5, "name": "…"},
        "error": {"groupId": 0, "id": 0, "name": error, "permanent": False},
    }


def reported(status: DeliveryStatus | None, code: str = "") -> Received:
    one = ProviderReport(provider_message_id=OUR_ID, our_id=OUR_ID, status=status, error_code=code)
    return Received(reports=(one,))


def written(message_id: str = OUR_ID, seconds: int | None = 14_400) -> dict[str, object]:
    made: dict[str, object] = {
        "sender": "46730000001",
        "destinations": [{"to": "4790000001", "messageId": message_id}],
        "content": {"text": MESSAGE.text},
    }
    if seconds is not None:
        made["options"] = {"validityPeriod": {"amount": seconds, "timeUnit": "SECONDS"}}
    return made


def answered(*statuses: tuple[int, str]) -> dict[str, object]:
    return {
        "bulkId": "b",
        "messages": [
            {"messageId": f"m{n}", "status": {"groupId": group, "name": name}}
            for n, (group, name) in enumerate(statuses)
        ],
    }


def refused(name: str, means: SendResult) -> Answered:
    return Answered(body=answered((5, name)), means=[means])


TABLE = Table(
    type="infobip",
    settings={"url": BASE, "api_key": "key", "webhook_header": {"X-Key": "hook"}},
    wrong_settings={
        "no address": ({"url": None}, "providers.acme.url: is missing"),
        "nothing that proves a callback": ({"webhook_header": None}, "webhook_header"),
    },
    sent={
        "a message": Sent(
            url=URL, headers={"Authorization": "App key"}, json={"messages": [written()]}
        ),
        "two in one request, the second for longer than 48 hours": Sent(
            messages=[
                replace(MESSAGE, valid_until=None),
                replace(MESSAGE, id=OTHER_ID, valid_until=NOW + timedelta(days=3)),
            ],
            url=URL,
            json={"messages": [written(seconds=None), written(OTHER_ID, 172_800)]},
        ),
        "with the address for reports, and its key": Sent(
            settings={
                "public_url": PUBLIC_URL,
                "webhook_header": None,
                "webhook_query": {"key": "k"},
            },
            url=URL,
            json={
                "messages": [
                    {
                        **written(),
                        "webhooks": {
                            "delivery": {
                                "url": f"{PUBLIC_URL}/v1/providers/acme/status?key=k",
                                "intermediateReport": False,
                                "notify": True,
                            },
                            "contentType": "application/json",
                        },
                    }
                ]
            },
        ),
    },
    answered={
        "taken": Answered(
            body=answered((1, "PENDING_ACCEPTED")), means=[Accepted(provider_message_id="m0")]
        ),
        "one taken, one refused": Answered(
            messages=[MESSAGE, MESSAGE],
            body=answered((1, "PENDING_ACCEPTED"), (5, "REJECTED_DESTINATION")),
            means=[
                Accepted(provider_message_id="m0"),
                PermanentRecipient(code="REJECTED_DESTINATION"),
            ],
        ),
        "no prefix": refused(
            "REJECTED_PREFIX_MISSING", PermanentRecipient(code="REJECTED_PREFIX_MISSING")
        ),
        "no credits": refused(
            "REJECTED_NOT_ENOUGH_CREDITS",
            PermanentConfiguration(code="REJECTED_NOT_ENOUGH_CREDITS"),
        ),
        "a sender that is not ours": refused(
            "REJECTED_SENDER", PermanentConfiguration(code="REJECTED_SENDER")
        ),
        "too many": refused("REJECTED_FLOODING_FILTER", Throttled()),
        "a 200 without a word of the message": Answered(
            body={"bulkId": "b"}, means=[Unclear(reason="no status in the answer")]
        ),
        "the wrong key": Answered(
            status=401, body={}, means=[PermanentConfiguration(code="http_401")]
        ),
        "too fast": Answered(status=429, means=[Throttled()]),
        "down": Answered(status=500, means=[Temporary(reason="http_500")]),
    },
    came={
        "a reply": Came(callback=called(INBOUND), says=Received(replies=(REPLY,))),
        "a reply on the other path": Came(
            callback=called(INBOUND, kind=CallbackKind.STATUS), says=Received(replies=(REPLY,))
        ),
        "replies and a report, and something else": Came(
            callback=called(INBOUND, state(3), {**INBOUND, "messageId": "i2"}, 7),
            says=Received(
                replies=(REPLY, replace(REPLY, provider_message_id="i2")),
                reports=reported(DeliveryStatus.DELIVERED).reports,
                unreadable=(
                    UnreadableItem(
                        reason="not an object", body=json.dumps({"results": 7}).encode()
                    ),
                ),
            ),
        ),
        "a picture": Came(
            callback=called({**{k: v for k, v in INBOUND.items() if k != "text"}, "message": []}),
            says=Received(replies=(replace(REPLY, text=""),)),
        ),
        "proven by a user": Came(
            callback=posted(results(INBOUND), headers={"authorization": "Basic bWU6c28="}),
            settings={"webhook_header": None, "webhook_basic": "me:so"},
            says=Received(replies=(REPLY,)),
        ),
        "delivered": Came(callback=called(state(3)), says=reported(DeliveryStatus.DELIVERED)),
        "undeliverable": Came(
            callback=called(state(2, "EC_ABSENT_SUBSCRIBER")),
            says=reported(DeliveryStatus.FAILED, "EC_ABSENT_SUBSCRIBER"),
        ),
        "expired": Came(callback=called(state(4)), says=reported(DeliveryStatus.EXPIRED)),
        "rejected": Came(callback=called(state(5)), says=reported(DeliveryStatus.REJECTED)),
        "pending": Came(callback=called(state(1)), says=reported(None)),
    },
    forged={
        "no header": Forged(callback=posted(results(INBOUND))),
        "another value": Forged(callback=posted(results(INBOUND), headers={"x-key": "x"})),
    },
    proof_headers=["x-key"],
    taken=Acknowledgement(status=200),
)
