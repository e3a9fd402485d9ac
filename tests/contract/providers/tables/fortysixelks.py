"""46elks."""

from collections.abc import Mapping

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
from tests.contract.providers.table import (
    MESSAGE,
    PUBLIC_URL,
    Answered,
    Came,
    Forged,
    Sent,
    Table,
    form,
    posted,
)

URL = "https://api.46elks.com/a1/sms"
BASIC = "Basic dTpw"
INBOUND = {
    "direction": "incoming",
    "id": "s1",
    "from": "+4790000001",
    "to": "+46730000001",
    "created": "2018-07-13T13:57:23.741000",
    "message": "8",
}
REPLY = ProviderReply(provider_message_id="s1", from_="+4790000001", to="+46730000001", text="8")
FIELDS = {"from": "+46730000001", "to": "+4790000001", "message": MESSAGE.text}


def called(
    fields: Mapping[str, str], *, query: str = "key=k", kind: CallbackKind = CallbackKind.INBOUND
) -> Callback:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return posted(form(**fields), kind=kind, query=query, headers=headers)


def report(status: str) -> Callback:
    return called({"id": "s2", "status": status, "delivered": "2026-01-01"})


def reported(status: DeliveryStatus | None) -> Received:
    one = ProviderReport(provider_message_id="s2", our_id=None, status=status)
    return Received(reports=(one,))


def refused(status: int, sentence: bytes, means: SendResult) -> Answered:
    return Answered(status=status, body=sentence, means=[means])


TABLE = Table(
    type="fortysixelks",
    settings={"username": "u", "password": "p", "webhook_query": {"key": "k"}},
    wrong_settings={
        "nothing that proves a callback": ({"webhook_query": None}, "webhook_query"),
        "a header, which 46elks does not send": (
            {"webhook_header": {"X-Key": "k"}},
            "46elks sends no headers of ours",
        ),
        "no password": ({"password": None}, "providers.acme.password: is missing"),
    },
    sent={
        "a message": Sent(url=URL, headers={"Authorization": BASIC}, form=FIELDS),
        "with the address for reports, and its key": Sent(
            settings={"public_url": PUBLIC_URL},
            url=URL,
            form={
                **FIELDS,
                "whendelivered": f"{PUBLIC_URL}/v1/providers/acme/status?key=k",
            },
        ),
        "with a user in the address": Sent(
            settings={"public_url": PUBLIC_URL, "webhook_query": None, "webhook_basic": "me:so"},
            url=URL,
            form={
                **FIELDS,
                "whendelivered": "https://me:so@svar.example.com/v1/providers/acme/status",
            },
        ),
    },
    answered={
        "taken": Answered(
            body={"id": "s9", "status": "created", "cost": 3500},
            means=[Accepted(provider_message_id="s9")],
        ),
        "the wrong password": refused(401, b"", PermanentConfiguration(code="http_401")),
        "no credits": refused(403, b"Not enough credits", PermanentConfiguration(code="http_403")),
        "a sender that is not ours": refused(
            403, b"Invalid 'from' number", PermanentConfiguration(code="http_403")
        ),
        "a phone that they do not reach": refused(
            403, b"Invalid to number", PermanentRecipient(code="http_403")
        ),
        "a sentence about nothing known": refused(
            403, b"No", PermanentConfiguration(code="http_403")
        ),
        "a bad request": refused(400, b"Missing key message", PermanentRecipient(code="http_400")),
        "too fast": refused(429, b"", Throttled()),
        "down": refused(502, b"", Temporary(reason="http_502")),
    },
    came={
        "a reply": Came(callback=called(INBOUND), says=Received(replies=(REPLY,))),
        "a reply on the other path": Came(
            callback=called(INBOUND, kind=CallbackKind.STATUS), says=Received(replies=(REPLY,))
        ),
        "a picture": Came(
            callback=called({**INBOUND, "message": "", "image": "https://a.example/i"}),
            says=Received(
                replies=(
                    ProviderReply(
                        provider_message_id="s1", from_="+4790000001", to="+46730000001", text=""
                    ),
                )
            ),
        ),
        "proven by a user": Came(
            callback=posted(form(**INBOUND), headers={"authorization": "Basic bWU6c28="}),
            settings={"webhook_query": None, "webhook_basic": ["new:one", "me:so"]},
            says=Received(replies=(REPLY,)),
        ),
        "delivered": Came(callback=report("delivered"), says=reported(DeliveryStatus.DELIVERED)),
        "failed": Came(callback=report("failed"), says=reported(DeliveryStatus.FAILED)),
        "sent": Came(callback=report("sent"), says=reported(None)),
        "without an id": Came(
            callback=called({"status": "delivered"}),
            says=Received(
                unreadable=(UnreadableItem(reason="id is missing", body=form(status="delivered")),)
            ),
        ),
    },
    forged={
        "no key": Forged(callback=called(INBOUND, query="")),
        "another key": Forged(callback=called(INBOUND, query="key=x")),
        "another user": Forged(
            callback=posted(form(**INBOUND), headers={"authorization": "Basic bWU6bm8="}),
            settings={"webhook_query": None, "webhook_basic": "me:so"},
        ),
    },
    taken=Acknowledgement(status=204),
)
