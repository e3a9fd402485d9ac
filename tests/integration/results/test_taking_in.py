"""What happened to sessions is taken in exactly, whoever reads, dies or comes late."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from services.results.domain.filter import AskedFilter
from services.results.domain.source import MessageSums
from services.results.ports.taking_in import OvertakenError, Progress
from services.results.use_cases.take_in import LEASE
from services.settings.tenants import TenantSettings, WrittenTenants
from tests.fakes.results_sources import NOON, SURVEY, answer, session
from tests.integration.results.conftest import Results, taking_in


def test_sessions_from_before_are_taken_in(results: Results) -> None:
    for _ in range(5):
        results.sources.put(session())
    results.sources.log.clear()
    results.sources.page = 2

    results.catch_up()

    assert results.sent() == 5


def test_a_session_counts_once_as_it_is_now(results: Results) -> None:
    made = results.sources.put(session())
    results.catch_up()
    results.sources.put(
        replace(made, state="completed", answers=(answer("score", 9),), asked=("score",))
    )
    results.sources.log.append(made.id)

    results.catch_up()

    counts = results.figures().total.counts
    assert (counts.sent, counts.active, counts.completed, counts.answered) == (1, 0, 1, 1)


def test_what_is_read_twice_changes_nothing(results: Results) -> None:
    results.sources.put(session(answers=(answer("score", 9, comment="fine"),)))
    results.catch_up()
    before = results.figures()

    results.store.begin_again()
    results.catch_up()

    assert results.figures().total == before.total


def test_a_session_that_is_deleted_is_counted_no_more(results: Results) -> None:
    gone, stays = results.sources.put(session()), results.sources.put(session())
    results.catch_up()

    results.sources.drop(gone.id)
    results.catch_up()

    assert results.sent() == 1
    selected = results.listing.select("default", stays.survey_id, AskedFilter())
    assert [one.id for one in results.listing.page(selected, token="", size=9).responses] == [
        stays.id
    ]


def test_a_reader_that_missed_changes_reads_everything_anew(results: Results) -> None:
    kept, gone = results.sources.put(session()), results.sources.put(session())
    results.catch_up()
    del results.sources.held[gone.id]
    results.sources.held[kept.id] = replace(kept, state="expired")
    results.sources.is_missed = True

    results.catch_up()

    counts = results.figures().total.counts
    assert (counts.sent, counts.expired) == (1, 1)


def test_figures_stay_up_while_everything_is_read_anew(results: Results) -> None:
    for _ in range(6):
        results.sources.put(session())
    results.catch_up()
    results.sources.page = 2
    results.store.begin_again()

    seen: list[int] = []
    while results.take_in():
        results.sources.put(session())
        if len(seen) == 4:
            break
        seen.append(results.sent())

    assert min(seen) >= 6


def test_one_replica_reads_and_the_other_takes_over(results: Results) -> None:
    other = results.replica()
    results.sources.put(session())
    results.catch_up()

    results.sources.put(session())
    assert not other()
    assert results.sent() == 1, "the other one has no lease"
    results.clock.advance(LEASE + timedelta(seconds=1))
    while other():
        pass

    assert results.sent() == 2


def test_who_was_overtaken_writes_nothing(results: Results) -> None:
    results.sources.put(session())
    results.catch_up()
    progress = results.store.claim(results.take_in.holder, now=NOON, until=NOON + LEASE)
    assert isinstance(progress, Progress)

    results.store.begin_again()

    with pytest.raises(OvertakenError), results.store.writing(progress.turn):
        pass
    assert results.sent() == 1


def test_messages_that_come_later_are_asked_for_again(results: Results) -> None:
    made = session(created_at=NOON - timedelta(minutes=1))
    results.sources.put(made, MessageSums(messages=0))
    results.catch_up()
    assert results.figures().total.counts.segments == 0

    sent_at = NOON + timedelta(days=1)
    results.sources.sums_of[made.id] = MessageSums(
        messages=2, segments=3, first_sent_at=sent_at, delivered=True
    )
    results.clock.advance(timedelta(seconds=7))
    results.catch_up()

    counts = results.figures().total.counts
    assert (counts.segments, counts.delivered) == (3, 1)
    assert results.sent(from_day=sent_at.date(), to_day=date(2026, 11, 22)) == 1
    assert results.sent(from_day=NOON.date(), to_day=sent_at.date()) == 0


def test_sessions_of_every_month_find_room(results: Results) -> None:
    for long_ago in ("0161f8e0-0000", "019b76da-a800", "ffffffff-ffff"):
        results.sources.put(session(id=f"{long_ago}-7000-8000-000000000001"))
    for_ever = WrittenTenants(default=TenantSettings(retention_months=1200))
    take_in = taking_in(results.store, results.sources, results.clock, for_ever)

    while take_in():
        pass

    selected = results.listing.select("default", SURVEY, AskedFilter())
    assert len(results.listing.page(selected, token="", size=9).responses) == 3
