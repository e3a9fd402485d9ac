"""Pausing, resuming and archiving a survey."""

from datetime import datetime
from typing import Final, Protocol

from services.runtime.clock import Clock
from services.surveys.domain.audit import Operation, entry_of
from services.surveys.domain.survey import Survey, SurveyState
from services.surveys.ports.surveys import UnitOfWork
from services.surveys.use_cases.lookup import locked_survey

_OPERATIONS: Final = {
    SurveyState.PAUSED: Operation.PAUSE,
    SurveyState.PUBLISHED: Operation.RESUME,
    SurveyState.ARCHIVED: Operation.ARCHIVE,
}


class Change(Protocol):
    """`Survey.paused`, `Survey.resumed` or `Survey.archived`."""

    def __call__(self, survey: Survey, /, *, now: datetime) -> Survey:
        """Return the survey in its new state, or as it is when it is in that state already."""
        ...


def change_state(
    uow: UnitOfWork, tenant: str, *, survey_id: str, change: Change, clock: Clock
) -> Survey:
    """Move a survey to another state; once there, doing it again changes nothing.

    Raises NOT_FOUND SURVEY_NOT_FOUND, CONFLICT SURVEY_NOT_PUBLISHED or SURVEY_ARCHIVED.
    """
    with uow.begin() as transaction:
        survey = locked_survey(transaction, tenant, survey_id=survey_id)
        now = clock.now()
        changed = change(survey, now=now)
        if changed is not survey:
            transaction.surveys.save_state(changed)
            transaction.audit.note([entry_of(_OPERATIONS[changed.state], changed, at=now)])
    return changed
