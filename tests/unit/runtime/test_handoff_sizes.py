"""How much a handoff hands on at a time, when the other side cannot cope with all of it."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

from services.runtime.clock import SystemClock
from services.runtime.errors import unavailable
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, Leased
from tests.fakes.fake_handoff_store import FakeHandoffStore

LIMITS = HandoffLimits(lanes=1, batch=8, sweep_every=timedelta(milliseconds=20))
PATIENCE = 30.0


class Overwhelmed:
    """The other side: runs out of time over some batches; waits at its gate before each."""

    def __init__(self, *, copes_with: int = 8, poison: str = "") -> None:
        self.copes_with = copes_with
        self.sizes: list[int] = []
        self.taken: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self._poison = poison
        self._changed = threading.Condition()

    def __call__(self, rows: Sequence[Leased[str]]) -> Sequence[Failure]:
        ids = [row.id for row in rows]
        with self._changed:
            self.sizes.append(len(ids))
            self._changed.notify_all()
        assert self.gate.wait(PATIENCE)
        if self._poison in ids or len(ids) > self.copes_with:
            raise unavailable("SERVICE_UNAVAILABLE", "It took too long.")
        with self._changed:
            self.taken += ids
            self._changed.notify_all()
        return []

    def until_taken(self, count: int) -> None:
        """Wait until so many rows were taken."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.taken) >= count, PATIENCE), self.sizes

    def until_asked(self, count: int) -> None:
        """Wait until so many batches came to the gate."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.sizes) >= count, PATIENCE), self.sizes


@contextmanager
def handing_on(receiver: Overwhelmed, store: FakeHandoffStore) -> Iterator[Handoff[str]]:
    """Hand on, on the clock of the machine, in one lane."""
    handoff = Handoff("test", store=store, deliver=receiver, clock=SystemClock(), limits=LIMITS)
    try:
        yield handoff
    finally:
        handoff.stop()


def insert(store: FakeHandoffStore, handoff: Handoff[str], *ids: str) -> list[Leased[str]]:
    return [store.insert(id, until=handoff.lease_until()) for id in ids]


def test_a_row_that_takes_for_ever_does_not_keep_its_neighbours() -> None:
    receiver, store = Overwhelmed(poison="for ever"), FakeHandoffStore()
    good = [f"good {number}" for number in range(7)]

    with handing_on(receiver, store) as handoff:
        handoff.offer(insert(store, handoff, *good[:3], "for ever", *good[3:]))
        handoff.start()
        receiver.until_taken(7)

    assert receiver.sizes[0] == 8
    assert sorted(receiver.taken) == sorted(store.finished) == good
    # Nobody knows that it is not the other side which is down, so it is tried on.
    assert (list(store.rows), store.parked) == (["for ever"], {})


def test_a_batch_that_is_too_much_is_halved_until_it_is_not() -> None:
    receiver, store = Overwhelmed(copes_with=2), FakeHandoffStore()
    ids = [f"{number}" for number in range(8)]

    with handing_on(receiver, store) as handoff:
        handoff.offer(insert(store, handoff, *ids))
        handoff.start()
        receiver.until_taken(8)

    assert receiver.sizes[0] == 8
    assert all(after <= size // 2 for size, after in pairwise(receiver.sizes) if size > 2)
    assert sorted(store.finished) == ids


def test_once_it_goes_well_more_is_handed_on_again() -> None:
    receiver, store = Overwhelmed(copes_with=7), FakeHandoffStore()
    ids = [f"{number}" for number in range(8)]

    with handing_on(receiver, store) as handoff:
        handoff.offer(insert(store, handoff, *ids))
        handoff.start()
        receiver.until_taken(8)
        receiver.copes_with = 8
        receiver.gate.clear()
        asked = len(receiver.sizes)
        handoff.offer(insert(store, handoff, "at the gate"))
        receiver.until_asked(asked + 1)
        handoff.offer(insert(store, handoff, *(f"more {number}" for number in range(8))))
        receiver.gate.set()
        receiver.until_taken(17)

    assert receiver.sizes[asked:] == [1, 8]
