"""Where responses and what people wrote are listed, as the use cases see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.results.domain.filter import Selection
from services.results.domain.response import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbatimPlace:
    """Where a page of verbatims begins: after this one."""

    written_at: datetime
    session_id: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundVerbatim:
    """Something that somebody wrote, with the session's questions and variables as they are stored."""

    session_id: str
    place: str
    kind: str
    text: str
    language: str
    written_at: datetime
    version: int
    questions: Mapping[str, Mapping[str, Any]]
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedResponses:
    """What changed, in its order; `deleted_through` is the highest place that was deleted."""

    responses: Sequence[Response]
    deleted_through: int


class Reading(Protocol):
    """Lists; each call is a transaction of its own. Tests and suppressed ones as the selection says."""

    def responses(
        self, selection: Selection, *, after: str | None, limit: int
    ) -> Sequence[Response]:
        """Return the next responses in the order of their ids, which is that of their making."""
        ...

    def changed(self, survey_id: str, *, after: int, limit: int) -> ChangedResponses:
        """Return responses whose place in the feed is after one."""
        ...

    def verbatims(
        self,
        selection: Selection,
        *,
        search: str,
        element_id: str,
        before: VerbatimPlace | None,
        limit: int,
    ) -> Sequence[FoundVerbatim]:
        """Return the next verbatims, newest first."""
        ...
