"""Keeping a new survey as a draft, once however often the request is repeated."""

from dataclasses import replace

from services.runtime.actor import acting_name
from services.runtime.clock import Clock
from services.runtime.errors import Problem, conflict, invalid
from services.runtime.ids import new_id, parse_id
from services.surveys.domain.audit import Operation, entry_of
from services.surveys.domain.creation import REMEMBERED_FOR, Creation, CreationClaim, key_reused
from services.surveys.domain.storable_definition import storable_definition
from services.surveys.domain.survey import Survey, SurveyState
from services.surveys.ports.surveys import Transaction, UnitOfWork
from services.surveys.use_cases.lookup import check_tenant


def create_survey(uow: UnitOfWork, tenant: str, *, wanted: Creation, clock: Clock) -> Survey:
    """Keep a draft under a new id, or under the one wanted; a repetition gets the first one's survey.

    Raises INVALID INVALID_REQUEST when the id is no UUID, or the draft or the key cannot be stored,
    CONFLICT SURVEY_EXISTS when the id is taken, and CONFLICT IDEMPOTENCY_KEY_REUSED when the key was
    used for something else.
    """
    check_tenant(tenant)
    wanted = replace(wanted, definition=storable_definition(wanted.definition))
    survey = _draft(tenant, wanted, clock=clock)
    with uow.begin() as transaction:
        if first := _created_before(transaction, wanted, survey):
            return first
        if not transaction.surveys.add(survey):
            raise conflict("SURVEY_EXISTS", "There is a survey with this id already.")
        transaction.audit.note([entry_of(Operation.CREATE, survey, at=survey.created_at)])
    return survey


def _draft(tenant: str, wanted: Creation, *, clock: Clock) -> Survey:
    now = clock.now()
    return Survey(
        id=_id(wanted.survey_id),
        tenant=tenant,
        state=SurveyState.DRAFT,
        draft=wanted.definition,
        created_at=now,
        updated_at=now,
        updated_by=acting_name(),
    )


def _created_before(transaction: Transaction, wanted: Creation, survey: Survey) -> Survey | None:
    """Claim the request's key for the survey; returns the one that was created with it before."""
    if not wanted.key:
        return None
    claim = CreationClaim(
        tenant=survey.tenant,
        key=wanted.key,
        survey_id=survey.id,
        digest=wanted.digest,
        expires_at=survey.created_at + REMEMBERED_FOR,
    )
    holder = transaction.requests.claim(claim, now=survey.created_at)
    if holder is None:
        return None
    if holder.digest != claim.digest:
        raise key_reused()
    return transaction.surveys.find(survey.tenant, holder.survey_id)


def _id(wanted: str) -> str:
    if not wanted:
        return new_id()
    survey_id = parse_id(wanted)
    if survey_id is None:
        problem = Problem(path="surveyId", message="Must be a UUID.")
        raise invalid("INVALID_REQUEST", "The id is not a UUID.", problems=[problem])
    return survey_id
