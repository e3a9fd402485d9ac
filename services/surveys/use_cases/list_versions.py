"""Listing the published versions of a survey page by page."""

from collections.abc import Sequence
from typing import Final

from services.runtime.errors import Problem, invalid
from services.surveys.domain.survey import VersionSummary
from services.surveys.ports.surveys import StatusQuery, UnitOfWork
from services.surveys.use_cases.list_surveys import page_size_of
from services.surveys.use_cases.lookup import check_tenant, survey_id_in, unknown_survey

_LAST: Final = 2**31 - 1


def list_versions(
    uow: UnitOfWork, tenant: str, *, survey_id: str, page_size: int, page_token: str
) -> tuple[Sequence[VersionSummary], str]:
    """Return a page, newest first, and the token of the next one, empty after the last.

    `page_size` as in a list of surveys. Raises NOT_FOUND SURVEY_NOT_FOUND, and INVALID INVALID_REQUEST
    for a negative size or an unknown token.
    """
    check_tenant(tenant)
    wanted = StatusQuery(tenant=tenant, survey_id=survey_id_in(survey_id))
    size, before = page_size_of(page_size), _before(page_token)
    with uow.begin() as transaction:
        if wanted not in transaction.surveys.statuses([wanted]):
            raise unknown_survey()
        # One more than wanted tells whether there is a next page.
        found = transaction.versions.page(wanted.survey_id, before=before, size=size + 1)
    page = found[:size]
    return page, str(page[-1].version) if len(found) > size else ""


def _before(token: str) -> int:
    """Return the version that the page comes before; a token is the last one of the page before."""
    if not token:
        return _LAST
    if not (token.isascii() and token.isdecimal() and len(token) < 10):
        problem = Problem(path="pageToken", message="Not a token of an earlier answer.")
        raise invalid("INVALID_REQUEST", "The page token is unknown.", problems=[problem])
    return int(token)
