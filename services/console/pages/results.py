"""`/results`: the figures of one survey, by one filter that lists and files obey as well."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

import grpc
from starlette.responses import Response, StreamingResponse
from svar.results.v1 import results_service_pb2 as pb

from services.access.scopes import Scope
from services.console.http.asked import Asked
from services.console.pages import figures
from services.console.pages.comparison import rows_of
from services.console.pages.filters import PERIODS, Chosen, now
from services.console.pages.hours import hours_of
from services.console.pages.survey_names import surveys_to_choose
from services.runtime.actor import current_actor, to_metadata
from services.runtime.async_client import call, current_request_id
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.grpc_errors import from_aio_error
from services.runtime.interceptors import REQUEST_ID

_COMMENTS: Final = 20
_EXPORT_SECONDS: Final = 3_600.0
_FORMATS: Final = {
    "csv": (pb.FORMAT_CSV, "text/csv; charset=utf-8"),
    "xlsx": (
        pb.FORMAT_XLSX,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


async def show(asked: Asked) -> Response:
    """Show the figures of the survey chosen, of the newest one that can have any where none is."""
    chosen = Chosen.of(asked.request)
    if asked.query("filter") and asked.query("equals"):
        return asked.go(
            f"/results?{chosen.with_variable(asked.query('filter'), asked.query('equals'), by=chosen.by)}"
        )
    surveys = [one for one in await surveys_to_choose(asked) if one.latest_version]
    if not chosen.survey and surveys:
        return asked.go(f"/results?{chosen.address(survey=surveys[0].id)}")
    listed = [(one.id, one.definition.name) for one in surveys]
    if not chosen.survey:
        return asked.page("results.html", surveys=listed, chosen=chosen, seen=None, periods=PERIODS)
    seen = await _seen(asked, chosen)
    return asked.page("results.html", surveys=listed, chosen=chosen, seen=seen, periods=PERIODS)


async def of_survey(asked: Asked) -> Response:
    """Lead from a survey's address to its figures."""
    return asked.go(f"/results?{Chosen(survey=asked.path('survey')).address()}")


async def export(asked: Asked) -> Response:
    """Stream every response as a file, numbers masked for those who may not see them."""
    chosen, name = Chosen.of(asked.request), asked.path("format")
    if name not in _FORMATS:
        raise ServiceError(kind=ErrorKind.NOT_FOUND, reason="NOT_FOUND", message="")
    number, media_type = _FORMATS[name]
    request = pb.ExportResponsesRequest(
        tenant=asked.tenant,
        survey_id=chosen.survey,
        filter=chosen.filter(now()),
        format=number,
        whole_numbers=asked.may(Scope.NUMBERS),
    )
    chunks = _chunks(asked, request)
    # What cannot be exported is said on a page; after the first bytes only a broken file can say it.
    first = await anext(chunks, b"")
    return StreamingResponse(
        _all(first, chunks),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="responses.{name}"'},
    )


async def _all(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk


async def _chunks(asked: Asked, request: pb.ExportResponsesRequest) -> AsyncIterator[bytes]:
    answers = asked.services.results.ExportResponses(
        request,
        timeout=_EXPORT_SECONDS,
        metadata=((REQUEST_ID, current_request_id()), *to_metadata(current_actor())),
    )
    try:
        async for answer in answers:
            yield answer.chunk
    except grpc.aio.AioRpcError as exc:
        raise from_aio_error(exc) from exc


async def _seen(asked: Asked, chosen: Chosen) -> dict[str, Any]:
    """Everything that the page shows; the figures must be there, the rest may say that it is late."""
    wanted = chosen.filter(now())
    results, tenant = asked.services.results, asked.tenant
    total, trend, variables, comments, comparison = await asyncio.gather(
        call(
            results.GetFigures,
            pb.GetFiguresRequest(
                tenant=tenant, survey_id=chosen.survey, filter=wanted, group_by=chosen.by
            ),
        ),
        _or_none(
            call(
                results.GetFigures,
                pb.GetFiguresRequest(
                    tenant=tenant, survey_id=chosen.survey, filter=wanted, bucket=chosen.bucket
                ),
            )
        ),
        _or_none(
            call(
                results.ListVariables,
                pb.ListVariablesRequest(tenant=tenant, survey_id=chosen.survey),
            )
        ),
        _or_none(
            call(
                results.ListVerbatims,
                pb.ListVerbatimsRequest(
                    tenant=tenant,
                    survey_id=chosen.survey,
                    filter=wanted,
                    search=chosen.search,
                    page_size=_COMMENTS,
                ),
            )
        ),
        _or_none(_compared(asked, chosen)),
    )
    return {
        "total": total.total,
        "groups": total.groups,
        "left_out": total.left_out,
        "versions": total.versions,
        "as_of": total.as_of_time,
        "timezone": total.timezone,
        "metrics": figures.metrics_in_use(total.total),
        "cards": figures.cards(total.total, asked.words),
        "trends": figures.trends(trend.groups, trend.total, asked.words) if trend else None,
        "variables": [one.name for one in variables.variables] if variables else [],
        "comments": comments.verbatims if comments else None,
        "figures": figures,
        "hours": hours_of(total.hours, figures.metrics_in_use(total.total), asked.words),
        "comparison": comparison,
        "made": now(),
    }


async def _compared(asked: Asked, chosen: Chosen) -> Any:
    """The figures beside those of the period before, where that is asked for and there is one."""
    before = chosen.before(now())
    if not chosen.compare or before is None:
        return None
    request = pb.CompareFiguresRequest(
        tenant=asked.tenant, survey_id=chosen.survey, filter=chosen.filter(now()), before=before
    )
    found = await call(asked.services.results.CompareFigures, request)
    return {
        "rows": rows_of(found, asked.words),
        "sent": found.sent,
        "sent_before": found.sent_before,
        "days": (before.from_day, before.to_day),
    }


async def _or_none(asking: Any) -> Any:
    """What a part of the page needs, None where it cannot be had; only that part says so."""
    try:
        return await asking
    except ServiceError as error:
        if error.kind in (ErrorKind.NOT_FOUND, ErrorKind.INVALID):
            raise
        return None
