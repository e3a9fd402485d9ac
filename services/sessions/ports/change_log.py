"""The log of what was changed, and how sessions stand, as those see it who follow what happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from services.sessions.domain.record import SessionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedChanges:
    """What changed after a cursor. `missed` when some of it is forgotten already."""

    cursor: int
    session_ids: Sequence[str]
    more: bool
    missed: bool
    held_back_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecords:
    """Sessions in the order asked for; `read` counts the ids that are done with."""

    records: Sequence[SessionRecord]
    read: int


class ChangeLog(Protocol):
    """The log. Each method is a transaction of its own."""

    def changes(self, *, reader: str, after: int, limit: int) -> LoggedChanges:
        """Return which sessions the next transactions changed; notes how far a named reader has come."""
        ...

    def records(self, session_ids: Sequence[str]) -> ReadRecords:
        """Return sessions as they are now, as many as one answer holds, but one at least."""
        ...

    def ids(self, *, after: str | None, limit: int) -> Sequence[str]:
        """Return ids of all sessions, in their order."""
        ...
