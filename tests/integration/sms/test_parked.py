"""What the SMS gateway parks is listed and given back, and holds up nothing else."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from services.runtime.handoff import HandoffLimits
from services.runtime.ids import new_id
from services.runtime.leased import Failure
from services.runtime.leased_rows import LeasedRows
from services.runtime.parked import ParkedFilter, ParkedItem, ParkedItems
from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackKind,
    Received,
    Refused,
)
from services.sms.domain.senders import Sender, SenderDirectory
from services.sms.ports.provider import Reader
from services.sms.providers.base import ProviderTools
from services.sms.providers.smpp.bodies import submit_body
from services.sms.providers.smpp.commands import Command
from services.sms.providers.smpp.pdus import Pdu, encode
from services.sms.providers.smpp.settings import SmppSettings
from services.sms.store.leased_tables import CALLBACKS
from services.sms.store.parked import parked_items
from services.sms.use_cases.erase_recipient import erase_recipient
from services.sms.use_cases.read_again import ReadAgain
from services.sms.use_cases.read_callbacks import Sorting
from services.sms.use_cases.receive_callbacks import ReceiveCallbacks
from services.sms.workers.callback_relay import callback_relay
from tests.fakes.known_keys import provider_tools
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import ScriptedProvider, callback, inbound, status
from tests.fakes.smsc import from_phone
from tests.integration.sms.rig import LEASE, PHONE, Rig, message, until

OTHER = "+4790000002"
ADDRESS = "19600042"
CALLBACKS_LEFT = "SELECT 1 FROM sms.unreadable_callbacks"


class FaultyProvider(ScriptedProvider):
    """Cannot read what comes to the path for messages, and proves nothing that has a signature."""

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Raise as a mistake in a provider's file would."""
        if "x-signature" in callback.headers or callback.kind is CallbackKind.INBOUND:
            raise KeyError("to")
        return super().receive(callback, proven=proven)


