"""The services that tell what happened, as the use cases see them. Each raises UNAVAILABLE when down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.results.domain.questionnaire import Questionnaire
from services.results.domain.source import MessageSums, SourceSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Which sessions were changed; `missed` when some of it is gone and all has to be read anew."""

    cursor: int
    session_ids: Sequence[str]
    more: bool
    missed: bool
    held_back_seconds: float


class SessionSource(Protocol):
    """The sessions service."""

    def changes(self, *, after: int) -> Changes:
        """Return what was changed after a cursor; all up to it has been taken in."""
        ...

    def sessions(self, ids: Sequence[str]) -> Sequence[SourceSession]:
        """Return those of at most 1,000 sessions that exist."""
        ...

    def ids(self, *, after: str | None) -> Sequence[str]:
        """Return the next ids of all sessions in their order, at most 1,000."""
        ...


class MessageSource(Protocol):
    """The sms service."""

    def sums(self, session_ids: Sequence[str]) -> Mapping[str, MessageSums]:
        """Return the sums of those of at most 1,000 sessions that have messages."""
        ...


class SurveySource(Protocol):
    """The surveys service."""

    def require(self, tenant: str, survey_id: str) -> None:
        """Raise SURVEY_NOT_FOUND when the tenant has no such survey."""
        ...

    def questionnaires(
        self, tenant: str, survey_id: str, versions: Sequence[int]
    ) -> Sequence[Questionnaire]:
        """Return what versions ask; one that cannot be read is left out."""
        ...
