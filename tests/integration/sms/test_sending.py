"""Messages leave in order, in time, and once."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from services.runtime.ids import new_id
from services.sms.domain.messages import Priority
from services.sms.domain.provider import (
    Accepted,
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    SendResult,
    Temporary,
    Throttled,
    Unclear,
)
from services.sms.domain.reply_addresses import AddressWish
from tests.fakes.manual_clock import ManualClock
from tests.integration.sms.rig import PHONE, Rig, end, message, pass_time, settled, until

SECOND = timedelta(seconds=1)


def test_a_message_is_sent_from_its_reply_address_as_it_was_measured(rig: Rig) -> None:
    rig.start()

    rig.send(message("«Fint» – takk…"))

    rig.provider.until(lambda: len(rig.provider.sent) == 1)
    sent = rig.provider.sent[0]
    assert (sent.sender, sent.recipient) == ("19600042", PHONE)
    assert (sent.text, sent.encoding, sent.segments) == ('"Fint" - takk...', "gsm7", 1)
    settled(rig, '"Fint" - takk...', "sent")


def test_the_first_texts_of_a_conversation_leave_two_seconds_apart(
    rig: Rig, clock: ManualClock
) -> None:
    rig.start()
    conversation = new_id()

    rig.send(*(message(f"{n}", conversation=conversation, sequence=n, delay=2) for n in (1, 2, 3)))

    rig.provider.until(lambda: rig.provider.texts == ["1"])
    settled(rig, "1", "sent")
    pass_time(rig, clock, 1.9)
    assert rig.provider.texts == ["1"]
    pass_time(rig, clock, 0.2)
    rig.provider.until(lambda: rig.provider.texts == ["1", "2"])
    settled(rig, "2", "sent")
    pass_time(rig, clock, 2)
    rig.provider.until(lambda: rig.provider.texts == ["1", "2", "3"])


def test_a_message_that_arrives_before_its_predecessor_waits_for_it(rig: Rig) -> None:
    rig.start()
    conversation = new_id()

    rig.send(message("second", conversation=conversation, sequence=2))
    rig.send(message("first", conversation=conversation, sequence=1))

    rig.provider.until(lambda: len(rig.provider.sent) == 2)
    assert rig.provider.texts == ["first", "second"]


def test_a_message_after_one_that_was_sent_leaves_at_once(rig: Rig) -> None:
    rig.start()
    conversation = new_id()
    rig.send(message("first", conversation=conversation, sequence=1))
    settled(rig, "first", "sent")

    rig.send(message("second", conversation=conversation, sequence=2))

    rig.provider.until(lambda: rig.provider.texts == ["first", "second"])


def test_a_message_handed_over_twice_leaves_once(rig: Rig) -> None:
    rig.start()
    again = message("once")

    rig.send(again)
    rig.send(again)
    rig.send(again, message("last"))

    rig.provider.until(lambda: "last" in rig.provider.texts)
    assert sorted(rig.provider.texts) == ["last", "once"]


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(Temporary(reason="http_500"), id="temporary"),
        pytest.param(Unclear(reason="timeout"), id="unclear where repeats are dropped"),
        pytest.param(Throttled(after=SECOND / 10), id="throttled"),
    ],
)
def test_what_may_go_better_later_is_tried_again(
    rig: Rig, clock: ManualClock, result: SendResult
) -> None:
    rig.provider.script(result)
    rig.start()
    conversation = new_id()

    rig.send(*(message(f"{n}", conversation=conversation, sequence=n) for n in (1, 2)))

    rig.provider.until(lambda: rig.provider.texts == ["1"])
    until(lambda: bool(rig.rows("SELECT 1 FROM sms.messages WHERE attempts = 1")))
    clock.advance(SECOND)
    rig.provider.until(lambda: rig.provider.texts == ["1", "1", "2"])
    settled(rig, "2", "sent")


def test_a_retry_obeys_the_provider(rig: Rig, clock: ManualClock) -> None:
    rig.provider.script(Temporary(reason="http_503", after=timedelta(minutes=3)))
    rig.start()

    rig.send(message("hello"))

    until(lambda: bool(rig.rows("SELECT 1 FROM sms.messages WHERE attempts = 1")))
    [row] = rig.rows("SELECT due_at, not_before FROM sms.messages")
    assert row.not_before == clock.now() + timedelta(minutes=3)
    assert row.due_at == clock.now()


def test_a_message_that_no_retry_can_save_expires_and_is_reported(
    rig: Rig, clock: ManualClock
) -> None:
    rig.provider.script(Temporary(reason="http_503", after=timedelta(hours=1)))
    rig.start()

    rig.send(message("hello", expires_at=clock.now() + timedelta(minutes=5)))

    rig.sink.until(lambda: len(rig.sink.reports) == 1)
    report = rig.sink.reports[0]
    assert (report.status, report.error_code, report.opted_out) == ("expired", "http_503", False)


def test_a_permanent_error_in_mid_conversation_is_reported_and_lets_the_next_message_go(
    rig: Rig,
) -> None:
    rig.provider.script(Accepted(), PermanentRecipient(code="full"))
    rig.start()
    conversation = new_id()

    rig.send(*(message(f"{n}", conversation=conversation, sequence=n) for n in (1, 2, 3)))

    rig.sink.until(lambda: len(rig.sink.reports) == 1)
    report = rig.sink.reports[0]
    assert (report.conversation_id, report.sequence) == (conversation, 2)
    assert (report.status, report.error_code) == ("failed", "full")
    rig.provider.until(lambda: rig.provider.texts == ["1", "2", "3"])


def test_an_opt_out_at_the_provider_is_reported_as_such(rig: Rig) -> None:
    rig.provider.script(OptedOut())
    rig.start()

    rig.send(message("hello"))

    rig.sink.until(lambda: len(rig.sink.reports) == 1)
    assert rig.sink.reports[0].opted_out


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"recipient": "26112"}, "not_a_phone", id="short code"),
        pytest.param({"recipient": "Acme"}, "not_a_phone", id="name"),
        pytest.param({"recipient": "+46730000001"}, "own_number", id="own number"),
        pytest.param({"sender": "1999"}, "unknown_sender", id="a sender that is not ours"),
    ],
)
def test_nothing_is_sent_to_machines(rig: Rig, changes: dict[str, Any], code: str) -> None:
    rig.start()

    rig.send(message("hello", **changes))

    rig.sink.until(lambda: len(rig.sink.reports) == 1)
    assert rig.sink.reports[0].error_code == code
    assert rig.provider.sent == []


def test_an_ended_conversation_takes_back_what_has_not_left(rig: Rig, clock: ManualClock) -> None:
    rig.start()
    conversation = new_id()
    rig.send(*(message(f"{n}", conversation=conversation, sequence=n, delay=2) for n in (1, 2, 3)))
    settled(rig, "1", "sent")

    rig.send(ends=(end(conversation, clock.now(), drop_through=99),))
    rig.send(message("closed", conversation=conversation, sequence=4))

    rig.provider.until(lambda: rig.provider.texts == ["1", "closed"])
    pass_time(rig, clock, 10)
    settled(rig, "closed", "sent")
    assert rig.provider.texts == ["1", "closed"]
    assert rig.statuses_of_messages()["2"] == "failed"
    assert rig.sink.reports == []


def test_answers_go_before_beginnings_when_the_rate_is_short(rig: Rig) -> None:
    beginnings = [message(f"first {n}", sender="1961", priority=Priority.FIRST) for n in range(10)]
    rig.start()

    rig.send(*beginnings)
    rig.provider.until(lambda: len(rig.provider.sent) >= 1)
    rig.send(message("answer", sender="1961"))

    rig.provider.until(lambda: len(rig.provider.sent) == 11)
    assert rig.provider.texts.index("answer") < 5


def test_quiet_hours_delay_only_beginnings(sms_database_url: str) -> None:
    night = datetime(2026, 11, 20, 22, tzinfo=UTC)
    with Rig(sms_database_url, ManualClock(night)) as rig:
        rig.start()

        rig.send(
            message("good morning", tenant="quiet", priority=Priority.FIRST),
            message("answer", tenant="quiet"),
        )

        rig.provider.until(lambda: rig.provider.texts == ["answer"])
        [row] = rig.rows("SELECT due_at FROM sms.messages WHERE text = 'good morning'")
        assert row.due_at == night + timedelta(hours=10)


def test_a_fault_of_the_configuration_gives_nothing_up_and_is_tried_by_one_probe(
    rig: Rig, clock: ManualClock
) -> None:
    rig.provider.script(*[PermanentConfiguration(code="http_401")] * 2)
    rig.start()

    rig.send(message("first"))
    until(lambda: bool(rig.rows("SELECT 1 FROM sms.messages WHERE attempts = 1")))
    rig.send(message("second"), message("third"))
    rig.look_at_the_clock()
    assert rig.provider.texts == ["first"]

    # After its pause one probe goes, and fails; after the next pause everything goes.
    rig.provider.until(lambda: len(rig.provider.sent) == 2)
    until(lambda: rig.rows("SELECT sum(attempts) AS n FROM sms.messages")[0].n == 2)
    clock.advance(SECOND * 5)
    until(lambda: set(rig.statuses_of_messages().values()) == {"sent"})
    assert rig.sink.reports == []


def test_a_provider_that_hangs_holds_no_more_than_its_places(rig: Rig) -> None:
    rig.provider.gate = asyncio.Event()
    rig.start()

    rig.send(*(message(f"{n}") for n in range(200)))
    rig.provider.until(lambda: len(rig.provider.sent) == 64)
    rig.look_at_the_clock()

    assert len(rig.provider.sent) == 64
    rig.network.loop.call_soon_threadsafe(rig.provider.gate.set)
    until(lambda: set(rig.statuses_of_messages().values()) == {"sent"})
    assert rig.provider.most_at_once == 64


@pytest.mark.parametrize("priority", [Priority.CONVERSATION, Priority.FIRST])
def test_the_many_of_one_tenant_do_not_delay_another(rig: Rig, priority: Priority) -> None:
    rig.provider.gate = asyncio.Event()
    rig.start()
    many = [message(f"{n}", priority=Priority.FIRST) for n in range(300)]
    others = [
        message(
            f"other {n}",
            tenant="other",
            sender="+46730000001",
            subnumber="",
            priority=priority,
        )
        for n in range(10)
    ]

    rig.send(*many)
    rig.provider.until(lambda: len(rig.provider.sent) == 64)
    rig.send(*others)
    rig.look_at_the_clock()
    rig.network.loop.call_soon_threadsafe(rig.provider.gate.set)
    rig.provider.until(lambda: "other 9" in rig.provider.texts)

    # They take turns where the provider has room: of the 236 that came before, ten or so left first.
    assert rig.provider.texts.index("other 9") < 64 + 2 * 10 + 5


def test_a_provider_that_takes_many_gets_together_what_collected(rig: Rig) -> None:
    rig.provider.traits = replace(rig.provider.traits, batch=10)
    rig.provider.script(*[Accepted()] * 3, PermanentRecipient(code="gone"), OptedOut())
    rig.start()

    rig.send(*(message(f"{n}") for n in range(25)))

    until(lambda: "queued" not in rig.statuses_of_messages().values())

    assert rig.provider.batches == [10, 10, 5]
    statuses = sorted(rig.statuses_of_messages().values())
    assert statuses == ["failed"] * 2 + ["sent"] * 23


def test_a_rate_lets_messages_go_one_by_one_however_many_a_provider_takes(rig: Rig) -> None:
    rig.provider.traits = replace(rig.provider.traits, batch=10)
    rig.start()

    rig.send(*(message(f"{n}", sender="1961") for n in range(8)))

    rig.provider.until(lambda: len(rig.provider.sent) == 8)
    assert rig.provider.batches == [1] * 8


def test_what_comes_after_the_end_that_dropped_it_never_leaves(
    rig: Rig, clock: ManualClock
) -> None:
    conversation = new_id()
    wish = AddressWish(
        conversation_id=conversation, recipient=PHONE, expires_at=clock.now() + 60 * SECOND
    )
    rig.use_cases.reserve_reply_addresses("default", [wish])
    rig.start()
    ended = end(conversation, clock.now(), drop_through=2)
    rig.send(message("goodbye", conversation=conversation, sequence=3), ends=(ended,))
    rig.send(*(message(f"{n}", conversation=conversation, sequence=n) for n in (1, 2)))

    rig.provider.until(lambda: rig.provider.texts == ["goodbye"])
    settled(rig, "goodbye", "sent")
    assert set(rig.statuses_of_messages().values()) == {"sent", "failed"}
    assert rig.provider.texts == ["goodbye"]
