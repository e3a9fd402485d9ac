"""Where sessions are written for counting, as the taking-in sees it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.results.domain.facts import Facts
from services.results.domain.months import Month
from services.results.domain.response import Verbatim
from services.results.domain.source import SourceSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the taking-in has come; `turn` counts the writes."""

    turn: int
    cursor: int
    position: int
    generation: int
    rebuilding: bool
    rebuilt_through: str | None
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far it has come, for people; `sessions` is about how many are known."""

    as_of: datetime
    rebuilding: bool
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A session as it is written."""

    session: SourceSession
    facts: Facts
    body: str
    verbatims: Sequence[Verbatim]
    variable_names: Sequence[tuple[str, str]]


class OvertakenError(Exception):
    """Somebody else has written meanwhile: what was read may be old, and nothing of it is written."""


class Writing(Protocol):
    """An open transaction of whoever has the turn."""

    def put(self, taken: Sequence[Taken], *, generation: int, position: int, now: datetime) -> int:
        """Write sessions over what was known of them; returns the last place in the feed.

        What happened to them since then is queued for whoever subscribed to it.
        """
        ...

    def remove(self, session_ids: Sequence[str]) -> None:
        """Delete sessions that are no more."""
        ...

    def remove_older(self, *, generation: int, limit: int) -> int:
        """Delete sessions that the last reading of all has not met; returns how many."""
        ...

    def save(self, progress: Progress) -> None:
        """Note how far it has come."""
        ...


class TakingIn(Protocol):
    """The read model, for the one who writes it."""

    def claim(self, holder: str, *, now: datetime, until: datetime) -> Progress | None:
        """Take or keep the lease; None when somebody else has it."""
        ...

    def writing(self, turn: int) -> AbstractContextManager[Writing]:
        """Open a transaction; raises OvertakenError unless nobody has written since that turn."""
        ...

    def unsettled(self, *, now: datetime, limit: int) -> Sequence[str]:
        """Return sessions whose messages are to be asked for again."""
        ...

    def prepare(self, session_ids: Sequence[str]) -> None:
        """Make room for sessions of a new month."""
        ...

    def months(self) -> Sequence[Month]:
        """Return the months that there is room for, the oldest first."""
        ...

    def forget_verbatims(self, month: Month, *, limit: int) -> int:
        """Delete some of what was written in the sessions of a month; returns how much."""
        ...

    def drop_month(self, month: Month, saved: Progress) -> None:
        """Drop the sessions of a month whose verbatims are gone, in the turn before the progress to save.

        Raises OvertakenError, or ServiceError UNAVAILABLE when somebody is reading it.
        """
        ...

    def standing(self) -> Standing:
        """Return how far it has come."""
        ...

    def begin_again(self) -> None:
        """Have all sessions read anew."""
        ...
