"""Counts of caps in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.sessions.domain.caps import Count
from tests.fakes.sessions_store.rows import Rows


class FakeCaps:
    """`ports.Caps` on tables in memory."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def counted(self, keys: Sequence[bytes]) -> Mapping[bytes, int]:
        """Return how many sessions each key counts."""
        return {key: self._rows.caps[key][0] for key in keys if key in self._rows.caps}

    def lock(self, counts: Sequence[Count]) -> Mapping[bytes, int]:
        """Return counts, which begin at 0."""
        for count in counts:
            self._rows.caps.setdefault(count.key, (0, count.ends_at))
        return self.counted([count.key for count in counts])

    def note(self, counted: Mapping[bytes, int]) -> None:
        """Store counts."""
        for key, count in counted.items():
            self._rows.caps[key] = count, self._rows.caps[key][1]

    def forget(self, *, now: datetime) -> None:
        """Delete counts whose period is over."""
        kept = {key: one for key, one in self._rows.caps.items() if one[1] >= now}
        self._rows.caps = kept
