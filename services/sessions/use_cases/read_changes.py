"""Lets others follow what happens to sessions, without anything waiting for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.runtime.errors import Problem, ServiceError, invalid
from services.runtime.ids import parse_id
from services.sessions.ports.change_log import ChangeLog, LoggedChanges, ReadRecords

MOST_CHANGES: Final = 10_000
MOST_SESSIONS: Final = 1_000
_DEFAULT: Final = 1_000
_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadChanges:
    """The use cases; each raises INVALID_REQUEST for what is out of its bounds."""

    log: ChangeLog

    def changes(self, *, reader: str, after: int, limit: int) -> LoggedChanges:
        """Return which sessions were changed after a cursor."""
        if len(reader) > _LONGEST_NAME:
            raise _refused("reader", f"A name has at most {_LONGEST_NAME} characters.")
        if after < 0:
            raise _refused("after", "A cursor is not negative.")
        return self.log.changes(reader=reader, after=after, limit=_limit(limit))

    def records(self, session_ids: Sequence[str]) -> ReadRecords:
        """Return sessions as they are now."""
        if len(session_ids) > MOST_SESSIONS:
            raise _refused("session_ids", f"At most {MOST_SESSIONS} sessions go in one call.")
        return self.log.records([_id(one, "session_ids") for one in session_ids])

    def ids(self, *, after: str, limit: int) -> Sequence[str]:
        """Return ids of all sessions, in their order."""
        return self.log.ids(after=_id(after, "after") if after else None, limit=_limit(limit))


def _limit(asked: int) -> int:
    if asked < 0:
        raise _refused("limit", f"Must be from 1 to {MOST_CHANGES}.")
    return min(asked or _DEFAULT, MOST_CHANGES)


def _id(written: str, place: str) -> str:
    parsed = parse_id(written)
    if parsed is None:
        raise _refused(place, "Not the id of a session.")
    return parsed


def _refused(path: str, message: str) -> ServiceError:
    return invalid("INVALID_REQUEST", message, problems=[Problem(path=path, message=message)])
