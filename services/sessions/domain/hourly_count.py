"""How many texts outside any session a tenant has had sent lately (`services/sessions/README.md`).

Sender ids can be forged, and whoever writes to us must not decide what we pay. Counted by the minute, so
that a count is small whatever the limit; any hour lies within the minutes that are looked at.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

_MINUTES: Final = 61
"""An hour, and the minute of which only a part belongs to it."""


class HourlyCount(Struct, frozen=True, kw_only=True):
    """Texts by the minute, counted since 1970; what is older than an hour is left out."""

    by_minute: Mapping[int, int] = {}

    def total(self, now: datetime) -> int:
        """How many there were within an hour; at most a minute's more.

        >>> from datetime import UTC
        >>> noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
        >>> HourlyCount().with_one_more(noon).with_one_more(noon).total(noon)
        2
        """
        return sum(self._lately(now).values())

    def with_one_more(self, now: datetime) -> "HourlyCount":
        """Return the count after one more text."""
        lately, minute = self._lately(now), _minute(now)
        return HourlyCount(by_minute={**lately, minute: lately.get(minute, 0) + 1})

    def _lately(self, now: datetime) -> dict[int, int]:
        first = _minute(now) - _MINUTES + 1
        return {minute: count for minute, count in self.by_minute.items() if minute >= first}


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60
