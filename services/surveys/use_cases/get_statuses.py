"""Telling which surveys may be sent, many at a time, because every send asks."""

from collections.abc import Sequence

from services.runtime.errors import ServiceError
from services.runtime.ids import parse_id
from services.surveys.domain.survey import SurveyStatus
from services.surveys.ports.surveys import StatusQuery, UnitOfWork
from services.surveys.use_cases.lookup import unknown_survey


def get_statuses(
    uow: UnitOfWork, queries: Sequence[StatusQuery]
) -> Sequence[SurveyStatus | ServiceError]:
    """Return the status of each survey asked for, in order, or NOT_FOUND SURVEY_NOT_FOUND."""
    plain = [_plain(query) for query in queries]
    known = [query for query in plain if query is not None]
    with uow.begin() as transaction:
        statuses = transaction.surveys.statuses(known)
    found = [None if query is None else statuses.get(query) for query in plain]
    return [unknown_survey() if status is None else status for status in found]


def _plain(query: StatusQuery) -> StatusQuery | None:
    survey_id = parse_id(query.survey_id)
    return None if survey_id is None else StatusQuery(tenant=query.tenant, survey_id=survey_id)
