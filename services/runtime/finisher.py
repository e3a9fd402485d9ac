"""Writes down, a few times a second, which rows were handed on.

For `handoff`: a lane that wrote it down itself would wait for it, and do it for every small batch. What
is not written down is handed on again after its lease, which is harmless, so a crash may lose it.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Final

from services.runtime.logs import get_logger

log = get_logger(__name__)

COLLECT_SECONDS: Final = 0.1
PAUSE_SECONDS: Final = 1.0
"""How long a store is left alone that could not be reached."""
MOST_WAITING: Final = 50_000
"""Beyond it the oldest are forgotten: the store has been away for longer than any lease."""


class Finisher:
    """Collects ids from any thread; `run` is a thread's work until `stopping` is set."""

    def __init__(
        self, name: str, finish: Callable[[Sequence[str]], None], *, stopping: threading.Event
    ) -> None:
        self._name = name
        self._finish = finish
        self._stopping = stopping
        self._lock = threading.Lock()
        self._some = threading.Event()
        self._waiting: list[str] = []

    def add(self, ids: Sequence[str]) -> None:
        """Take rows that were handed on."""
        with self._lock:
            self._waiting = [*self._waiting, *ids][-MOST_WAITING:]
        self._some.set()

    def run(self) -> None:
        """Write down what collects until told to stop."""
        while not self._stopping.is_set():
            self._some.wait()
            self._stopping.wait(COLLECT_SECONDS)
            if not self.flush():
                self._stopping.wait(PAUSE_SECONDS)

    def wake(self) -> None:
        """Let `run` look at `stopping`."""
        self._some.set()

    def flush(self) -> bool:
        """Write down what has collected; returns False when it cannot be, and keeps it."""
        with self._lock:
            ids, self._waiting = self._waiting, []
            self._some.clear()
        try:
            if ids:
                self._finish(ids)
        except Exception as exc:
            log.warning(
                "not written down", handoff=self._name, rows=len(ids), cause=repr(exc)[:300]
            )
            self.add(ids)
            return False
        return True
