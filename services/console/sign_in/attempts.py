"""Failed sign-ins, counted by address, so that nobody tries keys by the thousand."""

import time
from collections.abc import Callable
from typing import Final

from services.access.rates import Bucket, Rate, TooSoon, take

MOST_FAILED: Final = Rate(per_second=10 / 60, burst=10)
"""Ten a minute."""
_SWEEP_ABOVE: Final = 4_096


class FailedSignIns:
    """A token bucket an address, in the memory of this process. Holds those with failures only."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._buckets: dict[str, Bucket] = {}

    def wait(self, address: str) -> float:
        """Return how many seconds the address has to wait before it may try again, 0 for none."""
        taken = take(self._buckets.get(address), MOST_FAILED, cost=1, now=self._monotonic())
        return taken.seconds if isinstance(taken, TooSoon) else 0.0

    def note(self, address: str) -> None:
        """Count a failure."""
        now = self._monotonic()
        taken = take(self._buckets.get(address), MOST_FAILED, cost=1, now=now)
        if isinstance(taken, Bucket):
            self._sweep(now)
            self._buckets[address] = taken

    def _sweep(self, now: float) -> None:
        if len(self._buckets) < _SWEEP_ABOVE:
            return
        # A bucket that is full by now says no more than none; of the others, the oldest go.
        full_after = MOST_FAILED.burst / MOST_FAILED.per_second
        recent = {name: one for name, one in self._buckets.items() if one.at > now - full_after}
        self._buckets = dict(list(recent.items())[-_SWEEP_ABOVE // 2 :])
