"""Sends surveys (`gateway/README.md`)."""

from typing import Annotated, Any

from fastapi import Request
from pydantic import ValidationError
from svar.sessions.v1 import session_service_pb2 as pb

from gateway.calls.clients import MANY_SECONDS, Clients, call, current_request_id
from gateway.http.auth import Authorised, charge
from gateway.http.dependencies import Sends, Services, SurveyId
from gateway.http.errors import describe, shape_error
from gateway.http.idempotency import idempotency_key
from gateway.http.ids import survey_id_of
from gateway.http.routing import problems, scoped_router
from gateway.schemas.answer import Problem
from gateway.schemas.send import (
    SendManyAnswer,
    SendManyBody,
    SendSurveyBody,
    SendSurveyByIdBody,
    SentSession,
)
from services.access.scopes import Scope
from services.contracts.problem_paths import problems_of
from services.runtime.grpc_errors import from_status

router = scoped_router(Scope.SEND, tag="Send")

_PROBLEMS = problems(
    _404="`survey_not_found`",
    _409="`survey_not_published`, `survey_paused` or `active_session_exists`",
    _422="`no_sender`: no sender of the tenant serves that number.",
)
IdempotencyKey = Annotated[str, idempotency_key("returns the first answer and sends nothing")]


@router.post(
    "/surveys/{surveyId}/send",
    status_code=202,
    responses=_PROBLEMS,
    response_model=SentSession,
    response_model_exclude_unset=True,
    summary="Send a survey to a phone",
)
async def send_survey(
    survey_id: SurveyId,
    body: SendSurveyBody,
    caller: Authorised,
    sends: Sends,
    idempotency_key: IdempotencyKey = "",
) -> SentSession:
    """Begin a session and queue its first messages; when this answers, both are durable.

    A phone that wants no messages gets none: the answer is still 202, with `status` `suppressed` and
    a `reason`, because a call flow cannot act on an error.
    """
    recipient = body.to_proto(idempotency_key=idempotency_key)
    session = await sends.send(caller.tenant, survey_id, recipient)
    return SentSession.from_proto(session)


@router.post(
    "/SendSurvey",
    status_code=202,
    responses=_PROBLEMS,
    response_model=SentSession,
    response_model_exclude_unset=True,
    summary="Send a survey to a phone, with the survey's id in the body",
)
async def send_survey_by_id(
    body: SendSurveyByIdBody,
    caller: Authorised,
    sends: Sends,
    idempotency_key: IdempotencyKey = "",
) -> SentSession:
    """Do the same as `POST /v1/surveys/{surveyId}/send`."""
    recipient = body.to_proto(idempotency_key=idempotency_key)
    session = await sends.send(caller.tenant, survey_id_of(body.survey_id), recipient)
    return SentSession.from_proto(session)


@router.post(
    "/surveys/{surveyId}/send-many",
    status_code=202,
    responses=_PROBLEMS,
    response_model=SendManyAnswer,
    response_model_exclude_unset=True,
    summary="Send a survey to up to 1,000 phones",
)
async def send_survey_to_many(
    request: Request,
    survey_id: SurveyId,
    body: SendManyBody,
    caller: Authorised,
    services: Services,
    idempotency_key: IdempotencyKey = "",
) -> SendManyAnswer:
    """Begin a session for each recipient; `results` holds a session or a problem for each, in order.

    An `Idempotency-Key` counts for each recipient by its place in the list. Against the rate limit,
    each recipient counts as a request.
    """
    charge(request, caller, cost=len(body.recipients) - 1, spent=1)
    recipients = [
        _recipient(item, f"{idempotency_key}/{index}" if idempotency_key else "")
        for index, item in enumerate(body.recipients)
    ]
    right = [item for item in recipients if isinstance(item, pb.Recipient)]
    sent = iter(await _send_many(services, caller.tenant, survey_id, right))
    return SendManyAnswer(
        results=[item if isinstance(item, Problem) else next(sent) for item in recipients]
    )


async def _send_many(
    services: Clients, tenant: str, survey_id: str, recipients: list[pb.Recipient]
) -> list[SentSession | Problem]:
    request = pb.SendSurveysRequest(
        tenant=tenant, request_id=current_request_id(), survey_id=survey_id, recipients=recipients
    )
    response = await call(services.sessions.SendSurveys, request, timeout=MANY_SECONDS)
    return [_result(result) for result in response.results]


def _recipient(item: Any, idempotency_key: str) -> pb.Recipient | Problem:
    try:
        body = SendSurveyBody.model_validate(item)
    except ValidationError as exc:
        return _problem(shape_error(problems_of(exc.errors()), codes=True))
    return body.to_proto(idempotency_key=idempotency_key)


def _result(result: pb.SendSurveyResult) -> SentSession | Problem:
    if result.HasField("session"):
        return SentSession.from_proto(result.session)
    return _problem(from_status(result.problem))


def _problem(error: Exception) -> Problem:
    return Problem.model_validate(describe(error).to_json())
