"""The time that processes on one database agree on, whatever their own clocks say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from services.runtime.clock import SystemClock
from services.runtime.database import Database
from services.runtime.database_clock import DatabaseClock
from services.runtime.errors import ServiceError
from tests.fakes.manual_seconds import Seconds

SLACK = timedelta(seconds=2)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A pool of one database."""
    database = Database(database_url, connections=2, application="test")
    yield database
    database.close()


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), -timedelta(hours=3), timedelta()])
def test_a_process_whose_own_clock_is_wrong_has_the_right_time_with_its_first_connection(
    database: Database, ahead: timedelta
) -> None:
    clock = DatabaseClock(database, own=SystemClock(ahead))

    assert database.ping()

    assert abs(clock.now() - datetime.now(UTC)) < SLACK


def test_before_the_first_connection_its_own_clock_has_to_do(database: Database) -> None:
    clock = DatabaseClock(database, own=SystemClock(timedelta(minutes=5)))

    assert abs(clock.now() - datetime.now(UTC) - timedelta(minutes=5)) < SLACK


def test_between_two_readings_time_goes_on_by_the_steady_clock(database: Database) -> None:
    steady = Seconds()
    clock = DatabaseClock(database, own=SystemClock(), steady=steady)
    clock.ask()
    asked_at = clock.now()

    steady.now += 90

    assert clock.now() - asked_at == timedelta(seconds=90)


def test_asking_again_puts_right_what_has_drifted(database: Database) -> None:
    steady = Seconds()
    clock = DatabaseClock(database, own=SystemClock(), steady=steady)
    clock.ask()
    steady.now += 90

    clock.ask()

    assert abs(clock.now() - datetime.now(UTC)) < SLACK


def test_an_answer_that_took_long_does_not_replace_a_better_one(database: Database) -> None:
    steady = _Slow()
    clock = DatabaseClock(database, own=SystemClock(), steady=steady)
    clock.ask()
    before = clock.now()

    steady.takes = 3.0
    clock.ask()
    steady.takes = 0.0

    # Two looks at the steady clock, of three seconds each; half of one would have been taken for time.
    assert clock.now() - before == timedelta(seconds=6)


def test_an_answer_that_took_long_is_better_than_none(database: Database) -> None:
    steady = _Slow()
    steady.takes = 3.0
    clock = DatabaseClock(database, own=SystemClock(timedelta(minutes=5)), steady=steady)

    clock.ask()

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=8)


class _Slow(Seconds):
    """A steady clock in a process that stands still for a while whenever it has looked."""

    takes = 0.0

    def __call__(self) -> float:
        shown = super().__call__()
        self.now += self.takes
        return shown


def test_it_is_aware_and_in_utc(database: Database) -> None:
    clock = DatabaseClock(database, own=SystemClock())
    clock.ask()

    assert clock.now().tzinfo is UTC


def test_asking_a_database_that_is_away_says_so_and_changes_nothing() -> None:
    away = Database("postgresql://svar@127.0.0.1:1/svar", connections=2, application="test")
    clock = DatabaseClock(away, own=SystemClock())

    with pytest.raises(ServiceError, match="DATABASE_UNAVAILABLE"):
        clock.ask()

    assert abs(clock.now() - datetime.now(UTC)) < SLACK
    away.close()
