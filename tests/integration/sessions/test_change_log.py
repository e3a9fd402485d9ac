"""Whoever follows the changes misses none, whatever commits late, and reads sessions as they stand."""

from datetime import timedelta

import pytest

from services.runtime.ids import new_id
from services.sessions.domain.record import SessionRecord
from services.sessions.ports.changes import Touched
from services.sessions.store.change_log import PostgresChangeLog
from services.sessions.use_cases.end_sessions import StatusReport
from services.sessions.workers.forgetter import forget_changes
from tests.integration.sessions.harness import NORWEGIAN, SWEDISH, Harness

ANOTHER = "+4790000002"


@pytest.fixture
def log(svar: Harness) -> PostgresChangeLog:
    return PostgresChangeLog(svar.database)


def tell(svar: Harness, session_id: str) -> None:
    with svar.uow.begin() as transaction:
        touched: list[Touched] = [("default", session_id)]
        transaction.changes.tell(
            [], leased_until=svar.clock.now(), touched=touched, at=svar.clock.now()
        )


def test_a_transaction_that_commits_late_is_not_passed_over(
    svar: Harness, log: PostgresChangeLog
) -> None:
    late, early = new_id(), new_id()
    start = log.changes(reader="", after=0, limit=100).cursor

    with svar.uow.begin() as held_open:
        held_open.changes.tell(
            [], leased_until=svar.clock.now(), touched=[("default", late)], at=svar.clock.now()
        )
        tell(svar, early)
        meanwhile = log.changes(reader="", after=start, limit=100)

    after = log.changes(reader="", after=meanwhile.cursor, limit=100)
    assert meanwhile.session_ids == [], "the one that committed first began later"
    assert meanwhile.held_back_seconds >= 0
    assert after.session_ids == [late, early]
    assert log.changes(reader="", after=after.cursor, limit=100).session_ids == []


def test_a_reader_goes_on_where_the_page_ended(svar: Harness, log: PostgresChangeLog) -> None:
    ids = [new_id() for _ in range(5)]
    for one in ids:
        tell(svar, one)

    read: list[str] = []
    cursor, more = 0, True
    while more:
        page = log.changes(reader="", after=cursor, limit=2)
        read += page.session_ids
        cursor, more = page.cursor, page.more

    assert read == ids


def test_what_a_reader_has_not_passed_is_kept(svar: Harness, log: PostgresChangeLog) -> None:
    first, second = svar.send(NORWEGIAN), svar.send(ANOTHER)
    page = log.changes(reader="results", after=0, limit=1)
    assert page.session_ids == [first.id]
    log.changes(reader="results", after=page.cursor, limit=1)

    svar.clock.advance(timedelta(hours=2))
    forget_changes(svar.uow, now=svar.clock.now(), limit=10)

    assert log.changes(reader="results", after=page.cursor, limit=9).session_ids == [second.id]
    assert not log.changes(reader="results", after=page.cursor, limit=9).missed


def test_a_reader_that_comes_too_late_is_told_so(svar: Harness, log: PostgresChangeLog) -> None:
    svar.send()
    svar.clock.advance(timedelta(days=8))
    forget_changes(svar.uow, now=svar.clock.now(), limit=10)

    page = log.changes(reader="results", after=0, limit=10)

    assert page.missed
    assert not log.changes(reader="results", after=page.cursor, limit=10).missed


def test_a_cursor_of_another_server_is_told_apart(svar: Harness, log: PostgresChangeLog) -> None:
    here = log.changes(reader="", after=0, limit=1).cursor

    assert log.changes(reader="", after=here + 1_000_000, limit=1).missed


def test_a_session_is_read_with_what_became_of_its_replies(
    svar: Harness, log: PostgresChangeLog
) -> None:
    session = svar.send(test=True)
    svar.say(session, "eleven thousand", "9")
    svar.ending.cancel("default", session.id)
    svar.say(session, "too late")

    (record,) = log.records([new_id(), session.id]).records

    assert [kept.taken.value for kept in record.answers] == [9]
    assert record.asked == ("score", "comment")
    assert record.refused == {"score": 1}
    assert [kept.reply.text for kept in record.late] == ["too late"]
    assert record.first_reply_at is not None
    assert record.session.test


def test_who_was_never_reached_was_asked_nothing(svar: Harness, log: PostgresChangeLog) -> None:
    session = svar.send()
    svar.ending.heed_reports([report(session.id, "failed")])

    assert record(log, session.id).asked == ()


@pytest.mark.parametrize(
    ("status", "sequence", "named"),
    [("delivered", 1, True), ("delivered", 2, False), ("failed", 2, True)],
)
def test_a_report_that_changes_figures_names_its_session(
    svar: Harness, status: str, sequence: int, named: bool
) -> None:
    session = svar.send()
    before = svar.count("changes")

    svar.ending.heed_reports([report(session.id, status, sequence)])

    assert svar.count("changes") - before == named


def test_all_sessions_are_listed_in_the_order_of_their_ids(
    svar: Harness, log: PostgresChangeLog
) -> None:
    made = sorted(svar.send(phone).id for phone in (NORWEGIAN, ANOTHER, SWEDISH))

    assert log.ids(after=None, limit=2) == made[:2]
    assert log.ids(after=made[1], limit=2) == made[2:]


def test_an_unreadable_session_keeps_no_other_back(svar: Harness, log: PostgresChangeLog) -> None:
    one, other = svar.send(NORWEGIAN), svar.send(ANOTHER)
    svar.execute(f"UPDATE sessions.sessions SET conversation = '{{}}' WHERE id = '{one.id}'")

    found = log.records([one.id, other.id])

    assert [record.session.id for record in found.records] == [other.id]
    assert found.read == 2


def record(log: PostgresChangeLog, session_id: str) -> SessionRecord:
    (found,) = log.records([session_id]).records
    return found


def report(session_id: str, status: str, sequence: int = 1) -> StatusReport:
    return StatusReport(
        id=new_id(),
        tenant="default",
        session_id=session_id,
        sequence=sequence,
        status=status,
        recipient_opted_out=False,
    )
