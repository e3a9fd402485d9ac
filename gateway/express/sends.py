"""The express routes of SendSurvey to one phone; the routes beside it are `gateway.routes.send`."""

import re
from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.types import Scope

from gateway.calls.single_sends import SingleSends
from gateway.express.route import ExpressRoute, PlainAnswer, PlainRequest
from gateway.http.auth import authorise
from gateway.http.errors import shape_error
from gateway.http.idempotency import HEADER, is_key
from gateway.http.ids import survey_id_of
from gateway.http.json_body import read_json
from gateway.routes.send import send_survey, send_survey_by_id
from gateway.schemas.send import SendSurveyBody, SendSurveyByIdBody, SentSession
from services.access.scopes import Scope as KeyScope
from services.contracts.problem_paths import problems_of

_KEY: Final = HEADER.lower().encode()
_path_with_id: Final = re.compile(r"/v1/surveys/([0-9A-Fa-f-]{36})/send").fullmatch
_PATH: Final = "/v1/SendSurvey"


class SendRoutes:
    """One for each of the two addresses."""

    def __init__(self, sends: SingleSends) -> None:
        self._sends = sends
        self._with_id = ExpressRoute(endpoint=send_survey, answer=self._send)
        self._in_body = ExpressRoute(endpoint=send_survey_by_id, answer=self._send_by_id)

    def find(self, scope: Scope) -> ExpressRoute | None:
        """Return the route of a plain request, None when it is for the application."""
        path = scope["path"]
        if path == _PATH:
            route = self._in_body
        elif _path_with_id(path):
            route = self._with_id
        else:
            return None
        return route if is_key(_idempotency_key(scope)) and not scope["query_string"] else None

    async def _send(self, request: PlainRequest) -> PlainAnswer:
        matched = _path_with_id(request.scope["path"])
        assert matched is not None, "the route was found by this path"
        return await self._answer(request, SendSurveyBody, matched[1])

    async def _send_by_id(self, request: PlainRequest) -> PlainAnswer:
        return await self._answer(request, SendSurveyByIdBody, None)

    async def _answer(
        self, request: PlainRequest, model: type[SendSurveyBody], survey_id: str | None
    ) -> PlainAnswer:
        http = Request(request.scope)
        caller = await authorise(http, KeyScope.SEND)
        document = read_json(request.body, http.headers.get("content-type", ""))
        try:
            body = model.model_validate(document)
        except ValidationError as exc:
            raise shape_error(problems_of(exc.errors()), codes=True) from exc
        if isinstance(body, SendSurveyByIdBody):
            survey_id = body.survey_id
        recipient = body.to_proto(idempotency_key=_idempotency_key(request.scope))
        survey = survey_id_of(survey_id or "")
        session = await self._sends.send(caller.tenant, survey, recipient)
        answer = SentSession.from_proto(session, ignored=body.ignored())
        return PlainAnswer(
            status=202,
            content_type="application/json",
            body=answer.model_dump_json(exclude_unset=True).encode(),
        )


def _idempotency_key(scope: Scope) -> str:
    given: bytes = next((value for name, value in scope["headers"] if name == _KEY), b"")
    return given.decode("latin-1")
