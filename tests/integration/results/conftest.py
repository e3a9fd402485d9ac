"""The results service without its rim: real Postgres, fakes for the services that it reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from services.results.domain.filter import AskedFilter, Grouping
from services.results.store.counting import PostgresCountingStore
from services.results.store.reading import PostgresReading
from services.results.store.taking_in import PostgresTakingIn
from services.results.use_cases.forget_months import ForgetMonths
from services.results.use_cases.get_figures import GetFigures, SurveyFigures
from services.results.use_cases.list_responses import ListResponses
from services.results.use_cases.take_in import TakeIn
from services.runtime.database import Database
from services.runtime.ids import new_id
from services.runtime.migrate import upgrade
from services.settings.keeping import groups_of
from services.settings.tenants import WrittenTenants
from tests.fakes.manual_clock import ManualClock
from tests.fakes.results_sources import NOON, SURVEY, TENANT, FakeSources


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything of one process, and short ways to use it."""

    clock: ManualClock
    database: Database
    sources: FakeSources
    store: PostgresTakingIn
    take_in: TakeIn
    get_figures: GetFigures
    listing: ListResponses

    def catch_up(self) -> None:
        """Take in everything that there is."""
        while self.take_in():
            pass

    def figures(self, *, grouping: Grouping | None = None, **asked: Any) -> SurveyFigures:
        """Return the figures of the survey."""
        return self.get_figures(
            TENANT, SURVEY, asked=AskedFilter(**asked), grouping=grouping or Grouping()
        )

    def sent(self, **asked: Any) -> int:
        """Return how many sessions are counted."""
        return self.figures(**asked).total.counts.sent

    def replica(self) -> TakeIn:
        """Return the taking-in of another process."""
        return taking_in(PostgresTakingIn(self.database), self.sources, self.clock)


def taking_in(
    store: PostgresTakingIn,
    sources: FakeSources,
    clock: ManualClock,
    tenants: WrittenTenants | None = None,
) -> TakeIn:
    """Put the taking-in of a process together."""
    tenants = tenants or WrittenTenants()
    return TakeIn(
        holder=new_id(),
        sessions=sources,
        messages=sources,
        store=store,
        forget_months=ForgetMonths(store=store, groups=groups_of(tenants), verbatims_at_a_time=2),
        tenants=tenants,
        clock=clock,
    )


@pytest.fixture
def results(database_url: str) -> Iterator[Results]:
    upgrade(database_url, schema="results")
    database = Database(database_url, connections=4, application="test")
    sources, clock = FakeSources(), ManualClock(NOON)
    store, counting = PostgresTakingIn(database), PostgresCountingStore(database)
    tenants = WrittenTenants()
    yield Results(
        clock=clock,
        database=database,
        sources=sources,
        store=store,
        take_in=taking_in(store, sources, clock),
        get_figures=GetFigures(store=counting, surveys=sources, tenants=tenants),
        listing=ListResponses(
            counting=counting, reading=PostgresReading(database), surveys=sources
        ),
    )
    database.close()
