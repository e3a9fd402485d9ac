"""Says how far the taking-in has come, and has everything read anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.results.ports.counting import CountingStore
from services.results.ports.source import SurveySource
from services.results.ports.taking_in import Standing, TakingIn


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowProgress:
    """The use cases, with what they need."""

    store: TakingIn
    counting: CountingStore
    surveys: SurveySource

    def __call__(self) -> Standing:
        """Return how far it has come."""
        return self.store.standing()

    def begin_again(self) -> None:
        """Have all sessions read anew; figures stay up meanwhile."""
        self.store.begin_again()

    def variables(self, tenant: str, survey_id: str) -> Sequence[str]:
        """Return the variables that sessions of a survey have; raises SURVEY_NOT_FOUND."""
        self.surveys.require(tenant, survey_id)
        with self.counting.counting() as counting:
            return sorted(counting.variables(survey_id).values(), key=str.casefold)
