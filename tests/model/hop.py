"""One hop between two services, taken step by step instead of by threads.

The statements and the rules of failure are the runtime's own (`Handoff.hand_on` and a store); only
when each thing happens is decided by whoever holds a `Hop`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, HandoffStore, Leased

Row = TypeVar("Row")

LEASE = timedelta(seconds=10)
MARGIN = timedelta(seconds=3)
AT_ONCE = 256


class DiedError(Exception):
    """The process dies here: what is committed stays, what is in memory is gone."""


class ForgetfulStore(Generic[Row]):
    """A store; while `forgets` is set, what was handed on is not noted."""

    def __init__(self, store: HandoffStore[Row]) -> None:
        self.forgets = False
        self.claim = store.claim
        self.postpone = store.postpone
        self.park = store.park
        self._finish = store.finish

    def finish(self, ids: Sequence[str]) -> None:
        """Mark rows as handed on, unless the process dies before."""
        if not self.forgets:
            self._finish(ids)


class Hop(Generic[Row]):
    """Rows that one process holds in memory, and the way on. `past` is all that was handed on."""

    def __init__(
        self,
        make: Callable[[HandoffStore[Row], HandoffLimits], Handoff[Row]],
        store: HandoffStore[Row],
        *,
        clock: Clock,
    ) -> None:
        self.waiting: list[Leased[Row]] = []
        self.past: list[Leased[Row]] = []
        self.full = False
        self.dies_at_offer = False
        self._store = ForgetfulStore(store)
        self._handoff = make(self._store, HandoffLimits(lease=LEASE, margin=MARGIN))
        self._clock = clock

    # -- as the use cases see it

    def lease_until(self) -> datetime:
        """Return until when a row inserted now is leased to this process."""
        return self._handoff.lease_until()

    def offer(self, rows: Sequence[Leased[Row]]) -> None:
        """Take committed rows into memory, or die at just that moment."""
        if self.dies_at_offer and rows:
            self.dies_at_offer = False
            raise DiedError
        self.waiting.extend(rows)

    # -- step by step

    def hand_on(self, most: int = AT_ONCE) -> None:
        """Hand on what waits in memory and is still ours."""
        batch, self.waiting = self.waiting[:most], self.waiting[most:]
        limit = self._clock.now() + MARGIN
        self._hand_on([row for row in batch if row.until > limit])

    def hand_on_and_die(self) -> None:
        """Hand everything on and die before that is noted."""
        self._store.forgets = True
        try:
            self.hand_on()
        finally:
            self._store.forgets = False
            self.die()

    def hand_on_again(self, place: int) -> None:
        """Hand on something from the past, as a process does that was frozen while it did so."""
        if self.past:
            self._hand_on([self.past[place % len(self.past)]])

    def sweep(self) -> int:
        """Claim what others left; returns how many rows."""
        rows = self._store.claim(now=self._clock.now(), until=self.lease_until(), limit=AT_ONCE)
        self.waiting.extend(rows)
        return len(rows)

    def die(self) -> None:
        """Lose what is in memory."""
        self.waiting.clear()

    def _hand_on(self, batch: Sequence[Leased[Row]]) -> None:
        if not batch:
            return
        self.past.extend(batch)
        try:
            self._handoff.hand_on(batch)
        except ServiceError:
            # The other side is away; the rows are postponed and will be swept.
            return


def handing_over(
    name: str, deliver: Callable[[Sequence[Row]], None], *, clock: Clock
) -> Callable[[HandoffStore[Row], HandoffLimits], Handoff[Row]]:
    """Return how a handoff is made whose receiver takes all or nothing."""

    def delivered(batch: Sequence[Leased[Row]]) -> Sequence[Failure]:
        deliver([leased.row for leased in batch])
        return []

    def make(store: HandoffStore[Row], limits: HandoffLimits) -> Handoff[Row]:
        return Handoff(name, store=store, deliver=delivered, clock=clock, limits=limits)

    return make
