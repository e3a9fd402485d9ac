"""Dead-letter brake: decides whether a row that failed may be parked, or waits with all the others.

A fault of the other side is not a fault of the row (`services/README.md`): a row is
parked only when it fails among others that succeed, at most a share of them and a number in a row. Pure
decisions, and the memory that they need; as DlqLimit of getsentry/arroyo, but nothing is parked before
anything succeeded. Every replica decides by what it sees itself, which holds over all of them: a row that
another replica failed with waits for a success of this one, too.
"""

import threading
from collections.abc import Sequence
from typing import Final

SHARE: Final = 0.1
"""How many rows are parked for each that goes through, in the long run."""
IN_A_ROW: Final = 10
"""How many are parked with none in between that goes through."""
MOST_SUSPECTS: Final = 10_000
"""How many rows that failed are remembered; the oldest are forgotten first, and wait a little longer."""


class DeadLetterBrake:
    """The decisions of one handoff. Thread-safe. Does not tell how long to wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._room = float(IN_A_ROW)
        self._succeeded = 0
        self._suspects: dict[str, int] = {}
        self._on = False

    @property
    def on(self) -> bool:
        """True while nothing goes through: nothing is parked, and no batch is taken apart."""
        return self._on

    def engage(self) -> bool:
        """Note that nothing of a batch went through; returns True when that is news."""
        with self._lock:
            news, self._on = not self._on, True
            return news

    def succeeded(self, ids: Sequence[str]) -> bool:
        """Note rows that went through; returns True when they are the first after none did."""
        with self._lock:
            self._succeeded += len(ids)
            self._room = min(self._room + len(ids) * SHARE, float(IN_A_ROW))
            if self._suspects:
                for id in ids:
                    self._suspects.pop(id, None)
            news, self._on = self._on, False
            return news

    def suspect(self, ids: Sequence[str]) -> None:
        """Remember rows that failed together, and what had gone through before they first did."""
        with self._lock:
            for id in ids:
                self._suspects.setdefault(id, self._succeeded)
            for id in list(self._suspects)[: max(len(self._suspects) - MOST_SUSPECTS, 0)]:
                del self._suspects[id]

    def others_succeeded(self, id: str) -> bool:
        """Say whether anything went through since a suspect failed first."""
        with self._lock:
            return self._suspects.get(id, self._succeeded) != self._succeeded

    def may_park(self, id: str, *, fault: bool) -> bool:
        """Say whether a row that failed alone may be parked.

        One that the other side refused by name needs room in the share. One that something broke at
        (`fault`) needs another one, too, that went through since it failed first.
        """
        with self._lock:
            before = self._suspects.setdefault(id, self._succeeded)
            if self._on or self._room < 1:
                return False
            if fault and before == self._succeeded:
                return False
            self._room -= 1
            del self._suspects[id]
            return True
