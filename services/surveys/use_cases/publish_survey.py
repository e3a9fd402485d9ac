"""Freezing a draft as the next version."""

from dataclasses import dataclass

from services.engine.problems import Effort, Finding, look_over
from services.formats import READER
from services.runtime.actor import acting_name
from services.runtime.clock import Clock
from services.runtime.errors import Problem, invalid
from services.surveys.domain.audit import Operation, entry_of
from services.surveys.domain.invalid_survey import refuse_problems
from services.surveys.domain.sms_text import TenantStyle
from services.surveys.domain.survey import Survey, SurveyVersion
from services.surveys.ports.surveys import UnitOfWork
from services.surveys.use_cases.lookup import (
    check_tenant,
    locked_survey,
    survey_id_in,
    unknown_survey,
)
from services.text.storable import storable

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The version that the draft is now, and what is costly about it."""

    version: int
    warnings: tuple[Finding, ...]


def publish_survey(
    uow: UnitOfWork,
    tenant: str,
    *,
    survey_id: str,
    style: TenantStyle,
    clock: Clock,
    note: str = "",
    effort: Effort | None = None,
) -> Published:
    """Make the draft the next version, or return the one that it already is.

    Raises NOT_FOUND SURVEY_NOT_FOUND, CONFLICT SURVEY_ARCHIVED, and INVALID SURVEY_INVALID with
    every problem, in which case nothing is stored; INVALID INVALID_REQUEST for a note of more than 500
    characters; UnwantedError when the effort says that nobody waits.
    """
    note = _fitting(note)
    while True:
        # Looked at outside the transaction, which a draft of many parts would hold open for long.
        draft = _read(uow, tenant, survey_id=survey_id)
        report = look_over(draft.draft, measure=style.measure, reader=READER, effort=effort)
        if draft.has_unpublished_changes:
            refuse_problems(report.problems)
        published = _freeze(uow, draft, note=note, clock=clock)
        if published is not None:
            return Published(version=published.latest_version, warnings=report.warnings)


def _fitting(note: str) -> str:
    note = storable(note).strip()
    if len(note) > LONGEST_NOTE:
        problem = Problem(path="note", message=f"Must have at most {LONGEST_NOTE} characters.")
        raise invalid("INVALID_REQUEST", "The note is too long.", problems=[problem])
    return note


def _read(uow: UnitOfWork, tenant: str, *, survey_id: str) -> Survey:
    check_tenant(tenant)
    with uow.begin() as transaction:
        survey = transaction.surveys.find(tenant, survey_id_in(survey_id))
    if survey is None:
        raise unknown_survey()
    survey.refuse_publishing()
    return survey


def _freeze(uow: UnitOfWork, looked_at: Survey, *, note: str, clock: Clock) -> Survey | None:
    """Store the version, or return None when the survey has changed since it was looked at."""
    with uow.begin() as transaction:
        survey = locked_survey(transaction, looked_at.tenant, survey_id=looked_at.id)
        if survey.revision != looked_at.revision:
            return None
        if not survey.has_unpublished_changes:
            return survey
        published = survey.published(now=clock.now(), by=acting_name())
        version = SurveyVersion(
            survey_id=published.id,
            version=published.latest_version,
            definition=published.draft,
            published_at=published.updated_at,
            published_by=published.published_by,
            note=note,
        )
        transaction.versions.add(version)
        transaction.surveys.save(published)
        transaction.audit.note([entry_of(Operation.PUBLISH, published, at=published.updated_at)])
    return published
