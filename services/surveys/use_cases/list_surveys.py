"""Listing a tenant's surveys page by page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from services.runtime.errors import Problem, invalid
from services.surveys.domain.page_token import (
    Position,
    SurveyOrder,
    read_page_token,
    write_page_token,
)
from services.surveys.domain.survey import SurveySummary
from services.surveys.ports.surveys import SurveyFilter, UnitOfWork
from services.surveys.use_cases.lookup import check_tenant
from services.text.storable import storable

DEFAULT_PAGE = 50
LARGEST_PAGE = 200
LONGEST_SEARCH = 200


def list_surveys(
    uow: UnitOfWork,
    tenant: str,
    *,
    page_size: int,
    page_token: str,
    wanted: SurveyFilter | None = None,
) -> tuple[Sequence[SurveySummary], str]:
    """Return a page in the order wanted, and the token of the next one, empty after the last.

    `page_size` is 1 to 200, 0 means 50 and more than 200 means 200. Raises INVALID
    INVALID_REQUEST for a negative size, an unknown token or a search that is too long.
    """
    check_tenant(tenant)
    wanted = _searchable(wanted or SurveyFilter())
    size = page_size_of(page_size)
    after = read_page_token(page_token, wanted.order)
    with uow.begin() as transaction:
        # One more than wanted tells whether there is a next page.
        found = transaction.surveys.page(tenant, wanted=wanted, after=after, size=size + 1)
    page = found[:size]
    if len(found) <= size:
        return page, ""
    return page, write_page_token(Position(key=_key(page[-1], wanted.order), id=page[-1].id))


def _key(summary: SurveySummary, order: SurveyOrder) -> datetime | str:
    match order:
        case SurveyOrder.CREATED:
            return summary.created_at
        case SurveyOrder.CHANGED:
            return summary.updated_at
        case SurveyOrder.NAME:
            return summary.name_key
        case _:
            assert_never(order)


def _searchable(wanted: SurveyFilter) -> SurveyFilter:
    if len(wanted.search) > LONGEST_SEARCH:
        message = f"Must have at most {LONGEST_SEARCH} characters."
        problem = Problem(path="search", message=message)
        raise invalid("INVALID_REQUEST", "The search is too long.", problems=[problem])
    return replace(wanted, search=storable(wanted.search).strip())


def page_size_of(wanted: int) -> int:
    """Return the size of a page: 1 to 200, 50 for 0; raises INVALID INVALID_REQUEST for a negative one."""
    if wanted < 0:
        problem = Problem(path="pageSize", message="Must be from 1 to 200.")
        raise invalid("INVALID_REQUEST", "The page size is negative.", problems=[problem])
    return min(wanted or DEFAULT_PAGE, LARGEST_PAGE)
