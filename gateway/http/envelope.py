"""The envelope of every HTTP request: its id, its whole body, its time, and what an exception becomes.

Written once for both ways in: in front of the routes it is `Enveloped`, a middleware; the express
routes (`gateway.express`) call `serve` themselves.
"""

import re
import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from prometheus_client import Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.http.bodies import LARGE, Bodies, replayed
from gateway.http.errors import describe, problem_response
from gateway.http.responses import JSON_TYPES, Headers
from services.runtime.actor import bind_actor
from services.runtime.errors import ServiceError
from services.runtime.ids import new_id
from services.runtime.logs import get_logger

log = get_logger(__name__)
HTTP_SECONDS = Histogram(
    "svar_http_seconds",
    "Time that an HTTP request took, by operation and status",
    ["operation", "status"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
)

Inner = Callable[[bytes, Send], Awaitable[None]]
"""Answers a request, given its body and where the answer goes; may raise whatever `errors` describes."""

_is_sane_id: Final = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}").fullmatch


async def serve(
    scope: Scope, receive: Receive, send: Send, inner: Inner, *, bodies: Bodies
) -> None:
    """Serve one request in a task of its own, which the request id in its logs belongs to."""
    started = time.perf_counter()
    answer = _Answer(send, request_id_of(scope["headers"]))
    scope.setdefault("state", {})["request_id"] = answer.request_id
    structlog.contextvars.bind_contextvars(request_id=answer.request_id)
    # A request that came in the same packet as the one before begins in that one's context.
    bind_actor(None)
    try:
        body = await bodies.read(scope, receive)
        if body is not None and len(body) <= LARGE:
            await inner(body, answer.send)
        elif body is not None:
            with bodies.at_work(len(body)):
                await inner(body, answer.send)
    except Exception as exc:
        if answer.status:
            raise  # half an answer is out; the server closes the connection
        await _answer_exception(exc, scope, receive, answer)
    finally:
        seconds = time.perf_counter() - started
        HTTP_SECONDS.labels(operation_of(scope), answer.status).observe(seconds)


class Enveloped:
    """The middleware: an application whose requests come in the envelope."""

    def __init__(self, app: ASGIApp, bodies: Bodies) -> None:
        self._app = app
        self._bodies = bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def inner(body: bytes, send: Send) -> None:
            await self._app(scope, replayed(body, receive), send)

        await serve(scope, receive, send, inner, bodies=self._bodies)


class _Answer:
    """Where an answer goes: adds the headers that all have, and ends JSON with a newline."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.request_id = request_id
        self.status = 0
        self._ends_line = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = self._headers(message["headers"])
        elif self._ends_line and not message.get("more_body"):
            message["body"] = message.get("body", b"") + b"\n"
        await self._send(message)

    def _headers(self, given: Headers) -> list[tuple[bytes, bytes]]:
        headers = [
            *given,
            (b"x-request-id", self.request_id.encode("latin-1")),
            (b"x-content-type-options", b"nosniff"),
        ]
        length_at = -1
        for position, (name, value) in enumerate(given):
            if name == b"content-type":
                self._ends_line = value.startswith(JSON_TYPES)
            elif name == b"content-length":
                length_at = position
        if self._ends_line and length_at >= 0:
            length = int(given[length_at][1]) + 1
            headers[length_at] = (b"content-length", b"%d" % length)
        return headers


async def _answer_exception(
    error: Exception, scope: Scope, receive: Receive, answer: _Answer
) -> None:
    problem = describe(error)
    if problem.status >= 500 and not isinstance(error, ServiceError):
        log.exception("request failed", operation=operation_of(scope))
    await problem_response(problem, answer.request_id)(scope, receive, answer.send)


def request_id_of(headers: Headers) -> str:
    """Return the id that the caller gave the request, a new one when there is none of a sane form."""
    for name, value in headers:
        if name == b"x-request-id":
            request_id = value.decode("latin-1")
            return request_id if _is_sane_id(request_id) else new_id()
    return new_id()


def operation_of(scope: Scope) -> str:
    """Return the name of the function that serves the request, which the router found if one fits."""
    return str(getattr(scope.get("endpoint"), "__name__", "none"))
