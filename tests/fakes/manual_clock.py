"""A clock that stands still until it is told otherwise."""

from datetime import UTC, datetime, timedelta


class ManualClock:
    """Tells the time that a test says it is."""

    def __init__(self, now: datetime = datetime(2026, 11, 20, 12, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        """Return the time, aware and in UTC."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._now += by