class RecordingProvider(ScriptedProvider):
    """Records what it is to read without proof."""

    read: list[Callback]

    def __init__(self, tools: ProviderTools) -> None:
        super().__init__(tools)
        self.read = []

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Record the callback."""
        assert proven
        self.read.append(callback)
        return Received()


@pytest.fixture
def parked(rig: Rig) -> ParkedItems:
    """What the replica has parked."""
    return parked_items(rig.database)


@contextmanager
def reading_again(
    rig: Rig,
    *,
    senders: SenderDirectory | None = None,
    provider: Reader | None = None,
) -> Iterator[ReadAgain]:
    """Let callbacks that are given back be read again, by a release that may know better."""
    receiving = rig.use_cases.receive_callbacks
    read_again = ReadAgain(
        providers={"plain": provider or rig.provider},
        senders=senders or receiving.senders,
        keep=receiving.keep,
    )
    relay = callback_relay(
        LeasedRows(rig.database, CALLBACKS),
        read_again,
        clock=rig.clock,
        limits=HandoffLimits(lease=LEASE, sweep_every=timedelta(milliseconds=50)),
    )
    relay.start()
    try:
        yield read_again
    finally:
        relay.stop()


def test_one_reply_of_fifty_is_parked_and_the_others_go_on(rig: Rig, parked: ParkedItems) -> None:
    phones = [f"+479000{number:04}" for number in range(50)]
    rig.sink.failing = poison_of(rig, phones[23])
    rig.start()

    receive(rig, inbound(*(item("8", phone) for phone in phones)))

    rig.sink.until(lambda: len(rig.sink.replies) == 49)
    [one] = listed(parked, 1)
    assert (one.kind, one.phone, one.tenant) == ("reply", "+47******23", "default")
    assert (one.reason, one.attempts) == ("POISON", 1)
    assert phones[23] not in {reply.phone for reply in rig.sink.replies}

    rig.sink.failing = nothing
    assert parked.retry([one.id]) == {one.id}

    rig.sink.until(lambda: len(rig.sink.replies) == 50)
    assert rig.sink.replies[-1].phone == phones[23]
    assert parked.counts() == []


def test_later_replies_of_the_phone_go_on_and_the_parked_one_keeps_its_place(
    rig: Rig, clock: ManualClock, parked: ParkedItems
) -> None:
    rig.start()
    rig.send(first := message("1"))
    until(lambda: rig.statuses_of_messages() == {"1": "sent"})
    rig.sink.failing = poison_of(rig, PHONE)
    receive(rig, inbound(item("poison")))
    [one] = listed(parked, 1)
    written_at = clock.now()
    rig.sink.failing = nothing
    clock.advance(timedelta(minutes=1))
    rig.send(message("2"))
    until(lambda: rig.statuses_of_messages() == {"1": "sent", "2": "sent"})

    receive(rig, inbound(item("later")))
    rig.sink.until(lambda: [reply.text for reply in rig.sink.replies] == ["later"])
    parked.retry([one.id])

    rig.sink.until(lambda: len(rig.sink.replies) == 2)
    late = rig.sink.replies[1]
    assert (late.text, late.received_at) == ("poison", written_at)
    assert late.in_reply_to is not None
    assert late.in_reply_to.message_id == first.id


def test_what_still_fails_is_parked_again_with_one_more_attempt(
    rig: Rig, parked: ParkedItems
) -> None:
    rig.sink.failing = poison_of(rig, PHONE)
    rig.start()
    receive(rig, inbound(item("8")))
    [one] = listed(parked, 1)

    parked.retry([one.id])

    [again] = listed(parked, 1, attempts=1)
    assert (again.id, again.reason) == (one.id, "POISON")
    assert again.since > one.since


def test_a_delivery_report_is_parked_and_given_back(rig: Rig, parked: ParkedItems) -> None:
    rig.start()
    rig.send(one := message("one"), two := message("two"))
    until(lambda: set(rig.statuses_of_messages().values()) == {"sent"})
    first = f"p-{one.id}"

    def refuse(name: str) -> Failure | None:
        [row] = rig.rows("SELECT message_id FROM sms.status_reports WHERE id = :id", id=name)
        return poison(name) if row.message_id == one.id else None

    rig.sink.failing = refuse
    receive(
        rig,
        status({"messageId": first, "status": "delivered"}, {"id": two.id, "status": "delivered"}),
    )
    rig.sink.until(lambda: [report.message_id for report in rig.sink.reports] == [two.id])
    [report] = listed(parked, 1)
    assert (report.kind, report.phone, report.tenant) == ("report", "+47******01", "default")

    rig.sink.failing = nothing
    parked.retry([report.id])

    rig.sink.until(lambda: len(rig.sink.reports) == 2)
    assert rig.statuses_of_messages() == {"one": "delivered", "two": "delivered"}


def test_a_message_that_cannot_be_read_keeps_no_other(
    rig: Rig, clock: ManualClock, parked: ParkedItems
) -> None:
    words = [f"{number}" for number in range(20)]
    rig.send(*(message(said, recipient=f"+479000{said:>04}") for said in words))
    spoil(rig, "7")
    clock.advance(LEASE * 2)

    rig.start()

    rig.provider.until(lambda: len(rig.provider.sent) == 19)
    [one] = listed(parked, 1)
    assert (one.kind, one.reason, one.phone) == ("message", "unreadable", "+47******07")
    mend(rig)
    parked.retry([one.id])
    rig.provider.until(lambda: rig.provider.texts[-1] == "7")
    until(lambda: set(rig.statuses_of_messages().values()) == {"sent"})
    assert parked.counts() == []


def test_a_message_that_cannot_be_read_when_its_turn_comes_keeps_no_other(
    rig: Rig, clock: ManualClock, parked: ParkedItems
) -> None:
    one, other = new_id(), new_id()
    rig.send(
        *(message(f"one {n}", conversation=one, sequence=n) for n in (1, 2, 3)),
        *(message(f"other {n}", conversation=other, sequence=n) for n in (1, 2, 3)),
    )
    spoil(rig, "one 2")
    clock.advance(LEASE * 2)

    rig.start()

    rig.provider.until(lambda: len(rig.provider.sent) == 4)
    [stuck] = listed(parked, 1)
    left = {"one 1", "other 1", "other 2", "other 3"}
    expected = {said: "sent" if said in left else "queued" for said in {*left, "one 2", "one 3"}}
    until(lambda: rig.statuses_of_messages() == expected)
    mend(rig)
    parked.retry([stuck.id])
    rig.provider.until(lambda: rig.provider.texts[-1] == "one 3")
    assert [said for said in rig.provider.texts if said.startswith("one")] == [
        "one 1",
        "one 2",
        "one 3",
    ]


def test_a_message_to_a_number_that_we_get_later_is_a_reply_of_when_it_came(
    rig: Rig, clock: ManualClock, parked: ParkedItems
) -> None:
    rig.start()
    rig.send(asked := message("1", sender="2999", subnumber=""))
    with rig.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE sms.messages SET due_at = created_at")
    receive(rig, inbound({**item("8"), "to": "2999"}))
    written_at = clock.now()
    [one] = listed(parked, 1)
    assert (one.kind, one.phone, one.reason) == ("callback", "", "not one of our numbers")
    clock.advance(timedelta(minutes=5))

    with reading_again(rig, senders=senders_with(rig, "2999")):
        parked.retry([one.id])
        rig.sink.until(lambda: len(rig.sink.replies) == 1)
        until(lambda: rig.rows(CALLBACKS_LEFT) == [])

    [reply] = rig.sink.replies
    assert (reply.phone, reply.text, reply.sender) == (PHONE, "8", "2999")
    assert reply.received_at == written_at
    assert reply.in_reply_to is not None
    assert reply.in_reply_to.message_id == asked.id


def test_what_came_by_a_link_is_read_again_as_well(rig: Rig, parked: ParkedItems) -> None:
    settings = {"type": "smpp", "url": "smpp://127.0.0.1:1", "system_id": "s", "password": "p"}
    link = SmppSettings.model_validate(settings).build(provider_tools(rig.clock.now))
    rig.start()
    sorting = Sorting("plain", rig.use_cases.receive_callbacks.senders, link.traits)
    for one in (from_phone(b"8", phone=PHONE, to="2999"), from_phone(b"\x01", data_coding=4)):
        kept = callback(CallbackKind.INBOUND, encode(Pdu(Command.DELIVER_SM, 1, submit_body(one))))
        received = link.receive(kept, proven=True)
        assert isinstance(received, Received)
        rig.use_cases.receive_callbacks.keep([sorting.sort(received)])
    items = listed(parked, 2)

    with reading_again(rig, senders=senders_with(rig, "2999"), provider=link):
        parked.retry([one.id for one in items])
        rig.sink.until(lambda: [one.text for one in rig.sink.replies] == ["8"])

    [again] = listed(parked, 1, attempts=1)
    assert again.reason == "binary, not a text"


def test_what_nobody_understands_even_now_is_parked_again(rig: Rig, parked: ParkedItems) -> None:
    receive(rig, callback(CallbackKind.INBOUND, b"\xff{rubbish"))
    receive(rig, callback(CallbackKind.STATUS, [{"status": "on its way"}]))
    items = listed(parked, 2)
    assert {one.attempts for one in items} == {0}

    with reading_again(rig):
        assert len(parked.retry_all(ParkedFilter(kind="callback"))) == 2
        again = listed(parked, 2, attempts=1)

    assert {one.id for one in again} == {one.id for one in items}
    assert {one.reason for one in again} == {"not JSON", "neither messageId nor id is given"}


def test_a_reading_that_raises_costs_no_callback_beside_it(rig: Rig, parked: ParkedItems) -> None:
    rig.start()
    receiving = rig.use_cases.receive_callbacks
    receive_callbacks = ReceiveCallbacks(
        providers={"plain": FaultyProvider(provider_tools(rig.clock.now))},
        later=rig.later,
        senders=receiving.senders,
        keep=receiving.keep,
    )
    rig.send(one := message("one"))
    until(lambda: rig.statuses_of_messages() == {"one": "sent"})

    answers = receive_callbacks(
        "plain",
        [
            inbound(item("8", messageId=None), item("9", OTHER, messageId=None)),
            status({"id": one.id, "status": "delivered"}),
        ],
    )

    assert [answer.status for answer in answers] == [200, 200]
    until(lambda: rig.statuses_of_messages() == {"one": "delivered"})
    [aside] = listed(parked, 1)
    assert aside.reason == "reading raised KeyError"

    with reading_again(rig):
        parked.retry([aside.id])
        rig.sink.until(lambda: len(rig.sink.replies) == 2)

    assert [(reply.phone, reply.text) for reply in rig.sink.replies] == [(PHONE, "8"), (OTHER, "9")]


def test_a_proof_that_raises_costs_no_callback_beside_it_and_leaves_nothing(rig: Rig) -> None:
    receiving = rig.use_cases.receive_callbacks
    receive_callbacks = ReceiveCallbacks(
        providers={"plain": FaultyProvider(provider_tools(rig.clock.now))},
        later=rig.later,
        senders=receiving.senders,
        keep=receiving.keep,
    )
    delivered: dict[str, object] = {"messageId": "p1", "status": "delivered"}
    broken = replace(status(delivered), headers={"x-signature": "\x00not base64"})

    answers = receive_callbacks("plain", [*[status(delivered)] * 2, broken, status(delivered)])

    assert [answer.status for answer in answers] == [200, 200, 503, 200]
    assert len(rig.rows("SELECT 1 FROM sms.status_reports")) == 3
    assert rig.rows(CALLBACKS_LEFT) == []


def test_a_callback_is_kept_whole_and_without_what_proves_it(rig: Rig, parked: ParkedItems) -> None:
    posted = Callback(
        kind=CallbackKind.STATUS,
        method="GET",
        target="/v1/providers/plain/status?text=%C3%A6&token=w&sig=ab12",
        headers={
            "x-webhook-token": "w",
            "content-type": "text/plain; charset=latin-1",
            "authorization": "Basic dTpw",
            "x-long": "l" * 4096,
        },
        body=b"a GET has none",
    )
    provider = RecordingProvider(provider_tools(rig.clock.now))
    receive(rig, posted)
    [aside] = listed(parked, 1)

    with reading_again(rig, provider=provider):
        parked.retry([aside.id])
        until(lambda: provider.read != [])

    assert provider.read == [
        replace(
            posted,
            target="/v1/providers/plain/status?text=%C3%A6",
            headers={"content-type": "text/plain; charset=latin-1"},
        )
    ]


def test_what_the_release_before_kept_is_read_as_it_was(rig: Rig, parked: ParkedItems) -> None:
    with rig.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO sms.unreadable_callbacks (id, provider, kind, reason, raw, received_at)"
            " VALUES (gen_random_uuid(), 'plain', 'inbound', 'not JSON', %s, %s)",
            (json.dumps(item("8")).encode(), rig.clock.now()),
        )
    rig.start()

    with reading_again(rig):
        parked.retry_all(ParkedFilter())
        rig.sink.until(lambda: [reply.text for reply in rig.sink.replies] == ["8"])


def test_reading_twice_keeps_once(rig: Rig, clock: ManualClock, parked: ParkedItems) -> None:
    receive(rig, inbound({**item("8", messageId=None), "to": "2999"}, {"text": "no numbers"}))
    parked.retry_all(ParkedFilter())
    claimed = LeasedRows(rig.database, CALLBACKS).claim(
        now=clock.now(), until=clock.now() + LEASE, limit=10
    )

    with reading_again(rig, senders=senders_with(rig, "2999")) as read_again:
        for _ in range(2):
            failures = read_again([leased.row for leased in claimed])
            clock.advance(timedelta(minutes=1))

    assert [failure.reason for failure in failures] == ["from is missing or too long"]
    assert [row.text for row in rig.rows("SELECT text FROM sms.inbox")] == ["8"]


def test_a_callback_of_a_provider_that_is_gone_stays_parked(rig: Rig, parked: ParkedItems) -> None:
    receive(rig, callback(CallbackKind.INBOUND, b"{rubbish"))
    with rig.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE sms.unreadable_callbacks SET provider = 'gone'")

    with reading_again(rig):
        parked.retry_all(ParkedFilter())
        [one] = listed(parked, 1, attempts=1)

    assert one.reason == "there is no such provider any more"


def test_what_was_erased_is_neither_listed_nor_given_back(rig: Rig, parked: ParkedItems) -> None:
    rig.sink.failing = poison_of(rig, PHONE)
    rig.start()
    receive(rig, inbound(item("8")))
    [one] = listed(parked, 1)

    erase_recipient(rig.use_cases.uow, tenant="default", phone=PHONE)

    assert parked.page(ParkedFilter()) == []
    assert parked.retry([one.id]) == set()
    assert parked.kinds() == {"reply": 0, "report": 0, "message": 0, "callback": 0}


def test_items_are_listed_page_by_page_and_by_reason(rig: Rig, parked: ParkedItems) -> None:
    for number in range(7):
        receive(rig, callback(CallbackKind.INBOUND, b"{rubbish %d" % number))
    receive(rig, inbound({"from": PHONE}))

    pages = [parked.page(ParkedFilter(limit=3))]
    while len(pages[-1]) == 3:
        pages.append(parked.page(ParkedFilter(limit=3, after=pages[-1][-1])))

    assert [len(page) for page in pages] == [3, 3, 2]
    ids = [one.id for page in pages for one in page]
    assert ids == sorted(set(ids))
    assert {(one.reason, one.items) for one in parked.counts()} == {
        ("not JSON", 7),
        ("to is missing or too long", 1),
    }
    assert len(parked.page(ParkedFilter(reason="not JSON"))) == 7
    assert parked.page(ParkedFilter(kind="reply")) == []
    assert parked.page(ParkedFilter(kind="message")) == []


def test_two_people_give_an_item_back_once(rig: Rig, parked: ParkedItems) -> None:
    for number in range(40):
        receive(rig, callback(CallbackKind.INBOUND, b"{rubbish %d" % number))

    with ThreadPoolExecutor(2) as people:
        given = [people.submit(parked.retry_all, ParkedFilter()) for _ in range(2)]

    assert sum(len(one.result()) for one in given) == 40
    assert parked.page(ParkedFilter()) == []


def test_an_id_that_is_not_parked_is_not_given_back(rig: Rig, parked: ParkedItems) -> None:
    receive(rig, inbound(item("8")))
    [waiting] = rig.rows("SELECT id, lease_until FROM sms.inbox")

    assert parked.retry([waiting.id, new_id()]) == set()

    assert rig.rows("SELECT id, lease_until FROM sms.inbox") == [waiting]


@pytest.mark.parametrize(
    "poisonous",
    [
        pytest.param(b'{"text": "8\\u0000"}', id="NUL"),
        pytest.param(b'{"text": "\\ud83d"}', id="half a character"),
        pytest.param(b'{"receivedAt": "0000-99-99T99:99:99Z"}', id="a broken time"),
        pytest.param(b'{"receivedAt": "9999-12-31T23:59:59-14:00"}', id="a time beyond all"),
        pytest.param(b'{"text": %s}' % (b"9" * 5000), id="a number of absurd length"),
        pytest.param(b'{"from": 1e999}', id="an infinite phone"),
        pytest.param(b'{"to": NaN}', id="no number"),
        pytest.param(b'{"messageId": "\\u0000"}', id="an id of NUL"),
        pytest.param(b'{"text": %s1%s}' % (b"[" * 900, b"]" * 900), id="very deep"),
    ],
)
def test_poison_in_a_batch_costs_none_of_its_neighbours(rig: Rig, poisonous: bytes) -> None:
    first, last = (f'{{"from": "{PHONE}", "to": "{ADDRESS}", "text": "{n}"}}' for n in (1, 2))
    body = b"[%s, %s, %s]" % (first.encode(), poisonous, last.encode())

    [answer] = receive(rig, callback(CallbackKind.INBOUND, body))

    assert answer.status == 200
    kept = {row.text for row in rig.rows("SELECT text FROM sms.inbox")}
    assert {"1", "2"} <= kept


def poison(name: str) -> Failure:
    """Refuse for good."""
    return Failure(id=name, reason="POISON", retryable=False)


def nothing(_name: str) -> Failure | None:
    """Refuse nothing."""
    return None


def poison_of(rig: Rig, phone: str) -> Callable[[str], Failure | None]:
    """Refuse the replies of one phone."""

    def refuse(name: str) -> Failure | None:
        [row] = rig.rows("SELECT phone FROM sms.inbox WHERE id = :id", id=name)
        return poison(name) if row.phone == phone else None

    return refuse


def item(words: str, phone: str = PHONE, **changes: object) -> dict[str, object]:
    """Make an inbound message with an id of its own, unless told otherwise."""
    values = {"messageId": new_id(), "from": phone, "to": ADDRESS, "text": words} | changes
    return {name: value for name, value in values.items() if value is not None}


def receive(rig: Rig, *callbacks: Callback) -> list[Acknowledgement]:
    """Hand callbacks over."""
    return list(rig.use_cases.receive_callbacks("plain", callbacks))


def spoil(rig: Rig, words: str) -> None:
    """Write a message as a release would that knows more encodings."""
    with rig.database.transaction() as connection:
        connection.execute(
            text("UPDATE sms.messages SET encoding = 'morse' WHERE text = :words"),
            {"words": words},
        )


def mend(rig: Rig) -> None:
    """Write it as we do."""
    with rig.database.transaction() as connection:
        connection.execute(text("UPDATE sms.messages SET encoding = 'gsm7'"))


def senders_with(rig: Rig, address: str) -> SenderDirectory:
    """Return our senders and one more, of the provider `plain`."""
    one_more = Sender(tenant="default", address=address, provider="plain", serves=("+47",))
    return SenderDirectory([*rig.configuration.senders, one_more])


def listed(parked: ParkedItems, count: int, *, attempts: int = 0) -> list[ParkedItem]:
    """Wait until so many items are parked that were tried so often, and return them."""

    def found() -> list[ParkedItem]:
        return [one for one in parked.page(ParkedFilter()) if one.attempts >= attempts]

    until(lambda: len(found()) == count)
    return found()
