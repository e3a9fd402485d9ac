"""What sessions may expect of the phone networks: the fake and the sms service itself are held to it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from services.runtime.client import open_channel
from services.runtime.clock import SystemClock
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.ids import new_id
from services.runtime.migrate import upgrade
from services.runtime.server import GrpcServer
from services.sessions.adapters.sms_gateway import MESSAGES_A_CALL, GrpcSmsGateway
from services.sessions.domain.delivery import Delivery, End, Priority, QueuedMessage
from services.sessions.domain.message_page import MessagePage
from services.sessions.domain.session import Address
from services.sessions.ports.sms import AddressWish, SmsGateway
from services.sms.main import build
from services.sms.settings import SmsSettings
from tests.fakes.fake_sms_gateway import FakeSmsGateway

NORWEGIAN = "+4790000001"
SWEDISH = "+46701740605"
TENANT = "default"


@pytest.fixture(params=["fake", "grpc"])
def gateway(request: pytest.FixtureRequest) -> Iterator[SmsGateway]:
    if request.param == "fake":
        yield FakeSmsGateway(SystemClock())
        return
    url = request.getfixturevalue("database_url")
    upgrade(url, schema="sms")
    service = build(SmsSettings(database_url=url))
    # Nothing works in the background: what is queued stays so.
    server = GrpcServer(service.servicers, threads=4)
    port = server.start(host="127.0.0.1", port=0)
    with open_channel(f"127.0.0.1:{port}") as channel:
        yield GrpcSmsGateway(channel)
    server.stop(grace=0)
    service.close()


def wish(phone: str, session_id: str | None = None) -> AddressWish:
    return AddressWish(
        session_id=session_id or new_id(),
        recipient=phone,
        expires_at=datetime.now(UTC) + timedelta(hours=72),
    )


def reserved(gateway: SmsGateway, *wishes: AddressWish) -> list[Address]:
    results = gateway.reserve(TENANT, wishes)
    return [result for result in results if isinstance(result, Address)]


def message(sequence: int, text: str = "Hello", *, delay: float = 0) -> QueuedMessage:
    return QueuedMessage(
        id=new_id(),
        sequence=sequence,
        text=text,
        kind="question",
        delay_seconds=delay,
        expires_at=datetime.now(UTC) + timedelta(hours=72),
        priority=Priority.FIRST if sequence == 1 else Priority.CONVERSATION,
    )


def delivery(
    session_id: str, address: Address, *messages: QueuedMessage, end: End | None = None
) -> Delivery:
    return Delivery(
        id=new_id(),
        tenant=TENANT,
        session_id=session_id,
        address=address,
        messages=messages,
        end=end,
    )


def test_each_session_of_a_norwegian_has_a_subnumber_of_its_own(gateway: SmsGateway) -> None:
    first, second = reserved(gateway, wish(NORWEGIAN), wish(NORWEGIAN))

    assert first.sender == second.sender
    assert first.phone == second.phone == NORWEGIAN
    assert first.subnumber
    assert second.subnumber
    assert first.subnumber != second.subnumber


def test_a_swede_is_reached_from_the_bare_number(gateway: SmsGateway) -> None:
    (address,) = reserved(gateway, wish(SWEDISH))

    assert (address.subnumber, address.phone) == ("", SWEDISH)


def test_asking_again_for_a_session_gives_the_same_address(gateway: SmsGateway) -> None:
    wanted = wish(NORWEGIAN)

    assert reserved(gateway, wanted) == reserved(gateway, wanted)


def test_what_is_no_phone_is_refused_alone_and_with_its_place(gateway: SmsGateway) -> None:
    bad, good = gateway.reserve(TENANT, [wish("+47"), wish(NORWEGIAN)])

    assert isinstance(good, Address)
    assert isinstance(bad, ServiceError)
    assert (bad.kind, bad.reason) == (ErrorKind.INVALID, "INVALID_IDENTIFIER")
    assert [problem.path for problem in bad.problems] == ["identifier"]


def test_what_is_handed_over_twice_is_there_once_and_in_order(gateway: SmsGateway) -> None:
    wanted = wish(NORWEGIAN)
    (address,) = reserved(gateway, wanted)
    said = delivery(wanted.session_id, address, message(1, "Hei"), message(2, "Hvor mye?"))

    gateway.send([said])
    gateway.send([said, delivery(wanted.session_id, address, message(3, "Takk"))])

    listed = gateway.messages(TENANT, wanted.session_id, MessagePage())
    assert [one.text for one in listed] == ["Hei", "Hvor mye?", "Takk"]
    assert [one.id for one in listed[:2]] == [one.id for one in said.messages]
    assert {(one.kind, one.status, one.segments) for one in listed} == {("question", "queued", 1)}
    assert gateway.messages("acme", wanted.session_id, MessagePage()) == []


def test_the_last_words_of_a_session_outlive_its_end(gateway: SmsGateway) -> None:
    wanted = wish(NORWEGIAN)
    (address,) = reserved(gateway, wanted)
    gateway.send([delivery(wanted.session_id, address, message(1), message(2))])

    end = End(at=datetime.now(UTC), drop_through=2)
    gateway.send([delivery(wanted.session_id, address, message(3, "Goodbye"), end=end)])

    last = gateway.messages(TENANT, wanted.session_id, MessagePage())[-1]
    assert (last.text, last.status) == ("Goodbye", "queued")


def test_more_than_goes_in_one_call_is_handed_over_all_the_same(gateway: SmsGateway) -> None:
    wanted = wish(NORWEGIAN)
    (address,) = reserved(gateway, wanted)
    count = MESSAGES_A_CALL + 1
    messages = [message(sequence) for sequence in range(1, count + 1)]

    gateway.send([delivery(wanted.session_id, address, one) for one in messages])

    listed = gateway.messages(TENANT, wanted.session_id, MessagePage(size=count))
    assert [one.id for one in listed] == [one.id for one in messages]


def test_an_erased_phone_was_never_written_to(gateway: SmsGateway) -> None:
    wanted, other = wish(NORWEGIAN), wish(SWEDISH)
    address, others = reserved(gateway, wanted, other)
    gateway.send([delivery(wanted.session_id, address, message(1, "Hei"), message(2, "Hvor?"))])
    gateway.send([delivery(other.session_id, others, message(1, "Hej"))])

    assert gateway.erase("acme", NORWEGIAN).sent == 0
    first, again = gateway.erase(TENANT, NORWEGIAN), gateway.erase(TENANT, NORWEGIAN)

    assert (first.sent, first.received) == (2, 0)
    assert (again.sent, again.received) == (0, 0)
    assert [one.text for one in gateway.messages(TENANT, wanted.session_id, MessagePage())] == [
        "",
        "",
    ]
    assert [one.text for one in gateway.messages(TENANT, other.session_id, MessagePage())] == [
        "Hej"
    ]


def test_messages_are_paged_from_the_newest_on(gateway: SmsGateway) -> None:
    wanted = wish(NORWEGIAN)
    (address,) = reserved(gateway, wanted)
    messages = [message(number, f"Text {number}") for number in range(1, 6)]
    gateway.send([delivery(wanted.session_id, address, *messages)])

    def texts(page: MessagePage) -> list[str]:
        return [one.text for one in gateway.messages(TENANT, wanted.session_id, page)]

    assert texts(MessagePage(size=2)) == ["Text 3", "Text 4", "Text 5"], "one more than asked for"
    assert texts(MessagePage(size=2, before_id=messages[2].id)) == ["Text 1", "Text 2"]
    assert texts(MessagePage(before_id=messages[0].id)) == []


def test_it_says_how_far_messages_have_come(gateway: SmsGateway) -> None:
    wanted, other = wish(NORWEGIAN), wish(SWEDISH)
    address, _ = reserved(gateway, wanted, other)
    gateway.send([delivery(wanted.session_id, address, message(1), message(2, delay=300))])

    second, nothing = gateway.look_up([(wanted.session_id, 2), (other.session_id, 1)])

    assert (second.status, second.accepted_at, second.reply_waits) == ("queued", None, False)
    assert (nothing.status, nothing.accepted_at, nothing.reply_waits) == ("", None, False)
    assert gateway.look_up([]) == []
