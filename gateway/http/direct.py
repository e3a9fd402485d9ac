"""A direct request: one that came whole, and is answered by its connection without ASGI.

Scope, messages, tasks and contexts cost more than all that there is to do for the hottest requests. Only
what needs none of that goes this way; `direct_protocol` decides, and the application serves the rest.
"""

import time
from asyncio import Future
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, Protocol

from msgspec import Struct
from prometheus_client import Histogram

from gateway.http.envelope import HTTP_SECONDS
from gateway.http.errors import describe, written_problem
from gateway.http.responses import Headers
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger

log = get_logger(__name__)


class Answer(Protocol):
    """What is answered; an empty content type is left out."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def content_type(self) -> str:
        """The body's type."""
        ...

    @property
    def body(self) -> bytes:
        """The body."""
        ...


class DirectRoute(Struct, frozen=True, kw_only=True):
    """What serves a direct request; `operation` names it in metrics.

    `begin` gets the body, of `most_bytes` at most. It may raise whatever a route may, at once or in the
    future, which gets an `Answer`.
    """

    operation: str
    most_bytes: int
    begin: Callable[[bytes], Future[Any]]


FindDirect = Callable[[bytes, Mapping[bytes, bytes]], DirectRoute | None]
"""Returns what serves a POST to an address, as received, with these headers; None for the application."""


class Connection(Protocol):
    """What a direct request needs of its connection."""

    def write_answer(
        self, status: int, headers: Headers, body: bytes, *, request_id: str, last: bool
    ) -> None:
        """Send a whole answer, and go on with the next request unless it is the last."""
        ...


class _NobodyWaits:
    def set(self) -> None:
        """Wake nobody: no application waits for the peer of a direct request."""


class DirectCycle:
    """Stands where uvicorn has the cycle of the request under way: its state, and its answer."""

    message_event: Final = _NobodyWaits()
    response_started: Final = False

    def __init__(self, operation: str, request_id: str, connection: Connection) -> None:
        self.keep_alive = True
        self.disconnected = False
        self.response_complete = False
        self._operation = operation
        self._request_id = request_id
        self._connection = connection
        self._began = time.perf_counter()

    def begin(self, route: DirectRoute, body: bytes) -> None:
        """Let the route serve the request, and answer when it has."""
        try:
            future = route.begin(body)
        except Exception as exc:
            self._fail(exc)
        else:
            future.add_done_callback(self._answer)

    def _answer(self, future: Future[Answer]) -> None:
        if error := future.exception():
            self._fail(error)
            return
        answer = future.result()
        content_type = answer.content_type.encode("latin-1")
        headers = [(b"content-type", content_type)] if content_type else []
        self._write(answer.status, headers, answer.body)

    def _fail(self, error: BaseException) -> None:
        problem = describe(error)
        if problem.status >= 500 and not isinstance(error, ServiceError):
            named = {"operation": self._operation, "request_id": self._request_id}
            log.error("request failed", exc_info=error, **named)
        self._write(problem.status, *written_problem(problem, self._request_id))

    def _write(self, status: int, headers: Headers, body: bytes) -> None:
        _seconds(self._operation, status).observe(time.perf_counter() - self._began)
        if self.disconnected:
            return
        self.response_complete = True
        self._connection.write_answer(
            status, headers, body, request_id=self._request_id, last=not self.keep_alive
        )


@cache
def _seconds(operation: str, status: int) -> Histogram:
    return HTTP_SECONDS.labels(operation, status)
