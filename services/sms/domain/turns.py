"""The generic cell rate algorithm: turns at even distances, reserved a little ahead.

The same reckoning is done by a script in Redis, for all replicas together (`adapters.shared_rates`).
"""

import math
from typing import Final

from msgspec import Struct

AHEAD_SECONDS: Final = 0.1
"""How far ahead turns are reserved, so that a fast sender need not ask for each."""


class Grant(Struct, frozen=True, kw_only=True):
    """How many messages may leave, the first of them after so many seconds; none: ask again then."""

    count: int
    starts_in: float


class LocalTurns:
    """The turns of one rate, in the memory of one process; seconds are those of any steady clock."""

    def __init__(self) -> None:
        self._next_at = 0.0

    def reserve(self, now: float, *, rate: float, wanted: int) -> Grant:
        """Reserve at most `wanted` turns.

        >>> turns = LocalTurns()
        >>> [turns.reserve(10.0, rate=20, wanted=9).count for _ in range(2)]
        [3, 0]
        """
        gap = 1 / rate
        first = max(self._next_at, now)
        room = math.floor((now + AHEAD_SECONDS - first) / gap + 1e-9) + 1
        if room < 1:
            return Grant(count=0, starts_in=first - now - AHEAD_SECONDS)
        count = min(wanted, room)
        self._next_at = first + count * gap
        return Grant(count=count, starts_in=first - now)
