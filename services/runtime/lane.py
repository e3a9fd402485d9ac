"""A queue between threads that gives out everything that has collected, up to a limit."""

import threading
from collections import deque
from collections.abc import Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Lane(Generic[Row]):
    """One such queue; it gives out nothing more once `stopping` is set and everything is taken."""

    def __init__(self, stopping: threading.Event) -> None:
        self._rows: deque[Row] = deque()
        self._changed = threading.Condition()
        self._stopping = stopping

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, row: Row) -> None:
        """Add something."""
        with self._changed:
            self._rows.append(row)
            self._changed.notify()

    def take(self, limit: int) -> Sequence[Row]:
        """Wait until there is something or the handoff stops."""
        with self._changed:
            self._changed.wait_for(lambda: self._rows or self._stopping.is_set())
            return [self._rows.popleft() for _ in range(min(limit, len(self._rows)))]

    def wake(self) -> None:
        """Let whoever waits look at `stopping`."""
        with self._changed:
            self._changed.notify_all()
