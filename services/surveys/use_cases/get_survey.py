"""Reading one survey, with its draft or with a version."""

from services.engine.definition import SurveyDefinition
from services.runtime.errors import ErrorKind, ServiceError, not_found
from services.surveys.domain.survey import Survey
from services.surveys.ports import Transaction, UnitOfWork
from services.surveys.use_cases.lookup import check_tenant, survey_id_in, unknown_survey


def get_survey(
    uow: UnitOfWork, tenant: str, *, survey_id: str, version: int = 0
) -> tuple[Survey, SurveyDefinition]:
    """Return a survey and the definition asked for: the draft when `version` is 0.

    Raises NOT_FOUND SURVEY_NOT_FOUND or SURVEY_VERSION_NOT_FOUND.
    """
    check_tenant(tenant)
    with uow.begin() as transaction:
        survey = transaction.find(tenant, survey_id_in(survey_id))
        if survey is None:
            raise unknown_survey()
        if not version:
            return survey, survey.draft
        return survey, _version(transaction, survey, version)


def get_survey_version(
    uow: UnitOfWork, tenant: str, *, survey_id: str, version: int
) -> SurveyDefinition:
    """Return a version, which never changes; raises as `get_survey` does.

    Whoever asks for one that cannot be read is told INTERNAL SURVEY_UNREADABLE.
    """
    check_tenant(tenant)
    with uow.begin() as transaction:
        survey = transaction.find(tenant, survey_id_in(survey_id))
        if survey is None:
            raise unknown_survey()
        return _version(transaction, survey, version)


def _version(transaction: Transaction, survey: Survey, version: int) -> SurveyDefinition:
    try:
        definition = transaction.find_version(survey.tenant, survey.id, version=version)
    except (ValueError, TypeError) as exc:
        raise ServiceError(
            kind=ErrorKind.INTERNAL,
            reason="SURVEY_UNREADABLE",
            message="This version of the survey cannot be read.",
        ) from exc
    if definition is None:
        raise not_found("SURVEY_VERSION_NOT_FOUND", "The survey has no such version.")
    return definition
