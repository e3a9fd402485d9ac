"""How many requests a caller may make: a token bucket for each, in the memory of this process.

Several gateways count each for itself, so a limit holds for each replica. Nothing here knows HTTP.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Requests per second in the long run (0: no limit), and how many may come at once."""

    per_second: float
    burst: int


UNLIMITED = Rate(per_second=0, burst=1)


def rate_of(per_second: float, burst: int | None = None) -> Rate:
    """Return a rate; without a burst, what comes in a second may come at once.

    >>> rate_of(2.5)
    Rate(per_second=2.5, burst=3)
    """
    return Rate(per_second=per_second, burst=burst or max(1, math.ceil(per_second)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What was left at an instant (in seconds of any clock); below zero when a large request borrowed."""

    left: float
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TooSoon:
    """Nothing was taken; the same request fits in `seconds`."""

    seconds: float


def take(
    bucket: Bucket | None, rate: Rate, *, cost: int, now: float, spent: int = 0
) -> Bucket | TooSoon:
    """Take `cost` from a bucket, a full one for None; returns what is left.

    What costs more than a whole burst is served from a full bucket and borrows from the time to come,
    or it would never be served. `spent` is what the same request has taken from it before.

    >>> rate = Rate(per_second=2, burst=3)
    >>> take(None, rate, cost=3, now=10.0)
    Bucket(left=0.0, at=10.0)
    >>> take(Bucket(left=0.0, at=10.0), rate, cost=1, now=10.25)
    TooSoon(seconds=0.25)
    >>> take(None, rate, cost=9, now=10.0)
    Bucket(left=-6.0, at=10.0)
    """
    left = _left(bucket, rate, now)
    lacking = max(0, min(cost, rate.burst - spent)) - left
    if lacking > 0:
        # Repeated, the request is counted from its beginning.
        return TooSoon(seconds=(min(cost + spent, rate.burst) - left) / rate.per_second)
    return Bucket(left=left - cost, at=now)


def _left(bucket: Bucket | None, rate: Rate, now: float) -> float:
    if bucket is None:
        return float(rate.burst)
    return min(float(rate.burst), bucket.left + max(0.0, now - bucket.at) * rate.per_second)


class RateLimits:
    """The buckets of all callers. Holds at most as many as were used since they last were full."""

    def __init__(
        self,
        *,
        default: Rate = UNLIMITED,
        monotonic: Callable[[], float] = time.monotonic,
        sweep_above: int = 1024,
    ) -> None:
        self._default = default
        self._monotonic = monotonic
        self._sweep_above = sweep_above
        self._buckets: dict[str, tuple[Bucket, Rate]] = {}

    def charge(
        self, caller: str, rate: Rate | None, *, cost: int = 1, spent: int = 0
    ) -> TooSoon | None:
        """Take from the caller's bucket; returns how long to wait when that is too soon."""
        rate = rate or self._default
        if not rate.per_second:
            return None
        now = self._monotonic()
        bucket, _ = self._buckets.get(caller, (None, rate))
        taken = take(bucket, rate, cost=cost, now=now, spent=spent)
        if isinstance(taken, TooSoon):
            return taken
        self._keep(caller, taken, rate)
        return None

    def __len__(self) -> int:
        return len(self._buckets)

    def _keep(self, caller: str, bucket: Bucket, rate: Rate) -> None:
        if len(self._buckets) >= self._sweep_above and caller not in self._buckets:
            # A full bucket says no more than none at all.
            self._buckets = {
                name: (kept, its_rate)
                for name, (kept, its_rate) in self._buckets.items()
                if _left(kept, its_rate, bucket.at) < its_rate.burst
            }
            self._sweep_above = max(self._sweep_above, 2 * len(self._buckets))
        self._buckets[caller] = (bucket, rate)
