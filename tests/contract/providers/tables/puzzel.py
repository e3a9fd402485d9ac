"""Puzzel's SMS Gateway. Callbacks and answers are the examples of its documents (PuzzelSolutions/SMS)."""

from datetime import timedelta
from urllib.parse import urlencode

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
    Temporary,
    Throttled,
    Unclear,
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
    posted,
)

KEY = {"x-api-key": "3141592654"}
URL = "https://smsgw.example.com/gw/rs/sendMessages"
SHORT = replace(MESSAGE, sender="1960")
SECOND = replace(SHORT, id="0198c0de-0000-7000-8000-000000000002", recipient="+4744444444")
MO = {
    "messageid": "7a02c0000f00",
    "serviceid": 123,
    "servicename": "Testtjeneste",
    "sno": "1960",
    "originator": "+4799999999",
    "mcc": 242,
    "mnc": 1,
    "content": "Kodeord Testmelding 1",
    "command": "Kodeord",
    "strippedcontent": "Testmelding 1",
    "type": 1,
    "timestamp": "20140206 11:45:33",
    "sctimestamp": "20140206 11:45:33",
    "sessionid": "1234567890",
}
REPLY = ProviderReply(
    provider_message_id="7a02c0000f00",
    from_="+4799999999",
    to="1960",
    text="Kodeord Testmelding 1",
    session="1234567890",
)
OTHER = {**MO, "messageid": "7a02c0000g00", "originator": "+4744444444", "sessionid": None}
OTHER_REPLY = replace(REPLY, provider_message_id="7a02c0000g00", from_="+4744444444", session=None)
DR = {
    "messageid": "6y034000cy00",
    "customerbatchreference": "MyBatch001",
    "customermessagereference": OUR_ID,
    "serviceid": 123,
    "type": 6,
    "statuscode": 0,
    "statusdescription": "OK. Message processed successfully.",
    "extstatuscode": "0",
    "extstatusdescription": "Delivered",
}
REPORT = ProviderReport(
    provider_message_id="6y034000cy00", our_id=OUR_ID, status=DeliveryStatus.DELIVERED
)
XML_MO = b"""<?xml version="1.0" encoding="UTF-8"?>
<mo>
  <message>
    <messageid>7a02c0000f00</messageid><serviceid>123</serviceid><sno>1960</sno>
    <originator>+4799999999</originator><content>Bl\xc3\xa5b\xc3\xa6r &amp; fl\xc3\xb8te</content>
    <timestamp>20140206 12:41:13</timestamp><sessionid>1234567890</sessionid>
  </message>
  <message>
    <messageid>7a02c0000g00</messageid><sno>1960</sno><originator>+4744444444</originator>
    <content>8</content><sessionid/>
  </message>
</mo>"""
XML_DR = (
    "<dr><message><messageid>6y034000cy00</messageid>"
    f"<customermessagereference>{OUR_ID}</customermessagereference>"
    "<statuscode>362</statuscode></message><message><messageid>x</messageid></message></dr>"
).encode()


def came(content: object, kind: CallbackKind = CallbackKind.INBOUND) -> Callback:
    return posted(content, kind=kind, headers=KEY)


def got(kind: CallbackKind, **fields: object) -> Callback:
    return posted(method="GET", kind=kind, query=urlencode(fields), headers=KEY)


def reported(code: object, status: DeliveryStatus, *, opted_out: bool = False) -> Came:
    report = replace(REPORT, status=status, error_code=str(code), opted_out=opted_out)
    return Came(
        callback=came({"dr": [{**DR, "statuscode": code}]}, CallbackKind.STATUS),
        says=Received(reports=(report,)),
    )


def written(**settings: object) -> dict[str, object]:
    """Write an ordinary message to a short number as it goes out."""
    return {
        "recipient": "+4790000001",
        "content": MESSAGE.text,
        "price": 0,
        "clientReference": OUR_ID,
        "settings": {
            "autoDetectEncoding": True,
            "originatorSettings": {"originatorType": "NETWORK", "originator": "1960"},
            "validity": 47,
            **settings,
        },
    }


