"""A daily walk meets every row that is due, whoever breaks off, and each day once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import MetaData, text

from services.runtime import walks as walking
from services.runtime.audit_log import first_id_of
from services.runtime.database import Database
from services.runtime.errors import ServiceError, unavailable
from services.runtime.stretch import Stretch
from services.runtime.walks import LEASE, Walk, Walker, Walks, walks_table
from tests.fakes.manual_clock import ManualClock

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TABLE = walks_table(MetaData())


class Rows:
    """Rows by the minute since midnight, and what walks have met of them."""

    def __init__(self) -> None:
        self.ids = [first_id_of(NOON + timedelta(minutes=n)) for n in range(-700, 700)]
        self.met: list[str] = []
        self.failing: ServiceError | None = None

    def step(self, stretch: Stretch) -> str | None:
        if self.failing is not None:
            raise self.failing
        found = [one for one in self.ids if stretch.after < one < stretch.before][: stretch.limit]
        self.met += found
        return found[-1] if found else None

    def walk(self, now: datetime) -> Walk:
        return Walk(
            kind="test",
            name="test",
            moment=now.replace(hour=0, minute=0),
            before=now.replace(hour=12, minute=0),
            again_from=now.replace(hour=12, minute=0) - timedelta(hours=1),
            step=self.step,
        )


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, connections=4, application="test")
    with database.transaction() as connection:
        TABLE.create(connection)
    yield database
    database.close()


def walker(database: Database, rows: Rows, clock: ManualClock, *, size: int = 50) -> Walker:
    return Walker(
        Walks(database, TABLE), declared=lambda now: [rows.walk(now)], clock=clock, rows=size
    )


def test_every_row_before_the_time_is_met_once(database: Database) -> None:
    rows, clock = Rows(), ManualClock(NOON)
    take = walker(database, rows, clock)

    assert take()
    assert take()

    assert rows.met == rows.ids[:700]


def test_the_next_day_goes_on_with_a_look_back(database: Database) -> None:
    rows, clock = Rows(), ManualClock(NOON)
    walker(database, rows, clock)()
    rows.met.clear()
    clock.advance(DAY)

    walker(database, rows, clock)()

    assert rows.met == rows.ids[641:]


def test_a_long_walk_is_taken_in_several_runs_by_any_replica(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "STEPS_IN_A_RUN", 3)
    rows, clock = Rows(), ManualClock(NOON)
    replicas = [walker(database, rows, clock), walker(database, rows, clock)]

    runs = 0
    while not replicas[runs % 2]():
        runs += 1

    assert runs == 4
    assert rows.met == rows.ids[:700]


def test_a_walk_that_was_not_finished_begins_anew_the_next_day(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "STEPS_IN_A_RUN", 3)
    rows, clock = Rows(), ManualClock(NOON)
    assert not walker(database, rows, clock)()
    rows.met.clear()
    clock.advance(DAY)

    take = walker(database, rows, clock)
    while not take():
        pass

    assert rows.met == rows.ids


def test_what_a_dead_process_held_is_taken_over(database: Database) -> None:
    rows, clock = Rows(), ManualClock(NOON)
    rows.failing = unavailable("DATABASE_UNAVAILABLE", "Gone.")
    with pytest.raises(ServiceError):
        walker(database, rows, clock)()
    rows.failing = None
    other = walker(database, rows, clock)

    assert not other()
    assert rows.met == []
    clock.advance(LEASE)

    assert other()
    assert rows.met == rows.ids[:700]


def test_replicas_at_once_take_a_walk_once(database: Database) -> None:
    rows, clock = Rows(), ManualClock(NOON)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: walker(database, rows, clock)(), range(4)))

    assert rows.met == rows.ids[:700]


def test_a_walk_that_nobody_takes_any_more_is_forgotten(database: Database) -> None:
    rows, clock = Rows(), ManualClock(NOON)
    walker(database, rows, clock)()
    with database.transaction() as connection:
        connection.execute(text("UPDATE walks SET name = 'old'"))
    clock.advance(61 * DAY)

    walker(database, rows, clock)()

    with database.transaction() as connection:
        assert connection.execute(text("SELECT name FROM walks")).scalars().all() == ["test"]
