"""Reminders as the service sends them: when, to whom, and once, whatever dies."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest

from services.runtime.errors import ServiceError, unavailable
from services.runtime.migrate import upgrade
from services.sessions.domain.message import MessageStanding
from services.sessions.domain.session import Session
from services.sessions.domain.waking import A_WHILE, LOOKED_AT_FOR
from services.settings.tenants import QuietHours, TenantSettings
from tests.integration.sessions.harness import (
    NORWEGIAN,
    SURVEY,
    Harness,
    ImmediateOutbox,
    assembled,
    running,
    with_settings,
)

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
A_MOMENT = timedelta(milliseconds=1)
PAUSE = timedelta(seconds=2)
"""Between the first text and the question."""
REMINDED = "A reminder: we would still like your answer.\n"
QUIET = TenantSettings(quiet_hours=QuietHours(start=time(22), end=time(8)))


@pytest.fixture
def svar(database_url: str, redis_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    with running(database_url, redis_url, tenants={"quiet": QUIET}) as harness:
        publish(harness)
        yield harness


def publish(svar: Harness, *reminders: int) -> None:
    definition = with_settings(reminders=reminders or (24, 48))
    for tenant in ("default", "quiet"):
        svar.catalog.publish(SURVEY, definition, tenant=tenant)


def reminders(svar: Harness, session: Session) -> list[str]:
    return [text for text in svar.sms.texts(session.id) if text.startswith(REMINDED)]


def pass_by(svar: Harness, by: timedelta) -> None:
    """Let time pass, and the worker wake as it does."""
    svar.clock.advance(by)
    svar.wake()


def test_who_does_not_answer_is_reminded_twice_and_then_left_alone(svar: Harness) -> None:
    session = svar.send()
    question = svar.sms.texts(session.id)[-1]

    pass_by(svar, DAY + PAUSE - A_MOMENT)
    assert reminders(svar, session) == []
    pass_by(svar, A_MOMENT)
    assert reminders(svar, session) == [REMINDED + question]
    pass_by(svar, DAY - A_MOMENT)
    assert len(reminders(svar, session)) == 1
    pass_by(svar, A_MOMENT)
    assert len(reminders(svar, session)) == 2
    pass_by(svar, DAY - HOUR)
    assert len(reminders(svar, session)) == 2
    assert svar.state(session) == "active"
    pass_by(svar, HOUR)
    assert svar.state(session) == "expired"

    newest = svar.sms.sent[-1].message
    assert (newest.kind, newest.priority.value, newest.sequence) == ("reminder", "first", 4)
    assert newest.expires_at == session.expires_at - HOUR


def test_an_answer_says_which_reminder_it_followed_and_takes_back_one_that_waits(
    svar: Harness,
) -> None:
    session = svar.send()
    pass_by(svar, DAY + PAUSE)

    svar.say(session, "8", "1")

    answers = svar.view(session).answers
    assert [one.taken.reminder for one in answers] == [1, 0]
    assert svar.sms.withdrawn == {session.id: 3}


def test_the_next_question_is_reminded_of_when_its_own_time_comes(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(20 * HOUR)
    svar.say(session, "8")
    asked_at = svar.clock.now()
    question = svar.sms.texts(session.id)[-1]

    pass_by(svar, 23 * HOUR)
    assert reminders(svar, session) == []
    svar.clock.advance(asked_at + DAY - svar.clock.now())
    svar.wake()

    assert reminders(svar, session) == [REMINDED + question]


def test_a_question_after_the_last_reminder_has_reminders_again(svar: Harness) -> None:
    session = svar.send(expiry_time=(svar.clock.now() + 10 * DAY).isoformat())
    for _ in range(3):
        pass_by(svar, DAY + PAUSE)
    assert len(reminders(svar, session)) == 2
    svar.say(session, "8")

    pass_by(svar, DAY)

    assert len(reminders(svar, session)) == 3


def test_the_time_counts_from_when_the_provider_accepted_the_question(svar: Harness) -> None:
    session = svar.send()
    place = session.id, 2
    svar.sms.standings[place] = MessageStanding(status="queued")
    pass_by(svar, DAY + PAUSE)
    accepted_at = svar.clock.now() + HOUR
    svar.sms.standings[place] = MessageStanding(status="sent", accepted_at=accepted_at)

    pass_by(svar, DAY + HOUR - A_MOMENT)
    assert reminders(svar, session) == []
    pass_by(svar, A_MOMENT)

    assert len(reminders(svar, session)) == 1


@pytest.mark.parametrize("status", ["failed", "rejected", "expired"])
def test_nobody_is_reminded_of_what_did_not_arrive(svar: Harness, status: str) -> None:
    session = svar.send()
    svar.sms.standings[session.id, 2] = MessageStanding(status=status, accepted_at=svar.clock.now())

    for _ in range(2):
        pass_by(svar, DAY + PAUSE)

    assert reminders(svar, session) == []


def test_nobody_is_reminded_whose_reply_is_on_its_way(svar: Harness) -> None:
    session = svar.send()
    svar.sms.standings[session.id, 2] = MessageStanding(
        status="delivered", accepted_at=svar.clock.now(), reply_waits=True
    )
    pass_by(svar, DAY + PAUSE)
    assert reminders(svar, session) == []
    svar.say(session, "8")

    pass_by(svar, A_WHILE)

    assert reminders(svar, session) == []


def test_a_reply_that_leads_to_nothing_only_puts_the_reminder_off(svar: Harness) -> None:
    session = svar.send()
    waiting = MessageStanding(status="sent", accepted_at=svar.clock.now(), reply_waits=True)
    svar.sms.standings[session.id, 2] = waiting
    pass_by(svar, DAY + PAUSE)
    svar.sms.standings[session.id, 2] = replace(waiting, reply_waits=False)

    pass_by(svar, A_WHILE)

    assert len(reminders(svar, session)) == 1


def test_in_quiet_hours_it_waits_for_their_end_across_a_change_of_the_clock(svar: Harness) -> None:
    # In Oslo the clock goes back on 2027-10-31: the night is an hour longer.
    asked_at = datetime(2027, 10, 29, 23, tzinfo=UTC)
    svar.clock.advance(asked_at - svar.clock.now())
    session = svar.send(tenant="quiet")

    pass_by(svar, DAY + PAUSE)
    assert reminders(svar, session) == []
    svar.clock.advance(datetime(2027, 10, 31, 7, tzinfo=UTC) - A_MOMENT - svar.clock.now())
    svar.wake()
    assert reminders(svar, session) == []
    pass_by(svar, A_MOMENT)

    assert len(reminders(svar, session)) == 1


@pytest.mark.parametrize(("hours", "count"), [(25 * HOUR + PAUSE, 1), (25 * HOUR, 0)])
def test_the_last_hour_is_for_nobody(svar: Harness, hours: timedelta, count: int) -> None:
    session = svar.send(expiry_time=(svar.clock.now() + hours).isoformat())

    pass_by(svar, DAY + PAUSE)

    assert len(reminders(svar, session)) == count


def test_quiet_hours_that_end_in_the_last_hour_leave_nothing_to_say(svar: Harness) -> None:
    svar.clock.advance(datetime(2027, 1, 4, 3, tzinfo=UTC) - svar.clock.now())
    session = svar.send(tenant="quiet", expiry_time="2027-01-05T08:59:59+01:00")

    pass_by(svar, DAY + PAUSE)
    pass_by(svar, 4 * HOUR)

    assert reminders(svar, session) == []


def test_who_opted_out_or_is_denied_is_not_reminded(svar: Harness) -> None:
    stopped, denied = svar.send("+4790000002"), svar.send("+4790000003")
    svar.say(stopped, "stop")
    svar.contacts.deny("default", "+4790000003")

    pass_by(svar, DAY + PAUSE)
    pass_by(svar, DAY)

    assert reminders(svar, stopped) == reminders(svar, denied) == []


def test_it_counts_towards_what_a_phone_may_hear_in_an_hour(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(DAY + PAUSE)
    line, now = ("default", NORWEGIAN, ""), svar.clock.now()
    with svar.uow.begin() as transaction:
        transaction.said_texts.lock([line], now=now)
        transaction.said_texts.note({line: [now - 30 * A_WHILE / 5] * 20}, now=now)

    svar.wake()
    assert reminders(svar, session) == []
    pass_by(svar, HOUR / 2)

    assert len(reminders(svar, session)) == 1
    with svar.uow.begin() as transaction:
        said = transaction.said_texts.lock([line], now=svar.clock.now())
    assert said[line][-1] == svar.clock.now()


def test_a_survey_without_reminders_sleeps_until_its_end(svar: Harness) -> None:
    svar.catalog.publish(SURVEY, with_settings())
    session = svar.send()

    assert svar.rows("sessions")[0]["wake_at"] is None
    pass_by(svar, 2 * DAY)
    assert svar.sms.sequences(session.id) == [1, 2]


# -- once, whatever dies


def replica(svar: Harness) -> Harness:
    """Another process of the same service."""
    return assembled(
        clock=svar.clock,
        database=svar.database,
        memory=svar.memory,
        catalog=svar.catalog,
        sms=svar.sms,
        outbox=svar.outbox,
    )


def test_two_replicas_that_wake_at_once_remind_once(svar: Harness) -> None:
    sessions = [svar.send(f"+479000{n:04}") for n in range(30)]
    processes = [svar, replica(svar), svar, replica(svar)]
    together = Barrier(len(processes))

    def wake(process: Harness) -> None:
        together.wait()
        for _ in range(3):
            process.wake()

    for _ in range(2):
        svar.clock.advance(DAY + PAUSE)
        with ThreadPoolExecutor(len(processes)) as threads:
            list(threads.map(wake, processes))

    for session in sessions:
        assert len(reminders(svar, session)) == 2
        assert svar.sms.sequences(session.id) == [1, 2, 3, 4]


def test_what_somebody_had_woken_who_died_is_reminded_by_another(svar: Harness) -> None:
    session, other = svar.send(), replica(svar)
    svar.clock.advance(DAY + PAUSE)
    svar.sms.failing = unavailable("GONE", "The process is gone.")
    with pytest.raises(ServiceError):
        svar.wake()
    svar.sms.failing = None

    other.wake()
    assert reminders(svar, session) == [], "before it is certain that the first is dead"
    svar.clock.advance(LOOKED_AT_FOR)
    other.wake()
    other.wake()

    assert len(reminders(svar, session)) == 1


def test_who_was_taken_for_dead_and_goes_on_says_nothing(svar: Harness) -> None:
    session, other = svar.send(), replica(svar)
    svar.clock.advance(DAY + PAUSE)

    def meanwhile() -> None:
        svar.sms.on_look_up = None
        svar.clock.advance(LOOKED_AT_FOR)
        other.wake()

    svar.sms.on_look_up = meanwhile
    svar.wake()

    assert len(reminders(svar, session)) == 1


def test_a_reply_that_is_handled_meanwhile_keeps_the_reminder_away(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(DAY + PAUSE)

    def meanwhile() -> None:
        svar.sms.on_look_up = None
        svar.handle([svar.reply(session, "8")])

    svar.sms.on_look_up = meanwhile
    svar.wake()
    pass_by(svar, LOOKED_AT_FOR)

    assert reminders(svar, session) == []
    assert svar.answers(session) == {"score": 8}


def test_a_process_that_dies_after_the_commit_has_reminded(svar: Harness) -> None:
    session, other = svar.send(), replica(svar)
    svar.clock.advance(DAY + PAUSE)
    outbox = svar.outbox
    assert isinstance(outbox, ImmediateOutbox)
    outbox.dead = True
    svar.wake()
    outbox.dead = False

    svar.clock.advance(LOOKED_AT_FOR)
    other.wake()
    assert reminders(svar, session) == []
    left = svar.store.claim(now=svar.clock.now(), until=svar.clock.now() + HOUR, limit=10)
    svar.sms.send([one.row for one in left])

    assert len(reminders(svar, session)) == 1
