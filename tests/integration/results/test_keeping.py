"""What is old is found in no table of results any more (`deploy/KEEPING.md`)."""

from datetime import timedelta

from msgspec.structs import replace
from sqlalchemy import text

from services.results.domain.filter import Grouping
from services.results.domain.source import SourceSession
from services.results.use_cases.count_days import CountDays
from services.settings.tenants import TenantSettings, WrittenTenants
from tests.fakes.results_sources import answer, session
from tests.fakes.searching import places_of
from tests.integration.results.conftest import Results, taking_in

PHONE = "+4790000001"
MAIL = "kari@example.org"
REFERENCE = "call-4711"
WORDS = "ventetiden var lang"
AGENT = "agent-17"
MONTH = timedelta(days=31)


def told() -> SourceSession:
    """A session with everything that names a person."""
    return session(
        phone=PHONE,
        client_reference=REFERENCE,
        variables=(("consumerEmail", MAIL), ("agentId", AGENT)),
        answers=(answer("score", 9, comment="og mer"), answer("comment", WORDS)),
        state="completed",
    )


def places(results: Results, *words: str) -> list[str]:
    return places_of(results.database, "results", words)


def count_ahead(results: Results) -> None:
    for by in ("consumeremail", "agentid"):
        results.figures(grouping=Grouping(by=by))


def months(results: Results) -> list[tuple[int, int]]:
    return list(results.store.months())


def test_who_a_session_was_with_goes_when_sessions_says_so(results: Results) -> None:
    made = results.sources.put(told())
    results.catch_up()
    count_ahead(results)
    assert {one.split(".")[0] for one in places(results, MAIL)} >= {"sessions", "day_counts"}

    forgotten = replace(made, phone="", client_reference="", variables=(("agentId", AGENT),))
    results.sources.put(forgotten)
    results.catch_up()
    count_ahead(results)

    assert places(results, PHONE, MAIL, REFERENCE) == []
    assert results.sent() == 1
    assert places(results, AGENT)
    assert places(results, WORDS)


def test_a_session_that_is_deleted_is_nowhere(results: Results) -> None:
    made = results.sources.put(told())
    results.catch_up()
    count_ahead(results)

    results.sources.drop(made.id)
    results.catch_up()

    assert places(results, PHONE, MAIL, REFERENCE, WORDS, AGENT) == []


def test_a_month_that_is_gone_for_everybody_is_dropped_whole(results: Results) -> None:
    for _ in range(3):
        results.sources.put(told())
    results.catch_up()
    count_ahead(results)
    begun = months(results)
    results.clock.advance(25 * MONTH)
    results.catch_up()
    assert months(results) == begun, "while some of it may be kept"

    results.clock.advance(2 * MONTH)
    young = results.sources.put(session(phone="+4790000002", created_at=results.clock.now()))
    for _ in range(9):
        results.take_in()

    assert months(results) == [
        (young.created_at.year, young.created_at.month),
    ]
    assert places(results, PHONE, MAIL, REFERENCE, WORDS, AGENT) == []
    assert results.sent() == 1


def test_what_was_dropped_does_not_come_back(results: Results) -> None:
    results.sources.put(told())
    results.catch_up()
    replica = results.replica()
    results.clock.advance(28 * MONTH)
    for _ in range(9):
        results.take_in()
    assert months(results) == []

    results.store.begin_again()
    results.clock.advance(timedelta(minutes=1))
    while replica():
        pass

    assert places(results, PHONE, WORDS) == []
    assert months(results) == []


def test_a_month_is_kept_as_long_as_one_tenant_keeps_it(results: Results) -> None:
    tenants = WrittenTenants(by_name={"long": TenantSettings(retention_months=60)})
    take_in = taking_in(results.store, results.sources, results.clock, tenants)
    results.sources.put(told())
    results.clock.advance(28 * MONTH)
    results.sources.put(replace(told(), tenant="long"))

    for _ in range(9):
        take_in()

    assert len(months(results)) == 1


def test_a_month_that_somebody_reads_is_dropped_later(results: Results) -> None:
    results.sources.put(told())
    results.catch_up()
    results.clock.advance(28 * MONTH)
    with results.database.transaction() as reading:
        reading.execute(text("SELECT count(*) FROM results.sessions"))
        for _ in range(3):
            results.take_in()
    assert len(months(results)) == 1

    results.clock.advance(timedelta(hours=1))
    results.take_in()

    assert months(results) == []


def test_days_counted_ahead_are_counted_anew_when_their_month_goes(results: Results) -> None:
    results.sources.put(told())
    results.catch_up()
    CountDays(store=results.get_figures.store, clock=results.clock)()
    assert results.sent() == 1

    results.clock.advance(28 * MONTH)
    for _ in range(9):
        results.take_in()

    assert results.sent() == 0
