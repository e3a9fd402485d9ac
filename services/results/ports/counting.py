"""Where sessions are counted, as the use cases see it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Final, Protocol

from services.results.domain.filter import Selection
from services.results.domain.tallies import Days
from services.runtime.errors import Problem, ServiceError, invalid

HOUR: Final = "#hour"
"""The grouping by hour of the day; no variable is called so, since `#` begins it."""
VERSION: Final = "#version"
LANGUAGE: Final = "#language"


def too_many_groups() -> ServiceError:
    """Make the error for groups beyond what can be counted at once, or fits into an answer."""
    message = "That makes too many groups; narrow the period, or group by something else."
    problems = [Problem(path="groupBy", message=message)]
    return invalid("TOO_MANY_GROUPS", message, problems=problems)


class Counting(Protocol):
    """Counts sessions in one transaction."""

    def versions(self, survey_id: str) -> Sequence[int]:
        """Return the versions that sessions have had."""
        ...

    def variables(self, survey_id: str) -> Mapping[str, str]:
        """Return the variables that sessions have: how each was first written, by its key without case."""
        ...

    def as_of(self) -> datetime:
        """Return until when everything that happened is in the figures."""
        ...

    def days(self, selection: Selection, by: str) -> Days:
        """Count by day, version and group, tests and suppressed ones apart.

        A whole day of a survey is kept once it is counted. `by` is one of the groupings above or a
        variable's key. Raises TOO_MANY_GROUPS.
        """
        ...

    def uncounted(self, *, quiet_since: datetime, limit: int) -> Sequence[tuple[str, str, date]]:
        """Return days of surveys, with their tenants, that are not counted since they changed."""
        ...


class CountingStore(Protocol):
    """The read model, for those who count."""

    def counting(self) -> AbstractContextManager[Counting]:
        """Open a transaction."""
        ...
