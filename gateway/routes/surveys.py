"""Keeps surveys: create, read, replace, publish, pause, resume, archive (`services/engine/README.md`).

What changes who is sent what takes the scope `publish`, which those with `surveys` hold.
"""

from typing import Annotated

from fastapi import Header, Query, Response
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from gateway.calls.clients import WRITE_SECONDS, call, current_request_id
from gateway.http.auth import Authorised
from gateway.http.dependencies import Services, SurveyId
from gateway.http.etags import entity_tag, etag_of
from gateway.http.idempotency import idempotency_key
from gateway.http.routing import problems, scoped_router
from gateway.schemas.model import INT32_HIGH
from gateway.schemas.page import PageQuery
from gateway.schemas.survey_answers import (
    FindingAnswer,
    PublishedVersion,
    SurveyAnswer,
    SurveyPage,
    SurveySummary,
)
from gateway.schemas.survey_size import DefinitionBody
from services.access.scopes import Scope

router = scoped_router(Scope.SURVEYS, tag="Surveys")
publish_router = scoped_router(Scope.PUBLISH, tag="Surveys")

_NOT_FOUND = problems(_404="`survey_not_found`")
_CONFLICT = _NOT_FOUND | problems(_409="The survey's state does not allow it.")


@router.post(
    "/surveys",
    status_code=201,
    responses=problems(_409="`idempotency_key_reused`: the key created another survey."),
    summary="Create a survey",
)
async def create_survey(
    body: DefinitionBody,
    response: Response,
    caller: Authorised,
    services: Services,
    key: Annotated[str, idempotency_key("returns the survey created first, as it is now")] = "",
) -> SurveyAnswer:
    """Store a definition as the draft of a new survey. It may be incomplete; publishing checks it."""
    request = pb.CreateSurveyRequest(
        tenant=caller.tenant,
        request_id=current_request_id(),
        definition=body.to_proto(),
        idempotency_key=key,
    )
    created = await call(services.surveys.CreateSurvey, request, timeout=WRITE_SECONDS)
    response.headers["Location"] = f"/v1/surveys/{created.survey.id}"
    return _answer(created.survey, response)


@router.get("/surveys", summary="List surveys")
async def list_surveys(
    query: Annotated[PageQuery, Query()], caller: Authorised, services: Services
) -> SurveyPage:
    """List the tenant's surveys, newest first, without their elements."""
    request = pb.ListSurveysRequest(
        tenant=caller.tenant, page_size=query.page_size, page_token=query.page_token
    )
    page = await call(services.surveys.ListSurveys, request)
    return SurveyPage(
        surveys=[SurveySummary.from_proto(survey) for survey in page.surveys],
        next_page_token=page.next_page_token or None,
    )


@router.get("/surveys/{surveyId}", responses=_NOT_FOUND, summary="Read a survey")
async def get_survey(
    survey_id: SurveyId,
    response: Response,
    caller: Authorised,
    services: Services,
    version: Annotated[int, Query(ge=0, le=INT32_HIGH, description="0 means the draft.")] = 0,
) -> SurveyAnswer:
    """Show a survey with its draft, or with one published version. `ETag` is what `PUT` compares."""
    request = pb.GetSurveyRequest(tenant=caller.tenant, survey_id=survey_id, version=version)
    found = await call(services.surveys.GetSurvey, request)
    return _answer(found.survey, response)


@router.put(
    "/surveys/{surveyId}",
    responses=_CONFLICT | problems(_412="`stale_etag`: somebody else changed it; read it again."),
    summary="Replace the draft",
)
async def replace_survey(
    survey_id: SurveyId,
    body: DefinitionBody,
    response: Response,
    caller: Authorised,
    services: Services,
    if_match: Annotated[
        str, Header(alias="If-Match", description="The `ETag` that you have read.")
    ] = "",
) -> SurveyAnswer:
    """Replace the draft as a whole. Without `If-Match`, or with `*`, whatever is there is replaced."""
    request = pb.ReplaceSurveyRequest(
        tenant=caller.tenant,
        request_id=current_request_id(),
        survey_id=survey_id,
        definition=body.to_proto(),
        etag=etag_of(if_match),
    )
    replaced = await call(services.surveys.ReplaceSurvey, request, timeout=WRITE_SECONDS)
    return _answer(replaced.survey, response)


@publish_router.post(
    "/surveys/{surveyId}/publish",
    responses=_CONFLICT | problems(_422="`survey_invalid`, with every problem in `errors`."),
    summary="Publish the draft",
)
async def publish_survey(
    survey_id: SurveyId, caller: Authorised, services: Services
) -> PublishedVersion:
    """Check the draft as a whole and freeze it as the next version, which new sessions use."""
    request = pb.PublishSurveyRequest(
        tenant=caller.tenant, request_id=current_request_id(), survey_id=survey_id
    )
    published = await call(services.surveys.PublishSurvey, request, timeout=WRITE_SECONDS)
    warnings = [FindingAnswer.from_proto(warning) for warning in published.warnings]
    return PublishedVersion(version=published.version, warnings=warnings)


@publish_router.post("/surveys/{surveyId}/pause", responses=_CONFLICT, summary="Pause a survey")
async def pause_survey(
    survey_id: SurveyId, response: Response, caller: Authorised, services: Services
) -> SurveyAnswer:
    """Let nothing new be sent for now; sessions under way go on."""
    request = pb.PauseSurveyRequest(
        tenant=caller.tenant, request_id=current_request_id(), survey_id=survey_id
    )
    paused = await call(services.surveys.PauseSurvey, request, timeout=WRITE_SECONDS)
    return _answer(paused.survey, response)


@publish_router.post("/surveys/{surveyId}/resume", responses=_CONFLICT, summary="Resume a survey")
async def resume_survey(
    survey_id: SurveyId, response: Response, caller: Authorised, services: Services
) -> SurveyAnswer:
    """Let a paused survey be sent again."""
    request = pb.ResumeSurveyRequest(
        tenant=caller.tenant, request_id=current_request_id(), survey_id=survey_id
    )
    resumed = await call(services.surveys.ResumeSurvey, request, timeout=WRITE_SECONDS)
    return _answer(resumed.survey, response)


@publish_router.post("/surveys/{surveyId}/archive", responses=_CONFLICT, summary="Archive a survey")
async def archive_survey(
    survey_id: SurveyId, response: Response, caller: Authorised, services: Services
) -> SurveyAnswer:
    """Let nothing new be sent ever again; sessions under way go on."""
    request = pb.ArchiveSurveyRequest(
        tenant=caller.tenant, request_id=current_request_id(), survey_id=survey_id
    )
    archived = await call(services.surveys.ArchiveSurvey, request, timeout=WRITE_SECONDS)
    return _answer(archived.survey, response)


def _answer(survey: survey_pb2.Survey, response: Response) -> SurveyAnswer:
    response.headers["ETag"] = entity_tag(survey.etag)
    return SurveyAnswer.from_proto(survey)
