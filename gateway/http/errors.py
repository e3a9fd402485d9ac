"""Turns everything that goes wrong into `application/problem+json` (RFC 9457, `gateway/README.md`).

No stack, SQL, host or internal name ever leaves.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from gateway.http.methods import methods_at
from gateway.http.responses import Headers
from services.contracts.problem_paths import problems_of
from services.runtime.errors import ErrorKind, Problem, ServiceError, invalid

_STATUSES = {
    ErrorKind.INVALID: HTTPStatus.BAD_REQUEST,
    ErrorKind.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    ErrorKind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    ErrorKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.PRECONDITION: HTTPStatus.CONFLICT,
    ErrorKind.EXHAUSTED: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorKind.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
}
_STATUSES_BY_REASON = {
    "SURVEY_INVALID": HTTPStatus.UNPROCESSABLE_ENTITY,
    "NO_SENDER": HTTPStatus.UNPROCESSABLE_ENTITY,
    "WEBHOOK_URL_REFUSED": HTTPStatus.UNPROCESSABLE_ENTITY,
    "STALE_ETAG": HTTPStatus.PRECONDITION_FAILED,
    "CURSOR_TOO_OLD": HTTPStatus.GONE,
}
_CODES = {
    ErrorKind.EXHAUSTED: "rate_limited",
    ErrorKind.UNAVAILABLE: "unavailable",
    ErrorKind.INTERNAL: "internal",
}
"""Kinds whose reason says more about us than a caller should know."""
_HTTP_CODES = {
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_TIMEOUT: "request_timeout",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
}
_PLACES = {
    "invalid_identifier": "identifier",
    "unsupported_identifier_type": "identifierType",
    "unsupported_channel": "channel",
    "invalid_expiry": "expiryTime",
    "invalid_language": "languageCode",
    "content_too_long": "content",
}
"""Codes that are about one property, and which; used where a service names no place."""
_INTERNAL = "Something went wrong on our side. The request id helps to find out what."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemDetails:
    """What an error response says; `code` is stable."""

    status: int
    code: str
    detail: str
    errors: Sequence[Problem] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the body, without the request id."""
        body: dict[str, Any] = {
            "type": f"urn:svar:problem:{self.code}",
            "title": self.code.replace("_", " ").capitalize(),
            "status": int(self.status),
            "detail": self.detail,
            "code": self.code,
        }
        if self.errors:
            body["errors"] = [{"path": e.path, "message": e.message} for e in self.errors]
        return body


def problem_response(problem: ProblemDetails, request_id: str) -> JSONResponse:
    """Make the response; the only place where an error becomes one."""
    return JSONResponse(
        problem.to_json() | {"requestId": request_id},
        status_code=problem.status,
        headers=dict(problem.headers),
        media_type="application/problem+json",
    )


def written_problem(problem: ProblemDetails, request_id: str) -> tuple[Headers, bytes]:
    """Return the headers, without the length, and the body of the response."""
    response = problem_response(problem, request_id)
    headers = [header for header in response.raw_headers if header[0] != b"content-length"]
    return headers, bytes(response.body)


def describe(error: BaseException) -> ProblemDetails:
    """Say what a caller is told about an error of any kind."""
    match error:
        case ServiceError():
            return _of_service_error(error)
        case RequestValidationError():
            return _of_service_error(_shape_error(error))
        case HTTPException():
            return _of_http_exception(error)
        case _:
            return ProblemDetails(status=500, code="internal", detail=_INTERNAL)


async def answer_error(request: Request, error: Exception) -> JSONResponse:
    """Answer a request that raised; what Starlette calls for every kind of exception listed in `app`."""
    problem = describe(error)
    if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
        methods = methods_at(request.url.path, request.app.state.addresses)
        problem = replace(problem, headers={"Allow": ", ".join(methods)})
    return problem_response(problem, request.state.request_id)


def shape_error(problems: Sequence[Problem], *, codes: bool) -> ServiceError:
    """Make the error for a body of the wrong shape.

    With `codes`, one that is wrong in a single known property gets the code for that property.
    """
    reasons = {code for code, place in _PLACES.items() if {p.path for p in problems} == {place}}
    reason = next(iter(reasons), "invalid_request") if codes else "invalid_request"
    count = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
    return invalid(
        reason.upper(), f"The request is not of the right shape: {count}.", problems=problems
    )


def _shape_error(error: RequestValidationError) -> ServiceError:
    errors = [{**item, "loc": item["loc"][1:]} for item in error.errors()]
    sends = str(error.endpoint_path or "").lower().endswith(("/send", "/sendsurvey"))
    return shape_error(problems_of(errors), codes=sends)


def _of_service_error(error: ServiceError) -> ProblemDetails:
    code = _CODES.get(error.kind, error.reason.lower())
    if error.kind is ErrorKind.INTERNAL:
        return ProblemDetails(status=500, code=code, detail=_INTERNAL)
    return ProblemDetails(
        status=_STATUSES_BY_REASON.get(error.reason, _STATUSES[error.kind]),
        code=code,
        detail=error.message,
        errors=error.problems or _problems(code, error.message),
        headers=_headers(error),
    )


def _problems(code: str, message: str) -> Sequence[Problem]:
    place = _PLACES.get(code)
    return [Problem(path=place, message=message)] if place else ()


def _headers(error: ServiceError) -> dict[str, str]:
    if error.kind is ErrorKind.UNAUTHENTICATED:
        return {"WWW-Authenticate": _challenge(error)}
    if error.retryable:
        return {"Retry-After": str(math.ceil(error.retry_after or 1))}
    return {}


def _challenge(error: ServiceError) -> str:
    challenge = error.metadata.get("challenge")
    return 'Bearer realm="svar"' + (f', error="{challenge}"' if challenge else "")


def _of_http_exception(error: HTTPException) -> ProblemDetails:
    status = HTTPStatus(error.status_code)
    detail = (
        error.detail if error.detail != status.phrase else _DETAILS.get(status, status.description)
    )
    return ProblemDetails(
        status=status,
        code=_HTTP_CODES.get(status, "invalid_request"),
        detail=f"{detail.removesuffix('.')}.",
        headers=dict(error.headers or {}),
    )


_DETAILS = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not answer this method",
}
