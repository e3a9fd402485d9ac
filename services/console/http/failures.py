"""What people are told when something failed: a page, or a sentence for a script."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from services.console.http.rendering import Rendering
from services.console.words.catalogue import Words
from services.runtime.errors import ErrorKind, ServiceError

_STATUSES: Final = {
    ErrorKind.INVALID: 400,
    ErrorKind.UNAUTHENTICATED: 401,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.CONFLICT: 409,
    ErrorKind.PRECONDITION: 412,
    ErrorKind.EXHAUSTED: 429,
    ErrorKind.UNAVAILABLE: 503,
    ErrorKind.INTERNAL: 500,
}
SCRIPT: Final = "x-svar-script"
"""The header by which our own scripts say that they want no page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What failed; `key` names the words of the page's heading."""

    status: int
    key: str
    sentence: str
    retry_after: float | None = None


def failure_of(error: ServiceError, words: Words) -> Failure:
    """Describe an error; another tenant's things are not found like those that are nowhere."""
    status = 413 if error.reason == "TOO_LARGE" else _STATUSES[error.kind]
    key = error.kind.value
    said = words(f"failures.{key}.sentence") if words.has(f"failures.{key}.sentence") else ""
    return Failure(
        status=status, key=key, sentence=said or error.message, retry_after=error.retry_after
    )


def answer(
    failure: Failure, request: Request, *, words: Words, rendering: Rendering, request_id: str
) -> Response:
    """Answer with the failure, in the form that was asked for."""
    headers = {}
    if failure.retry_after is not None:
        headers["Retry-After"] = str(max(1, round(failure.retry_after)))
    if request.headers.get(SCRIPT):
        body = {"message": failure.sentence, "code": failure.key, "requestId": request_id}
        return JSONResponse(body, status_code=failure.status, headers=headers)
    html = rendering.html(
        "failure.html", words=words, asked=None, failure=failure, request_id=request_id
    )
    return HTMLResponse(html, status_code=failure.status, headers=headers)
