"""Keeps a sender's rate: so many messages per second, evenly, with no burst after a rest."""

from typing import Final

# What a timer may be late by; fast senders would never reach their rate without it.
_LATE_SECONDS: Final = 0.02


class Pace:
    """The pace of one sender. `rate` is in messages per second, None for any. For one thread."""

    def __init__(self, rate: float | None) -> None:
        self._gap = 1 / rate if rate else 0.0
        self._next_at = 0.0

    def wait(self, now: float) -> float:
        """Return for how many seconds nothing may be sent; `now` is of any steady clock."""
        return max(self._next_at - now, 0.0)

    def step(self, now: float) -> None:
        """Note that a message is sent now."""
        if self._gap:
            # A step a little late does not slow the pace: the next one counts from its due time.
            late = now - self._next_at < max(self._gap, _LATE_SECONDS)
            self._next_at = (self._next_at if late else now) + self._gap

    def hold(self, now: float, seconds: float) -> None:
        """Send nothing for so long, because the provider asked for it."""
        self._next_at = max(self._next_at, now + seconds)
