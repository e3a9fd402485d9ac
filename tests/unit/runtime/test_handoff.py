"""Rows reach the other side once they are committed, whatever fails on the way."""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from services.runtime.errors import ServiceError, invalid, unavailable
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, Leased
from tests.fakes.fake_handoff_store import FakeHandoffStore
from tests.fakes.manual_clock import ManualClock

PATIENCE = 10.0
LEASE = timedelta(seconds=30)
# The sweeper runs once at the start, and then not before a test is over.
LIMITS = HandoffLimits(lanes=2, batch=100, lease=LEASE, sweep_every=timedelta(hours=1))

Rows = Sequence[Leased[str]]


class Receiver:
    """The other side: keeps what it is given, and fails as a test tells it to."""

    def __init__(self, fail: Callable[[Rows], Sequence[Failure]] | None = None) -> None:
        self.batches: list[list[str]] = []
        self._fail = fail
        self._changed = threading.Condition()

    def __call__(self, rows: Rows) -> Sequence[Failure]:
        failures = self._fail(rows) if self._fail else []
        with self._changed:
            self.batches.append([row.id for row in rows])
            self._changed.notify_all()
        return failures

    def wait_for(self, count: int) -> list[str]:
        """Return the ids received, in order, once there are so many."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.ids) >= count, PATIENCE)
            return self.ids

    @property
    def ids(self) -> list[str]:
        return [id for batch in self.batches for id in batch]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store() -> FakeHandoffStore:
    return FakeHandoffStore()


def handoff_of(
    store: FakeHandoffStore, clock: ManualClock, receiver: Receiver, limits: HandoffLimits = LIMITS
) -> Handoff[str]:
    return Handoff("test", store=store, deliver=receiver, clock=clock, limits=limits)


def inserted(store: FakeHandoffStore, handoff: Handoff[str], *ids: str) -> list[Leased[str]]:
    return [store.insert(id, until=handoff.lease_until()) for id in ids]


def test_what_is_offered_is_delivered_and_finished(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    receiver = Receiver()
    handoff = handoff_of(store, clock, receiver)
    handoff.start()

    handoff.offer(inserted(store, handoff, "a", "b", "c"))
    receiver.wait_for(3)
    handoff.stop()

    assert sorted(store.finished) == ["a", "b", "c"]
    assert store.rows == {}


def test_rows_with_one_key_keep_their_order(store: FakeHandoffStore, clock: ManualClock) -> None:
    receiver = Receiver()
    handoff = handoff_of(store, clock, receiver)
    ids = [f"{number:03}" for number in range(200)]
    rows = [store.insert(id, until=handoff.lease_until(), key="one phone") for id in ids]
    handoff.start()

    for row in rows:
        handoff.offer([row])

    assert receiver.wait_for(200) == ids
    handoff.stop()


def test_a_row_leased_to_a_process_that_died_is_swept(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    receiver = Receiver()
    handoff = handoff_of(store, clock, receiver)
    store.insert("left behind", until=clock.now() + LEASE)

    assert handoff.sweep() == 0
    clock.advance(LEASE)
    assert handoff.sweep() == 1
    handoff.start()

    assert receiver.wait_for(1) == ["left behind"]
    handoff.stop()


def test_a_started_handoff_sweeps_by_itself(store: FakeHandoffStore, clock: ManualClock) -> None:
    receiver = Receiver()
    store.insert("left behind", until=clock.now() - LEASE)
    handoff = handoff_of(store, clock, receiver)

    handoff.start()

    assert receiver.wait_for(1) == ["left behind"]
    handoff.stop()


def test_a_row_that_breaks_its_batch_is_found_and_parked(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    def choke(rows: Rows) -> Sequence[Failure]:
        if any(row.id == "poison" for row in rows):
            raise ZeroDivisionError
        return []

    receiver = Receiver(choke)
    handoff = handoff_of(store, clock, receiver)
    good = [f"good {number}" for number in range(10)]

    handoff.hand_on(inserted(store, handoff, *good[:7], "poison", *good[7:]))

    assert store.parked == {"poison": "ZeroDivisionError"}
    assert sorted(receiver.ids) == sorted(store.finished) == good
    assert store.rows == {}


def test_a_batch_refused_for_good_is_split_as_well(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    def refuse(rows: Rows) -> Sequence[Failure]:
        if any(row.id == "bad" for row in rows):
            raise invalid("INVALID_REQUEST", "One of them is bad.")
        return []

    handoff = handoff_of(store, clock, Receiver(refuse))

    handoff.hand_on(inserted(store, handoff, "a", "bad", "b"))

    assert list(store.parked) == ["bad"]
    assert sorted(store.finished) == ["a", "b"]


def test_a_batch_that_meets_nobody_is_postponed_whole(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    def nobody(rows: Rows) -> Sequence[Failure]:
        raise unavailable("SERVICE_UNAVAILABLE", "Nobody there.")

    handoff = handoff_of(store, clock, Receiver(nobody))

    with pytest.raises(ServiceError):
        handoff.hand_on(inserted(store, handoff, "a", "b"))

    assert store.postponed == {"a": "SERVICE_UNAVAILABLE", "b": "SERVICE_UNAVAILABLE"}
    assert store.finished == []
    assert all(row.attempts == 1 for row in store.rows.values())
    assert all(
        clock.now() < row.until <= clock.now() + timedelta(seconds=10)
        for row in store.rows.values()
    )


def test_what_was_postponed_is_delivered_when_the_other_side_is_back(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    receiver = Receiver()
    handoff = handoff_of(store, clock, receiver)
    inserted(store, handoff, "a")
    store.postpone(["a"], until=clock.now() + timedelta(seconds=5), reason="away")

    assert handoff.sweep() == 0
    clock.advance(timedelta(seconds=5))
    assert handoff.sweep() == 1
    handoff.start()

    assert receiver.wait_for(1) == ["a"]
    handoff.stop()


def test_failures_of_single_rows_are_settled_one_by_one(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    def some_fail(rows: Rows) -> Sequence[Failure]:
        return [
            Failure(id="later", reason="BUSY", retryable=True),
            Failure(id="never", reason="REFUSED", retryable=False),
        ]

    handoff = handoff_of(store, clock, Receiver(some_fail))
    rows = inserted(store, handoff, "fine", "later", "never")

    handoff.hand_on(rows)

    assert store.finished == ["fine"]
    assert store.postponed == {"later": "BUSY"}
    assert store.parked == {"never": "REFUSED"}


def test_a_process_that_was_frozen_leaves_its_rows_to_others(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    receiver = Receiver()
    handoff = handoff_of(store, clock, receiver)
    late = store.insert("late", until=handoff.lease_until(), key="one phone")
    handoff.offer([late])
    clock.advance(LEASE - LIMITS.margin)
    fresh = store.insert("fresh", until=handoff.lease_until(), key="one phone")
    handoff.offer([fresh])

    handoff.start()

    assert receiver.wait_for(1) == ["fresh"]
    handoff.stop()
    assert store.finished == ["fresh"]
    assert store.rows == {"late": late}


def test_a_full_backlog_says_so_and_is_not_swept_into(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    limits = HandoffLimits(lanes=1, batch=2, backlog=3, lease=LEASE)
    handoff = handoff_of(store, clock, Receiver(), limits)
    store.insert("left behind", until=clock.now() - LEASE)

    handoff.offer(inserted(store, handoff, "a", "b"))
    assert (handoff.backlog, handoff.full) == (2, False)
    handoff.offer(inserted(store, handoff, "c"))

    assert (handoff.backlog, handoff.full) == (3, True)
    assert handoff.sweep() == 0


def test_what_is_offered_after_the_stop_is_left_to_the_lease(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    receiver = Receiver()
    handoff = handoff_of(store, clock, receiver)
    handoff.start()
    handoff.stop()

    (row,) = inserted(store, handoff, "a")
    handoff.offer([row])

    assert receiver.batches == []
    assert store.rows == {"a": row}


def test_what_waits_when_it_is_told_to_stop_is_free_at_once(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    receiver = Receiver()
    handoff = handoff_of(store, clock, receiver)
    handoff.offer(inserted(store, handoff, "a", "b", "c"))

    handoff.stop()

    assert receiver.batches == []
    assert {row.until for row in store.rows.values()} == {clock.now()}
    assert [row.id for row in store.claim(now=clock.now(), until=clock.now(), limit=9)] == [
        "a",
        "b",
        "c",
    ]


def test_what_others_may_have_by_now_is_not_given_back(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    handoff = handoff_of(store, clock, Receiver())
    (row,) = inserted(store, handoff, "a")
    handoff.offer([row])
    clock.advance(LEASE)

    handoff.stop()

    assert store.rows == {"a": row}


def test_it_stops_although_nothing_can_be_given_back(
    store: FakeHandoffStore, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    handoff = handoff_of(store, clock, Receiver())
    rows = inserted(store, handoff, "a")
    handoff.offer(rows)

    def away(*_: object, **__: object) -> None:
        raise unavailable("DATABASE_UNAVAILABLE", "The database does not answer.")

    monkeypatch.setattr(store, "postpone", away)

    handoff.stop()

    assert list(store.rows.values()) == rows


def test_a_backlog_is_swept_as_fast_as_the_lanes_can_hand_it_on(
    store: FakeHandoffStore, clock: ManualClock
) -> None:
    gate = threading.Event()

    def slow(_: Rows) -> Sequence[Failure]:
        gate.wait(PATIENCE)
        return []

    receiver = Receiver(slow)
    handoff = handoff_of(store, clock, receiver)
    for number in range(1000):
        store.insert(f"{number:03}", until=clock.now())

    handoff.start()
    # The sweeper has brought as much as the lanes are to have at a time, and looks again.
    while handoff.backlog <= LIMITS.batch * LIMITS.lanes:
        threading.Event().wait(0.01)
    gate.set()

    assert len(receiver.wait_for(1000)) == 1000
    handoff.stop()
