"""Replacing the draft of a survey."""

from services.engine.definition import SurveyDefinition
from services.runtime.actor import acting_name
from services.runtime.clock import Clock
from services.surveys.domain.audit import Operation, entry_of
from services.surveys.domain.storable_definition import storable_definition
from services.surveys.domain.survey import Survey
from services.surveys.ports.surveys import UnitOfWork
from services.surveys.use_cases.lookup import locked_survey


def replace_survey(
    uow: UnitOfWork,
    tenant: str,
    *,
    survey_id: str,
    definition: SurveyDefinition,
    etag: str,
    clock: Clock,
) -> Survey:
    """Replace the draft, if it is still the one that the caller has seen.

    Raises NOT_FOUND SURVEY_NOT_FOUND, PRECONDITION STALE_ETAG, CONFLICT SURVEY_ARCHIVED and
    INVALID INVALID_REQUEST when the draft cannot be stored.
    """
    draft = storable_definition(definition)
    with uow.begin() as transaction:
        survey = locked_survey(transaction, tenant, survey_id=survey_id)
        now = clock.now()
        replaced = survey.with_draft(draft, etag=etag, now=now, by=acting_name())
        transaction.surveys.save(replaced)
        transaction.audit.note([entry_of(Operation.REPLACE, replaced, at=replaced.updated_at)])
    return replaced
