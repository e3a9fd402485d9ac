"""The surveys service, as the use cases see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from services.engine.survey import Survey
from services.runtime.errors import ServiceError

SurveyKey = tuple[str, str]
"""A tenant and one of its surveys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyStatus:
    """Whether new sessions of a survey may begin, and on which version."""

    state: str
    version: int


class SurveyCatalog(Protocol):
    """Published surveys. Versions never change, so each is fetched once."""

    def statuses(self, surveys: Sequence[SurveyKey]) -> Sequence[SurveyStatus | ServiceError]:
        """Return the status of each survey as it is now, or SURVEY_NOT_FOUND, in order.

        Never from memory: whoever has paused a survey may rely on it at once.
        """
        ...

    def load(self, tenant: str, survey_id: str, version: int) -> Survey:
        """Return a version, fetching it if need be; raises ServiceError when that fails."""
        ...

    def loaded(self, survey_id: str, version: int) -> Survey | None:
        """Return a version if it is in memory; asks nobody, so it may be called in a transaction."""
        ...
