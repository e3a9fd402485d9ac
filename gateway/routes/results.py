"""Figures, what people wrote, exports and the feed of changes (`gateway/README.md`)."""

from typing import TYPE_CHECKING, Annotated

from fastapi import Query, Response
from fastapi.responses import StreamingResponse
from svar.results.v1 import results_service_pb2 as pb
from svar.results.v1.results_service_pb2_grpc import ResultsServiceStub

from gateway.calls.clients import MANY_SECONDS, call
from gateway.calls.streams import streamed
from gateway.http.auth import Authorised
from gateway.http.dependencies import Services, SurveyId
from gateway.http.routing import problems, scoped_router
from gateway.schemas.results import ResultsAnswer, VariablesAnswer, VerbatimAnswer, VerbatimPage
from gateway.schemas.results_query import (
    MEDIA_TYPES,
    ChangesQuery,
    ExportQuery,
    FiguresQuery,
    VerbatimsQuery,
)
from services.access.scopes import Scope

if TYPE_CHECKING:  # the stubs alone know this name
    from svar.results.v1.results_service_pb2_grpc import ResultsServiceAsyncStub

router = scoped_router(Scope.RESULTS, tag="Results")

_NOT_FOUND = problems(_404="`survey_not_found`")
_CHANGES = {
    **_NOT_FOUND,
    **problems(_410="`cursor_too_old`: sessions were deleted since; begin without a cursor."),
    200: {
        "description": "`responses`, `cursor` for the next call, and whether there is `more`.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
}
_FILES = {
    **_NOT_FOUND,
    200: {
        "description": "The file, streamed. One that breaks off ends in an error of the connection.",
        "content": {
            media.split(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for media in MEDIA_TYPES.values()
        },
    },
}


def _results(services: Services) -> "ResultsServiceAsyncStub":
    return ResultsServiceStub(services.channels["results"])


@router.get(
    "/surveys/{surveyId}/results",
    responses=_NOT_FOUND,
    response_model=ResultsAnswer,
    summary="Read figures",
)
async def get_results(
    survey_id: SurveyId,
    query: Annotated[FiguresQuery, Query()],
    caller: Authorised,
    services: Services,
) -> Response:
    """Show how many answered, and what: in all, by group, and by weekday and hour.

    Besides the parameters named, `var.<key>=<value>` narrows to a variable, and
    `answer.<question>=<value>` to an answer.
    """
    request = query.to_proto(caller.tenant, survey_id)
    found = await call(_results(services).GetFigures, request, timeout=MANY_SECONDS)
    body = ResultsAnswer.from_proto(found).model_dump_json().encode()
    return Response(body, media_type="application/json")


@router.get("/surveys/{surveyId}/verbatims", responses=_NOT_FOUND, summary="List what people wrote")
async def list_verbatims(
    survey_id: SurveyId,
    query: Annotated[VerbatimsQuery, Query()],
    caller: Authorised,
    services: Services,
) -> VerbatimPage:
    """List open answers, comments and late replies, newest first."""
    request = query.to_proto(caller.tenant, survey_id)
    found = await call(_results(services).ListVerbatims, request, timeout=MANY_SECONDS)
    return VerbatimPage(
        verbatims=[VerbatimAnswer.from_proto(one) for one in found.verbatims],
        next_page_token=found.next_page_token or None,
    )


@router.get(
    "/surveys/{surveyId}/variables", responses=_NOT_FOUND, summary="List variables of sessions"
)
async def list_variables(
    survey_id: SurveyId, caller: Authorised, services: Services
) -> VariablesAnswer:
    """List the variables that sessions of the survey have, for filters and groups."""
    request = pb.ListVariablesRequest(tenant=caller.tenant, survey_id=survey_id)
    found = await call(_results(services).ListVariables, request)
    return VariablesAnswer(variables=[one.name for one in found.variables])


@router.get(
    "/surveys/{surveyId}/responses/changes",
    responses=_CHANGES,
    response_class=Response,
    summary="Follow responses",
)
async def list_changes(
    survey_id: SurveyId,
    query: Annotated[ChangesQuery, Query()],
    caller: Authorised,
    services: Services,
) -> Response:
    """List responses that are new or have changed since a cursor, each as it is now, at least once.

    For pulling into a warehouse: tests and suppressed sessions are there, too, and say so.
    """
    whole_numbers = caller.may(Scope.NUMBERS)
    request = query.to_proto(caller.tenant, survey_id, whole_numbers=whole_numbers)
    found = await call(_results(services).ListResponseChanges, request, timeout=MANY_SECONDS)
    # Each response is JSON already.
    tail = f'],"cursor":"{found.cursor}","more":{"true" if found.more else "false"}}}'
    body = b'{"responses":[' + b",".join(found.responses) + tail.encode()
    return Response(body, media_type="application/json")


@router.get(
    "/surveys/{surveyId}/responses",
    responses=_FILES,
    response_class=Response,
    summary="Export responses",
)
async def export_responses(
    survey_id: SurveyId,
    query: Annotated[ExportQuery, Query()],
    caller: Authorised,
    services: Services,
) -> Response:
    """Stream one row for each session, of any number of them.

    Phone numbers are masked unless the key has the scope `numbers`.
    """
    request = query.to_proto(caller.tenant, survey_id, whole_numbers=caller.may(Scope.NUMBERS))
    chunks = await streamed(_results(services).ExportResponses, request)
    name = f"responses.{query.format}"
    return StreamingResponse(
        (one.chunk async for one in chunks),
        media_type=MEDIA_TYPES[query.format],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
