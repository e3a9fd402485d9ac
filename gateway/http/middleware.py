"""What every HTTP request goes through: its id, its size, its time, and the end of any exception."""

import asyncio
import re
import time

import structlog
from prometheus_client import Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.http.errors import describe, problem_response
from services.runtime.ids import new_id
from services.runtime.logs import get_logger

log = get_logger(__name__)
HTTP_SECONDS = Histogram(
    "svar_http_seconds",
    "Time that an HTTP request took, by operation and status",
    ["operation", "status"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
)

BODY_LIMIT = 1024 * 1024
"""Bytes of a request's body (`api.md` section 1)."""
DRAIN_LIMIT = 16 * 1024 * 1024
"""Bytes of a body too large that are read and dropped, so that the sender gets to read the answer."""
BODY_SECONDS = 30.0

_SANE_ID = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")


class RequestContext:
    """Gives each request an id, in logs and in the response, counts it, and answers what nobody caught."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = request_id_of(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._serve(scope, receive, _Answer(send, request_id))

    async def _serve(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        started = time.perf_counter()
        try:
            await self._app(scope, receive, answer.send)
        except Exception as exc:
            if answer.status:
                raise  # half an answer is out; the server closes the connection
            await self._answer_exception(exc, scope, receive, answer)
        finally:
            seconds = time.perf_counter() - started
            HTTP_SECONDS.labels(_operation(scope), answer.status).observe(seconds)

    async def _answer_exception(
        self, error: Exception, scope: Scope, receive: Receive, answer: "_Answer"
    ) -> None:
        problem = describe(error)
        if problem.status >= 500:
            log.exception("request failed", operation=_operation(scope))
        await problem_response(problem, answer.request_id)(scope, receive, answer.send)


class _Answer:
    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.request_id = request_id
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = self.request_id
            headers["X-Content-Type-Options"] = "nosniff"
        await self._send(message)


class BodyLimit:
    """Reads each body once, up to the limit, whether its length is announced or not; 413 beyond."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        _refuse_announced(Headers(scope=scope))
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read(receive)
        except TimeoutError as exc:
            raise HTTPException(408, "The body did not arrive in time", _CLOSE) from exc
        if body is not None:
            await self._app(scope, _replayed(body, receive), send)


_CLOSE = {"Connection": "close"}


def _too_large() -> HTTPException:
    return HTTPException(413, "A body may have at most 1 MiB", _CLOSE)


def _refuse_announced(headers: Headers) -> None:
    length = headers.get("content-length", "0")
    announced = int(length) if length.isdecimal() else 0
    waits = headers.get("expect", "").lower() == "100-continue"
    if announced > (BODY_LIMIT if waits else DRAIN_LIMIT):
        raise _too_large()


async def _read(receive: Receive) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size <= BODY_LIMIT:
            chunks.append(chunk)
        elif not message.get("more_body") or size > DRAIN_LIMIT:
            raise _too_large()
        if not message.get("more_body"):
            return b"".join(chunks)


def _replayed(body: bytes, receive: Receive) -> Receive:
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def replay() -> Message:
        return next(messages, None) or await receive()

    return replay


def request_id_of(scope: Scope) -> str:
    """Return the id that the caller gave the request, a new one when there is none of a sane form."""
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    request_id: str = given.decode("latin-1")
    return request_id if _SANE_ID.fullmatch(request_id) else new_id()


def _operation(scope: Scope) -> str:
    endpoint = scope.get("endpoint")
    return str(getattr(endpoint, "__name__", "none"))
