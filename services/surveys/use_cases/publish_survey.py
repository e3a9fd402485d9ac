"""Freezing a draft as the next version."""

from dataclasses import dataclass

from services.engine.problems import Finding, find_problems, find_warnings
from services.runtime.clock import Clock
from services.surveys.domain.invalid_survey import refuse_problems
from services.surveys.domain.sms_text import TenantStyle
from services.surveys.domain.survey import SurveyVersion
from services.surveys.ports import UnitOfWork
from services.surveys.use_cases.lookup import locked_survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The version that the draft is now, and what is costly about it."""

    version: int
    warnings: tuple[Finding, ...]


def publish_survey(
    uow: UnitOfWork, tenant: str, *, survey_id: str, style: TenantStyle, clock: Clock
) -> Published:
    """Make the draft the next version, or return the one that it already is.

    Raises NOT_FOUND SURVEY_NOT_FOUND, CONFLICT SURVEY_ARCHIVED, and INVALID SURVEY_INVALID with
    every problem, in which case nothing is stored.
    """
    with uow.begin() as transaction:
        survey = locked_survey(transaction, tenant, survey_id=survey_id)
        survey.refuse_publishing()
        if survey.has_unpublished_changes:
            refuse_problems(find_problems(survey.draft, measure=style.measure))
            survey = survey.published(now=clock.now())
            version = SurveyVersion(
                survey_id=survey.id,
                version=survey.latest_version,
                definition=survey.draft,
                published_at=survey.updated_at,
            )
            transaction.add_version(version)
            transaction.save(survey)
    warnings = find_warnings(survey.draft, measure=style.measure)
    return Published(version=survey.latest_version, warnings=warnings)
