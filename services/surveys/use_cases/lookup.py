"""Finding the survey that a request names, for every use case that begins with that."""

from services.runtime.errors import Problem, ServiceError, invalid, not_found
from services.runtime.ids import parse_id
from services.surveys.domain.survey import Survey
from services.surveys.ports.surveys import Transaction
from services.text.storable import storable

LONGEST_TENANT = 200
"""Characters; an index entry of Postgres holds no more than some 2,700 bytes."""


def unknown_survey() -> ServiceError:
    """Make the error for a survey that is not there, or not the tenant's."""
    return not_found("SURVEY_NOT_FOUND", "There is no such survey.")


def survey_id_in(written: str) -> str:
    """Return the plain form of an id; one that is no UUID names no survey: SURVEY_NOT_FOUND."""
    survey_id = parse_id(written)
    if survey_id is None:
        raise unknown_survey()
    return survey_id


def check_tenant(tenant: str) -> None:
    """Raise INVALID INVALID_REQUEST for what cannot be a tenant's name."""
    if not tenant or len(tenant) > LONGEST_TENANT or storable(tenant) != tenant:
        problem = Problem(path="tenant", message="Must be a name.")
        raise invalid("INVALID_REQUEST", "The tenant has no proper name.", problems=[problem])


def locked_survey(transaction: Transaction, tenant: str, *, survey_id: str) -> Survey:
    """Return a survey that nobody else changes meanwhile; raises NOT_FOUND SURVEY_NOT_FOUND."""
    check_tenant(tenant)
    survey = transaction.surveys.find_and_lock(tenant, survey_id_in(survey_id))
    if survey is None:
        raise unknown_survey()
    return survey
