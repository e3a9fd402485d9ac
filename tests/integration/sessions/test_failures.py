"""What is left behind when something fails in the middle: all of it or nothing."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from services.runtime.errors import ErrorKind, ServiceError, not_found, unavailable
from services.runtime.handoff import Handoff
from services.runtime.park_reason import ParkReason
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.session import Address
from services.sessions.workers.outbox_relay import outbox_relay
from tests.integration.sessions.harness import (
    A_WHILE,
    LEASE,
    OTHER_SURVEY,
    SURVEY,
    SWEDISH,
    Harness,
    ImmediateOutbox,
    invitation,
    with_settings,
)

DOWN = unavailable("SERVICE_UNAVAILABLE", "Down.")
TABLES = ("sessions", "replies", "outbox", "contacts", "requests", "said_texts")


def everything(svar: Harness) -> Sequence[object]:
    return [svar.rows(table) for table in TABLES]


def refuse_outbox_rows(svar: Harness) -> None:
    svar.execute("ALTER TABLE sessions.outbox ADD CONSTRAINT full_up CHECK (false) NOT VALID")


def test_a_reply_is_kept_with_all_that_follows_from_it_or_not_at_all(svar: Harness) -> None:
    first, second = svar.send(), svar.send()
    svar.clock.advance(A_WHILE)
    replies = [svar.reply(first, "8"), svar.reply(second, "stop")]
    before = everything(svar)
    refuse_outbox_rows(svar)

    with pytest.raises(Exception, match="full_up"):
        svar.handle(replies)

    assert everything(svar) == before
    svar.execute("ALTER TABLE sessions.outbox DROP CONSTRAINT full_up")
    assert svar.handle(replies) == []
    assert svar.answers(first) == {"score": 8}


def test_a_session_begins_with_its_messages_or_not_at_all(svar: Harness) -> None:
    older = svar.send(SWEDISH)
    before = everything(svar)
    refuse_outbox_rows(svar)

    with pytest.raises(Exception, match="full_up"):
        svar.send_surveys([invitation(SWEDISH, idempotency_key="once")])

    assert everything(svar) == before
    assert svar.state(older) == "active"


def test_a_session_ends_with_its_end_or_not_at_all(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(timedelta(hours=73))
    refuse_outbox_rows(svar)

    with pytest.raises(Exception, match="full_up"):
        svar.wake()

    assert svar.state(session) == "active"


def test_a_version_is_loaded_when_a_reply_needs_it(svar: Harness) -> None:
    session = svar.send()
    svar.catalog.forget()

    svar.say(session, "8")

    assert svar.catalog.loads == [(SURVEY, 1), (SURVEY, 1)]
    assert svar.answers(session) == {"score": 8}


def test_a_version_that_cannot_be_read_fails_its_own_replies_only(svar: Harness) -> None:
    svar.catalog.publish(OTHER_SURVEY, with_settings())
    sound, broken = svar.send(), svar.send("+4790000002", survey_id=OTHER_SURVEY)
    svar.catalog.forget()
    svar.catalog.broken[OTHER_SURVEY, 1] = ServiceError(
        kind=ErrorKind.INTERNAL, reason="SURVEY_UNREADABLE", message="Rubbish."
    )
    svar.clock.advance(A_WHILE)
    bad, good = svar.reply(broken, "8"), svar.reply(sound, "8")

    failures = svar.handle([bad, good])

    assert [(one.id, one.reason, one.retryable) for one in failures] == [
        (bad.id, "SURVEY_UNREADABLE", False)
    ]
    assert svar.answers(sound) == {"score": 8}
    assert svar.verdicts(broken) == []
    svar.catalog.broken.clear()
    assert svar.handle([bad]) == []
    assert svar.answers(broken) == {"score": 8}


def test_a_version_that_is_gone_fails_its_own_replies_only(svar: Harness) -> None:
    session = svar.send()
    svar.catalog.forget()
    svar.catalog.broken[SURVEY, 1] = not_found("VERSION_NOT_FOUND", "Gone.")

    failures = svar.say(session, "8")

    assert [failure.reason for failure in failures] == ["VERSION_NOT_FOUND"]


def test_while_surveys_cannot_be_reached_nothing_is_stored(svar: Harness) -> None:
    session = svar.send()
    stranger = Address(sender="1960", phone="+4799999999")
    svar.catalog.forget()
    svar.catalog.failing = DOWN
    svar.clock.advance(A_WHILE)
    replies = [svar.reply(stranger, "hei"), svar.reply(session, "8")]
    before = everything(svar)

    with pytest.raises(ServiceError, match="SERVICE_UNAVAILABLE"):
        svar.handle(replies)

    assert everything(svar) == before
    svar.catalog.failing = None
    assert svar.handle(replies) == []
    assert svar.answers(session) == {"score": 8}


def test_while_sms_cannot_be_reached_no_session_begins(svar: Harness) -> None:
    svar.sms.failing = DOWN

    with pytest.raises(ServiceError, match="SERVICE_UNAVAILABLE"):
        svar.send()

    assert svar.count("sessions") == 0


@pytest.fixture
def dead_outbox(svar: Harness) -> ImmediateOutbox:
    """The process dies after each commit, before it hands anything on."""
    assert isinstance(svar.outbox, ImmediateOutbox)
    svar.outbox.dead = True
    return svar.outbox


@pytest.fixture
def another_relay(svar: Harness) -> Iterator[Handoff[Delivery]]:
    """The relay of another process, not started."""
    relay = outbox_relay(svar.store, sms=svar.sms, clock=svar.clock)
    yield relay
    relay.stop()


def test_what_is_queued_is_leased_to_the_process_that_queued_it(
    svar: Harness, dead_outbox: ImmediateOutbox
) -> None:
    svar.send()

    (row,) = svar.rows("outbox")

    assert row["lease_until"] == svar.clock.now() + LEASE
    assert (row["attempts"], row["reason"]) == (0, None)
    now = svar.clock.now()
    assert svar.store.claim(now=now, until=now + LEASE, limit=10) == []


@pytest.mark.usefixtures("dead_outbox")
def test_another_process_sends_what_a_dead_one_left(
    svar: Harness, another_relay: Handoff[Delivery]
) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)
    svar.handle([svar.reply(session, "9")])
    assert svar.sms.sent == []

    svar.clock.advance(LEASE)
    another_relay.start()

    assert svar.sms.wait_for(3)
    another_relay.stop()
    assert svar.sms.sequences(session.id) == [1, 2, 3]
    assert [one.message.sequence for one in svar.sms.sent] == [1, 2, 3]
    assert svar.count("outbox") == 0


def test_a_relay_hands_on_what_it_is_offered_and_deletes_the_rows(
    svar: Harness, dead_outbox: ImmediateOutbox
) -> None:
    session = svar.send()
    now = svar.clock.now()
    (claimed,) = svar.store.claim(now=now + LEASE, until=now + 2 * LEASE, limit=10)
    relay = outbox_relay(svar.store, sms=svar.sms, clock=svar.clock)
    relay.start()

    relay.offer([claimed])

    assert svar.sms.wait_for(2)
    relay.stop()
    assert svar.sms.texts(session.id)[0] == "Thank you."
    assert svar.count("outbox") == 0


@pytest.mark.usefixtures("dead_outbox")
def test_what_is_stored_is_what_is_handed_on(svar: Harness) -> None:
    session = svar.send(content="Hei 👋")
    svar.say(session, "stop")

    now = svar.clock.now() + LEASE
    first, last = (one.row for one in svar.store.claim(now=now, until=now, limit=10))

    assert [message.text for message in first.messages] == [
        "Hei 👋\nThank you.",
        "How satisfied are you, 1-10?",
    ]
    assert (first.address, first.session_id, first.end) == (session.address, session.id, None)
    assert last.end is not None
    assert (last.end.at, last.end.drop_through) == (svar.clock.now(), 2)


@pytest.mark.usefixtures("dead_outbox")
def test_rows_put_off_come_again_and_rows_put_aside_do_not(svar: Harness) -> None:
    svar.send()
    svar.send("+4790000002")
    put_off, put_aside = (str(row["id"]) for row in svar.rows("outbox"))
    now = svar.clock.now()

    svar.store.postpone([put_off], until=now + timedelta(seconds=5), reason="DOWN")
    svar.store.park([put_aside], because=ParkReason.FAULT, reason="POISON")

    assert svar.store.claim(now=now, until=now + LEASE, limit=10) == []
    later = svar.store.claim(now=now + LEASE, until=now + 2 * LEASE, limit=10)
    assert [(one.id, one.attempts) for one in later] == [(put_off, 1)]
    assert {row["reason"] for row in svar.rows("outbox")} == {"DOWN", "POISON"}


@pytest.mark.parametrize(
    "rubbish", ["{}", "[]", "null", '"x"', '{"address": [1], "messages": [{}]}']
)
@pytest.mark.usefixtures("dead_outbox")
def test_a_row_that_cannot_be_read_is_put_aside_alone(svar: Harness, rubbish: str) -> None:
    for number in range(3):
        svar.send(f"+479000000{number}")
    first, bad, last = (str(row["id"]) for row in svar.rows("outbox"))
    svar.execute(f"UPDATE sessions.outbox SET delivery = '{rubbish}' WHERE id = '{bad}'")
    now = svar.clock.now() + LEASE

    claimed = svar.store.claim(now=now, until=now + LEASE, limit=10)

    assert [one.id for one in claimed] == [first, last]
    parked = {row["id"]: row["reason"] for row in svar.rows("outbox") if not row["lease_until"]}
    assert parked == {bad: "UNREADABLE"}


@pytest.mark.usefixtures("dead_outbox")
def test_sms_that_takes_nothing_for_a_while_gets_everything_later(
    svar: Harness, another_relay: Handoff[Delivery]
) -> None:
    session = svar.send()
    svar.sms.failing = DOWN
    svar.clock.advance(LEASE)
    another_relay.start()
    assert svar.sms.wait_until_refused()

    svar.sms.failing = None
    svar.clock.advance(LEASE)

    assert svar.sms.wait_for(2)
    another_relay.stop()
    assert svar.sms.sequences(session.id) == [1, 2]
    assert svar.count("outbox") == 0
