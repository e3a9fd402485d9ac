"""Tries a definition out, storing nothing: problems, and a conversation (`services/engine/README.md`)."""

from fastapi import Request
from svar.surveys.v1 import survey_service_pb2 as pb

from gateway.calls.clients import call
from gateway.http.auth import Authorised
from gateway.http.dependencies import Services
from gateway.http.leaving import while_waited_for
from gateway.http.routing import problems, scoped_router
from gateway.schemas.preview import PreviewAnswer, PreviewBody, preview_answer
from gateway.schemas.survey_answers import CheckAnswer, FindingAnswer, TextCostAnswer
from gateway.schemas.survey_size import DefinitionBody
from services.access.scopes import Scope

router = scoped_router(Scope.SURVEYS, tag="Surveys")


@router.post("/surveys/check", summary="Check a definition")
async def check_survey(
    http: Request, body: DefinitionBody, caller: Authorised, services: Services
) -> CheckAnswer:
    """Find everything that publishing would refuse, and what is legal but costly."""
    request = pb.CheckSurveyRequest(tenant=caller.tenant, definition=body.to_proto())
    found = await while_waited_for(http, call(services.surveys.CheckSurvey, request))
    return CheckAnswer(
        problems=[FindingAnswer.from_proto(problem) for problem in found.problems],
        warnings=[FindingAnswer.from_proto(warning) for warning in found.warnings],
        texts=[TextCostAnswer.from_proto(text) for text in found.texts],
    )


@router.post(
    "/surveys/preview",
    response_model=PreviewAnswer,
    response_model_exclude_unset=True,
    responses=problems(_422="`survey_invalid`, with every problem in `errors`."),
    summary="Hold a conversation on a definition",
)
async def preview_survey(
    http: Request, body: PreviewBody, caller: Authorised, services: Services
) -> PreviewAnswer:
    """Show every message that would be sent, and how each reply would be understood."""
    request = body.to_proto(caller.tenant)
    response = await while_waited_for(http, call(services.surveys.PreviewSurvey, request))
    return preview_answer(response)
