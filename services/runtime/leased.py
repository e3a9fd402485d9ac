"""Rows that a process may act on for a while, and where they are: what `handoff` works with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from services.runtime.park_reason import ParkReason

Row = TypeVar("Row")


class Leased(Struct, Generic[Row], frozen=True, kw_only=True):
    """A row that this process may act on until `until`."""

    id: str
    key: str
    until: datetime
    attempts: int
    row: Row


class Failure(Struct, frozen=True, kw_only=True):
    """A row that could not be handed on while the rest of its batch was.

    `because` is what it is parked for, if it is; with FAULT it may not be the row's fault at all.
    """

    id: str
    reason: str
    retryable: bool
    because: ParkReason = ParkReason.REFUSED


class HandoffStore(Protocol[Row]):
    """Where the rows are; each method is one transaction."""

    def claim(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Leased[Row]]:
        """Lease rows whose lease ran out, oldest first, skipping what others are claiming."""
        ...

    def finish(self, ids: Sequence[str]) -> None:
        """Mark rows as handed on; need not survive a crash, since a repetition is harmless."""
        ...

    def postpone(self, ids: Sequence[str], *, until: datetime, reason: str) -> None:
        """Count an attempt and let the rows be claimed again from `until` on."""
        ...

    def park(self, ids: Sequence[str], *, because: ParkReason, reason: str) -> None:
        """Put rows aside for a person; they are not claimed any more. `reason` says more."""
        ...
