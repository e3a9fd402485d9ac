"""A fault of the other side parks nothing; a row that fails among others that succeed is parked quickly."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from services.runtime.batch_delivery import LONGEST_WAIT, NothingGoesThroughError
from services.runtime.dead_letter_brake import IN_A_ROW, DeadLetterBrake
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.handoff import Handoff
from services.runtime.leased import Failure, Leased
from tests.fakes.fake_handoff_store import FakeHandoffStore
from tests.fakes.manual_clock import ManualClock

INTERNAL = ServiceError(kind=ErrorKind.INTERNAL, reason="INTERNAL", message="Went wrong.")
REFUSED = ServiceError(kind=ErrorKind.INTERNAL, reason="ROW_UNREADABLE", message="Rubbish.")
LEASE = timedelta(seconds=8)


class OtherSide:
    """Fails at rows as a test tells it to; counts its calls."""

    def __init__(self, *poison: str, error: ServiceError = INTERNAL) -> None:
        self.poison = set(poison)
        self.broken = False
        self.calls = 0
        self.taken: list[str] = []
        self.fails: Callable[[int], bool] = lambda _call: False
        self._error = error

    def __call__(self, rows: Sequence[Leased[str]]) -> Sequence[Failure]:
        self.calls += 1
        ids = [row.id for row in rows]
        if self.broken or self.fails(self.calls) or self.poison & set(ids):
            raise self._error
        self.taken += ids
        return []


class Bench:
    """A handoff that is stepped by a test."""

    def __init__(self, other: Callable[[Sequence[Leased[str]]], Sequence[Failure]]) -> None:
        self.clock = ManualClock()
        self.store = FakeHandoffStore()
        self.handoff = Handoff("brake", store=self.store, deliver=other, clock=self.clock)

    def insert(self, ids: Iterable[str]) -> list[Leased[str]]:
        return [self.store.insert(id, until=self.handoff.lease_until()) for id in ids]

    def hand_on(self, *ids: str) -> None:
        self.handoff.hand_on(self.insert(ids))

    def hand_on_in_vain(self, *ids: str) -> None:
        with pytest.raises(NothingGoesThroughError):
            self.hand_on(*ids)

    def again(self) -> None:
        """Hand on what waits, later."""
        self.clock.advance(LONGEST_WAIT)
        now = self.clock.now()
        self.handoff.hand_on(self.store.claim(now=now, until=now + LEASE, limit=256))


def braked() -> float | None:
    return REGISTRY.get_sample_value("svar_handoff_braked", {"handoff": "brake"})


def rows(count: int) -> list[str]:
    return [f"{number:03}" for number in range(count)]


def test_when_everything_fails_everything_waits_and_no_storm_of_calls_comes() -> None:
    other = OtherSide()
    bench = Bench(other)
    other.broken = True

    bench.hand_on_in_vain(*rows(256))

    assert other.calls <= 16
    assert bench.store.parked == {}
    assert set(bench.store.postponed) == set(rows(256))
    latest = bench.clock.now() + LONGEST_WAIT
    assert all(row.until <= latest for row in bench.store.rows.values())
    assert braked() == 1


def test_while_nothing_goes_through_a_batch_is_one_call() -> None:
    other = OtherSide()
    bench = Bench(other)
    other.broken = True
    bench.hand_on_in_vain(*rows(256))
    before = other.calls

    bench.hand_on_in_vain(*(f"more {number}" for number in range(256)))

    assert other.calls == before + 1
    assert bench.store.parked == {}


def test_when_the_other_side_is_well_again_everything_goes_through_by_itself() -> None:
    other = OtherSide()
    bench = Bench(other)
    other.broken = True
    bench.hand_on_in_vain(*rows(200))
    other.broken = False

    bench.again()

    assert sorted(other.taken) == sorted(bench.store.finished) == rows(200)
    assert (bench.store.parked, bench.store.rows, braked()) == ({}, {}, 0)


@pytest.mark.parametrize("place", [0, 1, 100, 255])
def test_one_poison_row_among_good_ones_is_parked_at_once(place: int) -> None:
    poison = rows(256)[place]
    other = OtherSide(poison)
    bench = Bench(other)

    bench.hand_on(*rows(256))

    assert bench.store.parked == {poison: "INTERNAL"}
    assert len(other.taken) == 255
    assert other.calls <= 2 * 9 + 2


def test_a_few_neighbours_that_are_poison_are_parked_at_once() -> None:
    other = OtherSide(*rows(4))
    bench = Bench(other)

    bench.hand_on(*rows(256))

    assert list(bench.store.parked) == rows(4)
    assert len(other.taken) == 252


def test_a_row_that_fails_alone_waits_until_another_goes_through() -> None:
    other = OtherSide("poison")
    bench = Bench(other)

    for _ in range(5):
        bench.hand_on_in_vain("poison")
    assert bench.store.parked == {}
    bench.hand_on("good")
    bench.hand_on("poison")

    assert bench.store.parked == {"poison": "INTERNAL"}


def test_what_went_through_before_says_nothing_about_the_other_side_now() -> None:
    other = OtherSide()
    bench = Bench(other)
    bench.hand_on(*rows(200))
    other.broken = True

    bench.hand_on_in_vain("a")

    assert bench.store.parked == {}


def test_a_row_refused_by_name_is_parked_although_it_is_alone() -> None:
    bench = Bench(OtherSide("bad", error=REFUSED))

    bench.hand_on("bad")

    assert bench.store.parked == {"bad": "ROW_UNREADABLE"}


def test_ten_rows_in_a_row_are_parked_at_most_and_one_of_ten_after_that() -> None:
    def refuse(batch: Sequence[Leased[str]]) -> Sequence[Failure]:
        return [
            Failure(id=row.id, reason="ROW_UNREADABLE", retryable=False)
            for row in batch
            if row.id.startswith("bad")
        ]

    bench = Bench(refuse)

    for number in range(30):
        bench.hand_on(f"bad {number}")
    assert len(bench.store.parked) == IN_A_ROW
    bench.hand_on(*rows(29))
    for number in range(30, 60):
        bench.hand_on(f"bad {number}")

    assert len(bench.store.parked) == IN_A_ROW + 2
    assert len(bench.store.rows) == 60 - IN_A_ROW - 2


def test_nothing_is_parked_while_one_replica_of_the_other_side_is_broken() -> None:
    other = OtherSide()
    other.fails = lambda call: call % 2 == 0
    bench = Bench(other)

    for number in range(50):
        bench.hand_on(*(f"{number} {row}" for row in rows(7)))

    assert bench.store.parked == {}
    assert len(other.taken) == 350


def test_a_refusal_waits_as_well_while_nothing_goes_through() -> None:
    other = OtherSide(error=REFUSED)
    bench = Bench(other)
    other.broken = True
    bench.hand_on_in_vain(*rows(8))

    bench.hand_on_in_vain("bad")

    assert bench.store.parked == {}


def test_another_replica_parks_a_row_only_after_a_success_of_its_own() -> None:
    mine, theirs = DeadLetterBrake(), DeadLetterBrake()
    mine.suspect(["poison"])
    mine.succeeded(["good"])

    assert not theirs.may_park("poison", fault=True)
    theirs.succeeded(["other"])
    assert theirs.may_park("poison", fault=True)
    assert mine.may_park("poison", fault=True)


def test_the_brake_remembers_ten_thousand_rows_at_most() -> None:
    brake = DeadLetterBrake()
    brake.suspect([f"{number}" for number in range(10_001)])
    brake.succeeded(["good"])

    assert not brake.may_park("0", fault=True)
    assert brake.may_park("1", fault=True)


def test_a_row_that_has_to_wait_takes_no_room_from_others() -> None:
    brake = DeadLetterBrake()
    for number in range(2 * IN_A_ROW):
        assert not brake.may_park(f"alone {number}", fault=True)

    assert brake.may_park("refused by name", fault=False)
