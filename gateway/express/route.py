"""Serves a plain request on a lane: its body, its id, its metrics, and the end of any exception.

Middleware, router and request objects cost more than all that there is to do for the hottest requests.
So those have lanes of their own, ahead of the application. A lane takes plain requests only, and the
application has routes for the same addresses, which take the rest and answer alike.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import structlog
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from gateway.http.errors import describe, problem_response
from gateway.http.middleware import BODY_LIMIT, BODY_SECONDS, HTTP_SECONDS, request_id_of
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger

log = get_logger(__name__)

_ABOUT_BODIES: Final = frozenset((b"content-length", b"transfer-encoding", b"expect"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRequest:
    """A request with all of its body."""

    scope: Scope
    request_id: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainAnswer:
    """A whole answer; an empty content type is left out."""

    status: int
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What serves a request: `operation` names it in metrics, `answer` may raise whatever a route may."""

    operation: str
    answer: Callable[[PlainRequest], Awaitable[PlainAnswer]]


def is_plain(scope: Scope) -> bool:
    """Say whether a request is a POST with a body of an announced length within the limit."""
    if scope["method"] != "POST":
        return False
    announced = {name: value for name, value in scope["headers"] if name in _ABOUT_BODIES}
    length = announced.pop(b"content-length", b"")
    return not announced and length.isdigit() and int(length) <= BODY_LIMIT


async def serve(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one plain request."""
    started = time.perf_counter()
    request_id = request_id_of(scope)
    try:
        body = await _body(receive)
        if body is None:
            return
        answer = await lane.answer(PlainRequest(scope=scope, request_id=request_id, body=body))
    except Exception as exc:
        status = await _refuse(lane, exc, request_id, scope=scope, send=send)
    else:
        status = answer.status
        await _send(answer, request_id, send)
    HTTP_SECONDS.labels(lane.operation, status).observe(time.perf_counter() - started)


async def _body(receive: Receive) -> bytes | None:
    """Return the body, which nearly always is there at once; None when the caller has gone."""
    message = await receive()
    if message["type"] == "http.disconnect":
        return None
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    try:
        async with asyncio.timeout(BODY_SECONDS):
            rest = await _rest(receive)
    except TimeoutError as exc:
        raise HTTPException(
            408, "The body did not arrive in time", {"Connection": "close"}
        ) from exc
    return None if rest is None else body + rest


async def _rest(receive: Receive) -> bytes | None:
    chunks: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


async def _send(answer: PlainAnswer, request_id: str, send: Send) -> None:
    headers = [
        (b"content-length", b"%d" % len(answer.body)),
        (b"x-request-id", request_id.encode("latin-1")),
        (b"x-content-type-options", b"nosniff"),
    ]
    if answer.content_type:
        headers.append((b"content-type", answer.content_type.encode("latin-1")))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def _refuse(
    lane: Lane, error: Exception, request_id: str, *, scope: Scope, send: Send
) -> int:
    problem = describe(error)
    if problem.status >= 500 and not isinstance(error, ServiceError):
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            log.exception("request failed", operation=lane.operation)
    response = problem_response(problem, request_id)
    response.headers["X-Request-Id"] = request_id
    response.headers["X-Content-Type-Options"] = "nosniff"
    await response(scope, _nothing, send)
    return problem.status


async def _nothing() -> dict[str, Any]:
    return {"type": "http.disconnect"}
