"""Where sessions are counted, as the use case sees it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from services.results.domain.counts import Cell, LeftOut, QuestionCell, Times
from services.results.domain.filter import Grouping, Selection
from services.results.domain.questionnaire import Scale

Place = tuple[str | None, str]
"""A group's key and bucket."""


class Counting(Protocol):
    """Counts sessions in one transaction, all of them as of the same moment."""

    def versions(self, survey_id: str) -> Sequence[int]:
        """Return the versions that sessions have, tests included."""
        ...

    def variables(self, survey_id: str) -> Mapping[str, str]:
        """Return the variables that sessions have: how each was last written, by its key without case."""
        ...

    def as_of(self) -> datetime:
        """Return until when everything that happened is in the figures."""
        ...

    def cells(
        self, selection: Selection, grouping: Grouping, scales: Sequence[Scale]
    ) -> Sequence[Cell]:
        """Count by version and group; raises TOO_MANY_GROUPS."""
        ...

    def hours(self, selection: Selection, scales: Sequence[Scale]) -> Sequence[Cell]:
        """Count by version, weekday (the key, 1 is Monday) and hour (the bucket)."""
        ...

    def questions(self, selection: Selection) -> Sequence[QuestionCell]:
        """Count what became of every question."""
        ...

    def times(self, selection: Selection, grouping: Grouping) -> Mapping[Place | None, Times]:
        """Return how long replies took, by group and (None) of all."""
        ...

    def left_out(self, selection: Selection) -> LeftOut:
        """Count what the figures leave out."""
        ...


class CountingStore(Protocol):
    """The read model, for those who count."""

    def counting(self) -> AbstractContextManager[Counting]:
        """Open a transaction that reads."""
        ...
