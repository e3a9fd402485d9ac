"""Sends surveys (`gateway/README.md`)."""

from dataclasses import dataclass
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
    return SentSession.from_proto(session, ignored=body.ignored())


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
    return SentSession.from_proto(session, ignored=body.ignored())


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
    asked = [
        _asked(item, f"{idempotency_key}/{index}" if idempotency_key else "")
        for index, item in enumerate(body.recipients)
    ]
    right = [item for item in asked if isinstance(item, _Asked)]
    sent = iter(await _send_many(services, caller.tenant, survey_id, right))
    return SendManyAnswer(
        results=[item if isinstance(item, Problem) else next(sent) for item in asked]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A recipient, and what in its part of the request means nothing."""

    recipient: pb.Recipient
    ignored: list[str]


async def _send_many(
    services: Clients, tenant: str, survey_id: str, asked: list[_Asked]
) -> list[SentSession | Problem]:
    request = pb.SendSurveysRequest(
        tenant=tenant,
        request_id=current_request_id(),
        survey_id=survey_id,
        recipients=[one.recipient for one in asked],
    )
    response = await call(services.sessions.SendSurveys, request, timeout=MANY_SECONDS)
    pairs = zip(response.results, asked, strict=True)
    return [_result(result, one.ignored) for result, one in pairs]


def _asked(item: Any, idempotency_key: str) -> _Asked | Problem:
    try:
        body = SendSurveyBody.model_validate(item)
    except ValidationError as exc:
        return _problem(shape_error(problems_of(exc.errors()), codes=True))
    return _Asked(recipient=body.to_proto(idempotency_key=idempotency_key), ignored=body.ignored())


def _result(result: pb.SendSurveyResult, ignored: list[str]) -> SentSession | Problem:
    if result.HasField("session"):
        return SentSession.from_proto(result.session, ignored=ignored)
    return _problem(from_status(result.problem))


def _problem(error: Exception) -> Problem:
    return Problem.model_validate(describe(error).to_json())
