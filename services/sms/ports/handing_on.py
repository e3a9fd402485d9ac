"""How replies and reports get to whoever holds the conversations, as the use cases see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from services.runtime.leased import Leased

RowT = TypeVar("RowT")


class HandoffQueue(Protocol[RowT]):
    """Hands committed rows on. `services.runtime.handoff.Handoff` is one."""

    @property
    def full(self) -> bool:
        """True when the queue is full and callers should back off."""
        ...

    def lease_until(self) -> datetime:
        """Return until when a row stored now is leased to this process."""
        ...

    def offer(self, rows: Sequence[Leased[RowT]]) -> None:
        """Take rows that are committed and leased to this process."""
        ...
