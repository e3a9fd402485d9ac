"""Serves the callbacks of providers ahead of everything else: middleware, router, request objects.

Each of those costs more than all that there is to do. Only plain callbacks go here: a POST to a
callback's address with a body of an announced length within the limit. Anything else goes on to the
application, which has routes for the same addresses. Both answer alike.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from fastapi import FastAPI
from prometheus_client import Histogram
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.errors import describe, problem_response
from gateway.middleware import BODY_LIMIT, BODY_SECONDS, HTTP_SECONDS, request_id_of
from gateway.routes.providers import CallbackInbox, callback_of, receive_inbound, receive_status
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger

log = get_logger(__name__)

_KINDS: Final = {
    "inbound": (pb.CALLBACK_KIND_INBOUND, receive_inbound.__name__),
    "status": (pb.CALLBACK_KIND_STATUS, receive_status.__name__),
}
_TAKEN: Final[dict[str, Histogram]] = {
    name: HTTP_SECONDS.labels(name, 200) for _, name in _KINDS.values()
}


class Application(FastAPI):
    """FastAPI with the lane of callbacks before it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the application's life."""
        place = _place(scope) if scope["type"] == "http" else None
        if place is None:
            await super().__call__(scope, receive, send)
        else:
            await _serve(place, self.state.inbox, scope=scope, receive=receive, send=send)


@dataclass(frozen=True, slots=True)
class _Place:
    provider: str
    kind: pb.CallbackKind.ValueType
    operation: str


def _place(scope: Scope) -> _Place | None:
    match scope["path"].split("/"):
        case ["", "v1", "providers", provider, ("inbound" | "status") as what]:
            plain = scope["method"] == "POST" and _fits(scope["headers"])
            return _Place(provider, *_KINDS[what]) if plain else None
        case _:
            return None


def _fits(headers: Sequence[tuple[bytes, bytes]]) -> bool:
    announced = {name: value for name, value in headers if name in _ABOUT_BODIES}
    length = announced.pop(b"content-length", b"")
    return not announced and length.isdigit() and int(length) <= BODY_LIMIT


_ABOUT_BODIES: Final = frozenset((b"content-length", b"transfer-encoding", b"expect"))


async def _serve(
    place: _Place, inbox: CallbackInbox, *, scope: Scope, receive: Receive, send: Send
) -> None:
    started = time.perf_counter()
    request_id = request_id_of(scope)
    try:
        body = await _body(receive)
        if body is None:
            return
        answer = await inbox.receive(place.provider, callback_of(scope, place.kind, body))
    except Exception as exc:
        status = await _refuse(place, exc, request_id, scope=scope, send=send)
        HTTP_SECONDS.labels(place.operation, status).observe(time.perf_counter() - started)
        return
    await _send(answer, request_id, send)
    taken = answer.status == 200
    seconds = (
        _TAKEN[place.operation] if taken else HTTP_SECONDS.labels(place.operation, answer.status)
    )
    seconds.observe(time.perf_counter() - started)


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
            rest = await _body(receive)
    except TimeoutError as exc:
        raise HTTPException(
            408, "The body did not arrive in time", {"Connection": "close"}
        ) from exc
    return None if rest is None else body + rest


async def _send(answer: pb.Acknowledgement, request_id: str, send: Send) -> None:
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
    place: _Place, error: Exception, request_id: str, *, scope: Scope, send: Send
) -> int:
    problem = describe(error)
    if problem.status >= 500 and not isinstance(error, ServiceError):
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            log.exception("request failed", operation=place.operation)
    response = problem_response(problem, request_id)
    response.headers["X-Request-Id"] = request_id
    response.headers["X-Content-Type-Options"] = "nosniff"

    async def nothing() -> dict[str, str]:
        return {"type": "http.disconnect"}

    await response(scope, nothing, send)
    return problem.status
