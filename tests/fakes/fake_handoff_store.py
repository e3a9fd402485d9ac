"""Rows to hand on, in memory, with leases."""

import threading
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from services.runtime.leased import Leased
from services.runtime.park_reason import ParkReason


class FakeHandoffStore:
    """Keeps rows by id; `finished`, `postponed` and `parked` say what became of them, in order."""

    def __init__(self) -> None:
        self.rows: dict[str, Leased[str]] = {}
        self.finished: list[str] = []
        self.postponed: dict[str, str] = {}
        self.parked: dict[str, str] = {}
        self.because: dict[str, ParkReason] = {}
        self._lock = threading.Lock()

    def insert(self, id: str, *, until: datetime, key: str = "", attempts: int = 0) -> Leased[str]:
        """Keep a row leased until then and return it."""
        row = Leased(id=id, key=key or id, until=until, attempts=attempts, row=f"row {id}")
        with self._lock:
            self.rows[id] = row
        return row

    def claim(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Leased[str]]:
        """Lease rows whose lease ran out, oldest first."""
        with self._lock:
            free = sorted((row for row in self.rows.values() if row.until <= now), key=_age)
            claimed = [replace(row, until=until) for row in free[:limit]]
            self.rows.update({row.id: row for row in claimed})
            return claimed

    def finish(self, ids: Sequence[str]) -> None:
        """Forget rows that were handed on."""
        with self._lock:
            self.finished += ids
            for id in ids:
                self.rows.pop(id, None)

    def postpone(self, ids: Sequence[str], *, until: datetime, reason: str) -> None:
        """Count an attempt and free the rows from `until` on."""
        with self._lock:
            for id in ids:
                row = self.rows[id]
                self.rows[id] = replace(row, until=until, attempts=row.attempts + 1)
                self.postponed[id] = reason

    def park(self, ids: Sequence[str], *, because: ParkReason, reason: str) -> None:
        """Put rows aside for good."""
        with self._lock:
            for id in ids:
                self.rows.pop(id)
                self.parked[id] = reason
                self.because[id] = because


def _age(row: Leased[str]) -> tuple[datetime, str]:
    return row.until, row.id
