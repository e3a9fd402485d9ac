"""Keeping a new survey as a draft."""

from services.engine.definition import SurveyDefinition
from services.runtime.clock import Clock
from services.runtime.errors import Problem, conflict, invalid
from services.runtime.ids import new_id, parse_id
from services.surveys.domain.storable_definition import storable_definition
from services.surveys.domain.survey import Survey, SurveyState
from services.surveys.ports import UnitOfWork
from services.surveys.use_cases.lookup import check_tenant


def create_survey(
    uow: UnitOfWork, tenant: str, *, definition: SurveyDefinition, survey_id: str, clock: Clock
) -> Survey:
    """Keep a draft under a new id, or under `survey_id` when it is not empty.

    Raises INVALID INVALID_REQUEST when the id is no UUID or the draft cannot be stored, and
    CONFLICT SURVEY_EXISTS when the id is taken.
    """
    check_tenant(tenant)
    now = clock.now()
    survey = Survey(
        id=_id(survey_id),
        tenant=tenant,
        state=SurveyState.DRAFT,
        draft=storable_definition(definition),
        created_at=now,
        updated_at=now,
    )
    with uow.begin() as transaction:
        if not transaction.add(survey):
            raise conflict("SURVEY_EXISTS", "There is a survey with this id already.")
    return survey


def _id(wanted: str) -> str:
    if not wanted:
        return new_id()
    survey_id = parse_id(wanted)
    if survey_id is None:
        problem = Problem(path="surveyId", message="Must be a UUID.")
        raise invalid("INVALID_REQUEST", "The id is not a UUID.", problems=[problem])
    return survey_id
