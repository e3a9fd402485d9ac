"""What `Handoff` relies on holds for leased tables, whether done rows are kept or deleted, and for the fake."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Protocol

import pytest
from sqlalchemy import text

from services.runtime.database import Database
from services.runtime.ids import new_id
from services.runtime.leased import HandoffStore
from services.runtime.leased_rows import LeasedRows
from services.runtime.park_reason import ParkReason
from tests.fakes.fake_handoff_store import FakeHandoffStore
from tests.fakes.leased_work import create_work, work_table
from tests.fakes.manual_clock import ManualClock

SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=8)


class Bench(Protocol):
    """A store under test, and how a row gets into it."""

    @property
    def store(self) -> HandoffStore[str]:
        """The store that is tested."""

    def insert(self, id: str, *, key: str = "") -> None:
        """Keep a row that is due now."""


class FakeBench:
    """Rows in memory."""

    def __init__(self, clock: ManualClock) -> None:
        self.store = FakeHandoffStore()
        self._clock = clock

    def insert(self, id: str, *, key: str = "") -> None:
        """Keep a row."""
        self.store.insert(id, until=self._clock.now(), key=key)


class PostgresBench:
    """Rows of a leased table."""

    def __init__(self, database: Database, clock: ManualClock, *, deleted: bool) -> None:
        create_work(database)
        self.store = LeasedRows(database, work_table(deleted=deleted))
        self._database = database
        self._clock = clock

    def insert(self, id: str, *, key: str = "") -> None:
        """Insert a row."""
        with self._database.transaction() as connection:
            connection.execute(
                text(
                    "INSERT INTO work.items (id, said, phone, came_at, lease_until)"
                    " VALUES (:id, :said, :phone, :now, :now)"
                ),
                {"id": id, "said": f"row {id}", "phone": key or id, "now": self._clock.now()},
            )


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(params=["fake", "kept", "deleted"])
def bench(request: pytest.FixtureRequest, clock: ManualClock) -> Iterator[Bench]:
    if request.param == "fake":
        yield FakeBench(clock)
        return
    url = request.getfixturevalue("database_url")
    database = Database(url, connections=2, application="svar-test")
    yield PostgresBench(database, clock, deleted=request.param == "deleted")
    database.close()


def claim(bench: Bench, clock: ManualClock, limit: int = 10) -> list[str]:
    now = clock.now()
    return [row.id for row in bench.store.claim(now=now, until=now + LEASE, limit=limit)]


def test_a_claim_leases_what_is_due_once(bench: Bench, clock: ManualClock) -> None:
    one = new_id()
    bench.insert(one, key="+47")

    [row] = bench.store.claim(now=clock.now(), until=clock.now() + LEASE, limit=10)

    assert (row.id, row.key, row.attempts, row.row) == (one, "+47", 0, f"row {one}")
    assert row.until == clock.now() + LEASE
    assert claim(bench, clock) == []
    clock.advance(LEASE)
    assert claim(bench, clock) == [one]


def test_a_claim_takes_the_oldest_and_keeps_their_order(bench: Bench, clock: ManualClock) -> None:
    ids = []
    for _ in range(5):
        ids.append(new_id())
        bench.insert(ids[-1])
        clock.advance(SECOND)

    assert claim(bench, clock, limit=3) == ids[:3]
    assert claim(bench, clock, limit=3) == ids[3:]


def test_what_is_finished_never_comes_back(bench: Bench, clock: ManualClock) -> None:
    done, left = new_id(), new_id()
    bench.insert(done)
    bench.insert(left)
    claim(bench, clock)

    bench.store.finish([done])
    bench.store.finish([done])

    clock.advance(LEASE)
    assert claim(bench, clock) == [left]


def test_what_is_postponed_comes_back_then_with_an_attempt_more(
    bench: Bench, clock: ManualClock
) -> None:
    one = new_id()
    bench.insert(one)
    claim(bench, clock)

    bench.store.postpone([one], until=clock.now() + SECOND, reason="AWAY")

    assert claim(bench, clock) == []
    clock.advance(SECOND)
    [row] = bench.store.claim(now=clock.now(), until=clock.now() + LEASE, limit=10)
    assert (row.id, row.attempts) == (one, 1)


def test_what_is_parked_is_not_claimed(bench: Bench, clock: ManualClock) -> None:
    parked, left = new_id(), new_id()
    bench.insert(parked)
    bench.insert(left)
    claim(bench, clock)

    bench.store.park([parked], because=ParkReason.FAULT, reason="POISON")

    clock.advance(LEASE)
    assert claim(bench, clock) == [left]
