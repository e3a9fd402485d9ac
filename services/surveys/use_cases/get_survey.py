"""Reading one survey, with its draft or with a version."""

from services.engine.definition import SurveyDefinition
from services.runtime.errors import not_found
from services.surveys.domain.survey import Survey
from services.surveys.ports.surveys import StatusQuery, Transaction, UnitOfWork
from services.surveys.use_cases.lookup import check_tenant, survey_id_in, unknown_survey


def get_survey(
    uow: UnitOfWork, tenant: str, *, survey_id: str, version: int = 0
) -> tuple[Survey, SurveyDefinition]:
    """Return a survey and the definition asked for: the draft when `version` is 0.

    Raises NOT_FOUND SURVEY_NOT_FOUND or SURVEY_VERSION_NOT_FOUND, and INTERNAL SURVEY_UNREADABLE.
    """
    check_tenant(tenant)
    with uow.begin() as transaction:
        survey = transaction.surveys.find(tenant, survey_id_in(survey_id))
        if survey is None:
            raise unknown_survey()
        if not version:
            return survey, survey.draft
        query = StatusQuery(tenant=tenant, survey_id=survey.id)
        return survey, _version(transaction, query, version)


def get_survey_version(
    uow: UnitOfWork, tenant: str, *, survey_id: str, version: int
) -> SurveyDefinition:
    """Return a version, which never changes; raises as `get_survey` does.

    Whatever the draft is meanwhile: it is not looked at.
    """
    check_tenant(tenant)
    wanted = StatusQuery(tenant=tenant, survey_id=survey_id_in(survey_id))
    with uow.begin() as transaction:
        if wanted not in transaction.surveys.statuses([wanted]):
            raise unknown_survey()
        return _version(transaction, wanted, version)


def _version(transaction: Transaction, wanted: StatusQuery, version: int) -> SurveyDefinition:
    definition = transaction.versions.find(wanted.tenant, wanted.survey_id, version=version)
    if definition is None:
        raise not_found("SURVEY_VERSION_NOT_FOUND", "The survey has no such version.")
    return definition