def batch(*messages: object) -> dict[str, object]:
    account = {"serviceId": 1000, "username": "Puzzel", "password": "xdyf3bf2"}
    return {**account, "message": list(messages)}


def status(code: int, **more: object) -> dict[str, object]:
    return {
        "messageStatus": [
            {"statusCode": code, "clientReference": OUR_ID, "sequenceIndex": 1, **more}
        ]
    }


TABLE = Table(
    type="puzzel",
    settings={
        "url": "https://smsgw.example.com",
        "service_id": 1000,
        "username": "Puzzel",
        "password": "xdyf3bf2",
        "webhook_header": {"X-API-Key": "3141592654"},
    },
    wrong_settings={
        "no address": ({"url": None}, "url: is missing"),
        "no proof": ({"webhook_header": None}, "one of webhook_header and webhook_query is needed"),
        "a user": ({"webhook_basic": "u:p"}, "webhook_basic"),
        "a service that is no number": (
            {"service_id": "1000"},
            "service_id: must be a whole number",
        ),
        "no time zone": ({"timezone": "Norway/Oslo"}, "is no time zone, such as Europe/Oslo"),
    },
    sent={
        "the first message of a conversation": Sent(
            messages=[replace(SHORT, opens_session=True)],
            url=URL,
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            json=batch(written(newSession=True)),
        ),
        "a later one": Sent(
            messages=[replace(SHORT, session_ref="01bx")],
            url=URL,
            json=batch(written(sessionId="01bx")),
        ),
        "outside any conversation, for three days and a half": Sent(
            messages=[replace(SHORT, valid_until=NOW + timedelta(days=3.5))],
            url=URL,
            json=batch(written(validity=169)),
        ),
        "two at once": Sent(
            messages=[replace(SHORT, opens_session=True), replace(SECOND, session_ref="b")],
            url=URL,
            json=batch(
                written(newSession=True),
                {
                    **written(sessionId="b"),
                    "recipient": "+4744444444",
                    "clientReference": SECOND.id,
                },
            ),
        ),
    },
    answered={
        "taken": Answered(
            body={
                "batchReference": "b",
                "messageStatus": [
                    {
                        "statusCode": 1,
                        "statusMessage": "Message enqueued for sending",
                        "clientReference": OUR_ID,
                        "recipient": "+4790000001",
                        "messageId": "760081j1ll00",
                        "sessionId": "01bx",
                        "sequenceIndex": 1,
                    }
                ],
            },
            means=[Accepted(provider_message_id="760081j1ll00", session_ref="01bx")],
        ),
        "taken, outside any session": Answered(
            body=status(1, messageId="m", sessionId=None), means=[Accepted(provider_message_id="m")]
        ),
        "several, in another order, one of them by its place": Answered(
            messages=[SHORT, SECOND],
            body={
                "messageStatus": [
                    {"statusCode": 1, "messageId": "two", "sequenceIndex": 2},
                    {"statusCode": 5, "clientReference": OUR_ID, "sequenceIndex": 1},
                ]
            },
            means=[PermanentRecipient(code="5"), Accepted(provider_message_id="two")],
        ),
        "one of which nothing is said": Answered(
            messages=[SHORT, SECOND],
            body=status(1, messageId="m"),
            means=[Accepted(provider_message_id="m"), Unclear(reason="no_status")],
        ),
        "a reference that it has had": Answered(body=status(25), means=[Accepted()]),
        "the wrong password": Answered(body=status(3), means=[PermanentConfiguration(code="3")]),
        "a fault of theirs": Answered(body=status(6), means=[Temporary(reason="6")]),
        "too many to one phone": Answered(body=status(24), means=[PermanentRecipient(code="24")]),
        "taken, in an answer that nobody can read": Answered(
            body=b"<response/>", means=[Unclear(reason="no_status")]
        ),
        "down": Answered(status=502, means=[Temporary(reason="http_502")]),
        "too fast": Answered(status=429, means=[Throttled()]),
        "not allowed": Answered(status=403, means=[PermanentConfiguration(code="http_403")]),
    },
    came={
        "a batch of replies in JSON": Came(
            callback=came({"mo": [MO, OTHER]}), says=Received(replies=(REPLY, OTHER_REPLY))
        ),
        "a batch of replies in XML": Came(
            callback=came(XML_MO),
            says=Received(
                replies=(
                    replace(REPLY, text="Blåbær & fløte"),
                    replace(OTHER_REPLY, text="8"),
                )
            ),
        ),
        "a reply by GET": Came(
            callback=got(CallbackKind.INBOUND, **{**MO, "content": "ÆØÅ"}),
            says=Received(replies=(replace(REPLY, text="ÆØÅ"),)),
        ),
        "a batch of reports in JSON, on the other path": Came(
            callback=came({"dr": [DR, {**DR, "messageid": "b"}]}),
            says=Received(reports=(REPORT, replace(REPORT, provider_message_id="b"))),
        ),
        "a batch of reports in XML, one of them of no sense": Came(
            callback=came(XML_DR, CallbackKind.STATUS),
            says=Received(
                reports=(replace(REPORT, status=DeliveryStatus.EXPIRED, error_code="362"),),
                unreadable=(
                    UnreadableItem(
                        reason="originator is missing or too long",
                        body=b"<dr><message><messageid>x</messageid></message></dr>",
                    ),
                ),
            ),
        ),
        "a report by GET": Came(
            callback=got(
                CallbackKind.STATUS,
                messageid="6y034000cy00",
                statuscode="0",
                customerMessageReference=OUR_ID,
            ),
            says=Received(reports=(REPORT,)),
        ),
        "replies and reports together": Came(
            callback=came({"mo": [MO], "dr": [DR]}),
            says=Received(replies=(REPLY,), reports=(REPORT,)),
        ),
        "a reply that cannot be read among others": Came(
            callback=came({"mo": [{"sno": "1960"}, MO]}),
            says=Received(
                replies=(REPLY,),
                unreadable=(
                    UnreadableItem(
                        reason="originator is missing or too long",
                        body=b'{"mo": {"sno": "1960"}}',
                    ),
                ),
            ),
        ),
        "XML with entities of its own": Came(
            callback=came(b'<!DOCTYPE mo [<!ENTITY a "8">]><mo/>'),
            says=Received(
                unreadable=(
                    UnreadableItem(reason="not XML", body=b'<!DOCTYPE mo [<!ENTITY a "8">]><mo/>'),
                )
            ),
        ),
        "barred for good": reported(357, DeliveryStatus.FAILED, opted_out=True),
        "barred for premium messages": reported(358, DeliveryStatus.FAILED),
        "expired": reported(361, DeliveryStatus.EXPIRED),
        "not deliverable": reported("655", DeliveryStatus.FAILED),
        "proven by a parameter that is being changed": Came(
            callback=posted({"mo": [MO]}, query="hook=old"),
            settings={"webhook_header": None, "webhook_query": {"hook": ["new", "old"]}},
            says=Received(replies=(REPLY,)),
        ),
    },
    forged={
        "nothing at all": Forged(callback=posted({"mo": [MO]})),
        "another key": Forged(callback=posted({"mo": [MO]}, headers={"x-api-key": "1"})),
        "the header without the parameter": Forged(
            callback=posted({"mo": [MO]}, headers=KEY), settings={"webhook_query": {"hook": "q"}}
        ),
        "the parameter without the header": Forged(
            callback=posted({"mo": [MO]}, query="hook=q"), settings={"webhook_query": {"hook": "q"}}
        ),
        "another parameter": Forged(
            callback=posted({"mo": [MO]}, headers=KEY, query="hook=z&hook=q"),
            settings={"webhook_query": {"hook": "q"}},
        ),
    },
    proof_headers=["x-api-key"],
    taken=Acknowledgement(status=200),
)
