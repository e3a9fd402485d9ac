"""LINK Mobility."""

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
    ReportedPart,
    Temporary,
    Throttled,
    UnreadableItem,
)
from tests.contract.providers.table import (
    MESSAGE,
    NOW,
    OUR_ID,
    Answered,
    Came,
    Forged,
    Sent,
    Table,
    form,
    posted,
)

BASE = "https://n-eu.linkmobility.io"
URL = f"{BASE}/sms/send"
PROOF = {"authorization": "Basic bWU6c28="}
SENT = {
    "source": "+46730000001",
    "sourceTON": "MSISDN",
    "destination": "+4790000001",
    "userData": MESSAGE.text,
    "dcs": "TEXT",
    "platformId": "COMMON",
    "platformPartnerId": "42",
    "refId": OUR_ID,
    "useDeliveryReport": True,
    "deliveryReportGates": ["gate"],
    "relativeValidityTime": 14_400_000,
    "ignoreResponse": False,
}
INBOUND = {
    "destination": "NO-2414",
    "subNumber": 42,
    "source": "+4790000001",
    "content": {"type": "SMS", "userData": "8", "encoding": "TEXT"},
    "operator": "no.x",
    "timestamp": "2026-01-01T12:00:00Z",
    "messageId": "l1",
    "route": {
        "type": "SUBNUMBER_ROUTE",
        "number": "NO-2414",
        "startRange": "0000000000",
        "stopRange": "9999999999",
    },
    "customParameters": {},
}
REPLY = ProviderReply(provider_message_id="l1", from_="+4790000001", to="24140000000042", text="8")


def called(content: object, *, kind: CallbackKind = CallbackKind.INBOUND) -> Callback:
    return posted(content, kind=kind, headers=PROOF)


def state(code: object, part: str = "", **more: object) -> Callback:
    content = {"refId": OUR_ID, "id": f"l2{part}", "operator": "x", "resultCode": code, **more}
    return called(content, kind=CallbackKind.STATUS)


def reported(
    status: DeliveryStatus | None, code: str = "", part: ReportedPart | None = None
) -> Received:
    one = ProviderReport(
        provider_message_id="l2", our_id=OUR_ID, status=status, error_code=code, part=part
    )
    return Received(reports=(one,))


STRANGE = {**INBOUND, "subNumber": "4x"}

TABLE = Table(
    type="link",
    settings={
        "url": BASE,
        "username": "u",
        "password": "p",
        "platform_id": "COMMON",
        "platform_partner_id": "42",
        "gate_id": "gate",
        "country": "NO",
        "webhook_basic": "me:so",
    },
    wrong_settings={
        "no address": ({"url": None}, "providers.acme.url: is missing"),
        "a country in another spelling": ({"country": "Norway"}, "country"),
        "nothing that proves a callback": ({"webhook_basic": None}, "webhook_basic"),
    },
    sent={
        "a message": Sent(url=URL, headers={"Authorization": "Basic dTpw"}, json=SENT),
        "from a short number with a subnumber, for longer than 48 hours": Sent(
            messages=[
                replace(MESSAGE, sender="24140000000042", valid_until=NOW + timedelta(days=3))
            ],
            url=URL,
            json={
                **SENT,
                "source": "NO-24140000000042",
                "sourceTON": "SHORTNUMBER",
                "relativeValidityTime": 172_800_000,
            },
        ),
        "from a name, without an end": Sent(
            messages=[replace(MESSAGE, sender="Acme", valid_until=None)],
            url=URL,
            json={
                **{name: one for name, one in SENT.items() if name != "relativeValidityTime"},
                "source": "Acme",
                "sourceTON": "ALPHANUMERIC",
            },
        ),
    },
    answered={
        "taken": Answered(
            body={"messageId": "l2", "resultCode": 1005, "description": "Queued"},
            means=[Accepted(provider_message_id="l2")],
        ),
        "taken, without an answer": Answered(status=204, means=[Accepted()]),
        "the wrong password": Answered(
            status=401,
            body={"status": 106101, "description": "…"},
            means=[PermanentConfiguration(code="106101")],
        ),
        "an account that is closed": Answered(
            status=400,
            body={"status": 106100, "description": "…"},
            means=[PermanentConfiguration(code="106100")],
        ),
        "a fault of theirs": Answered(
            status=400, body={"status": 106000}, means=[Temporary(reason="106000")]
        ),
        "a bad number": Answered(
            status=400, body={"status": 105500}, means=[PermanentRecipient(code="105500")]
        ),
        "too fast": Answered(status=429, means=[Throttled()]),
        "down": Answered(status=503, means=[Temporary(reason="http_503")]),
    },
    came={
        "a reply to a subnumber, its zeros lost": Came(
            callback=called(INBOUND), says=Received(replies=(REPLY,))
        ),
        "a reply on the other path": Came(
            callback=called(INBOUND, kind=CallbackKind.STATUS), says=Received(replies=(REPLY,))
        ),
        "a reply without a subnumber": Came(
            callback=called({**INBOUND, "subNumber": None, "destination": "+46730000001"}),
            says=Received(replies=(replace(REPLY, to="+46730000001"),)),
        ),
        "a subnumber that is none": Came(
            callback=called(STRANGE),
            says=Received(
                unreadable=(
                    UnreadableItem(
                        reason="subNumber is no number", body=json.dumps(STRANGE).encode()
                    ),
                )
            ),
        ),
        "proven by a user that was before": Came(
            callback=called(INBOUND),
            settings={"webhook_basic": ["new:one", "me:so"]},
            says=Received(replies=(REPLY,)),
        ),
        "delivered": Came(callback=state(1001), says=reported(DeliveryStatus.DELIVERED)),
        "the second part of two, delivered": Came(
            callback=state(1001, "$1", segments=2),
            says=reported(DeliveryStatus.DELIVERED, part=ReportedPart(id="l2$1", total=2)),
        ),
        "delivered, as a form": Came(
            callback=posted(
                form(refId=OUR_ID, id="l2", resultCode="1001"),
                headers={**PROOF, "content-type": "application/x-www-form-urlencoded"},
            ),
            says=reported(DeliveryStatus.DELIVERED),
        ),
        "expired": Came(callback=state(1002), says=reported(DeliveryStatus.EXPIRED, "1002")),
        "rejected": Came(callback=state(1003), says=reported(DeliveryStatus.REJECTED, "1003")),
        "an unknown subscriber": Came(
            callback=state(2104), says=reported(DeliveryStatus.FAILED, "2104")
        ),
        "queued": Came(callback=state(1005), says=reported(None, "1005")),
        "final, and unknown": Came(callback=state(4), says=reported(None, "4")),
    },
    forged={
        "no user": Forged(callback=posted(INBOUND)),
        "another user": Forged(callback=posted(INBOUND, headers={"authorization": "Basic eDp5"})),
    },
    proof_headers=["authorization"],
    taken=Acknowledgement(status=200),
)
