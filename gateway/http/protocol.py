"""uvicorn's connection with bounds: on heads, trailers, waiting and pipelining.

A request's first line and headers have at most 32 KiB, trailers included, which are dropped: whoever
may add trailers is not who may write headers. What is no HTTP is answered with a problem document.

This leans on names inside uvicorn's `HttpToolsProtocol`, which the lock pins and a test watches.
"""

import asyncio
from typing import Any, Final

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from gateway.http.connections import Awaited, Connections
from gateway.http.refusals import (
    HEAD_TOO_LARGE,
    INVALID,
    NO_HOST,
    PIPELINE_TOO_LONG,
    REFUSED,
    SLASH_IN_NAME,
    Refusal,
)

HEAD_LIMIT: Final = 32 * 1024
"""Bytes of a head (`gateway/README.md`)."""
PIPELINE_LIMIT: Final = 16
"""Requests of one connection that wait for those before them."""
_LINGER_SECONDS: Final = 2.0
"""How long a peer may go on sending after a refusal, so that it gets to read it."""


class BoundedProtocol(HttpToolsProtocol):
    """One HTTP connection."""

    def __init__(self, *args: Any, connections: Connections, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = ""
        self._connections = connections
        self._awaited = Awaited.HEAD
        # Bytes of the request at hand that are not its body.
        self._beside_body = 0
        # The request began in the midst of what came at once, and is counted when its head is there.
        self._uncounted = False
        self._started: RequestResponseCycle | None = None
        self._why: Refusal | None = None
        self._refused = False
        self._intervals = 0
        self._unsent = 0

    @property
    def awaited(self) -> Awaited:
        """What this connection waits for now."""
        if self._answering() and self._awaited is not Awaited.BODY:
            return Awaited.OURSELVES
        return self._awaited

    # What the transport calls.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; a connection too many is answered 503."""
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        if refusal := self._connections.admit(self):
            self._refuse(refusal)
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._connections.leave(self)
        self._stop_answering()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what came; replaces uvicorn's, which answers in plain text and logs each time."""
        self._unset_keepalive_if_required()
        if self._refused:
            return
        if self._awaited is Awaited.NEXT_REQUEST:
            self._await_head()
            self._uncounted = False
        self._beside_body += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # The request is answered in HTTP/1.1; what follows is in a protocol that we do not speak.
            self.cycle.keep_alive = False
        except httptools.HttpParserError:
            self._refuse(self._why or INVALID)
            return
        if self._beside_body > HEAD_LIMIT and self._awaited is not Awaited.NEXT_REQUEST:
            self._refuse(HEAD_TOO_LARGE)

    # What the parser calls.

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._await_head()

    def on_headers_complete(self) -> None:
        """Check the head, and hand the request on."""
        self._check_head()
        self._begin_request()
        self._awaited = Awaited.BODY

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._beside_body -= len(body)
        super().on_body(body)

    def on_chunk_complete(self) -> None:
        """Forget what was around a chunk: a body may have many."""
        self._beside_body = 0

    def on_message_complete(self) -> None:
        """End a request."""
        self._await_next()
        super().on_message_complete()

    # What `connections` calls.

    def sweep(self) -> str:
        """Count one interval in which the peer owes us something; return why to cut it, or ""."""
        seconds, reason = self._owed()
        self._intervals = self._intervals + 1 if reason else 0
        return reason if self._intervals > self._connections.intervals(seconds) else ""

    def cut(self) -> None:
        """Close at once."""
        self._stop_answering()
        self.transport.abort()

    def _owed(self) -> tuple[float, str]:
        """Return what the peer is late with, and in how many seconds that is too late."""
        limits = self._connections.limits
        unsent, self._unsent = self._unsent, self.transport.get_write_buffer_size()
        if self._unsent >= unsent > 0:
            return limits.answer_seconds, "answer_not_read"
        if self._answering():
            # The application reads bodies within a time of its own.
            return 0, ""
        if self._refused:
            return _LINGER_SECONDS, "refused"
        match self._awaited:
            case Awaited.HEAD:
                return limits.head_seconds, "head_too_slow"
            case Awaited.BODY:
                return limits.head_seconds, "body_too_slow"
            case _:
                return 0, ""

    def _await_head(self) -> None:
        self._awaited = Awaited.HEAD
        self._intervals = 0

    def _await_next(self) -> None:
        self._awaited = Awaited.NEXT_REQUEST
        self._beside_body = 0
        self._uncounted = True

    def _answering(self) -> bool:
        cycle = self.cycle
        return cycle is not None and not (cycle.response_complete or cycle.disconnected)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        # Not always the newest, which is all that uvicorn tells that the peer has gone.
        self._started = cycle
        super()._start_asgi_task(cycle, app)

    def _stop_answering(self) -> None:
        """Let what the application still says go nowhere."""
        if self._started is not None:
            self._started.disconnected = True
            self._started.message_event.set()

    def _begin_request(self) -> None:
        HttpToolsProtocol.on_headers_complete(self)
        # Trailers come the same way as headers: they end up here, and not in the request.
        self.headers = []

    def _check_head(self) -> None:
        self._why = self._wrong_with_head()
        if self._why is not None:
            raise ValueError(self._why.reason)  # ends the parsing; `data_received` answers

    def _wrong_with_head(self) -> Refusal | None:
        if (self._uncounted or self._beside_body > HEAD_LIMIT) and self._head_size() > HEAD_LIMIT:
            return HEAD_TOO_LARGE
        self._uncounted = False
        hosts = [name for name, _ in self.headers].count(b"host")
        if hosts > 1 or (not hosts and self.parser.get_http_version() != "1.0"):
            return NO_HOST
        if b"%" in self.url and b"%2f" in self.url.lower().partition(b"?")[0]:
            return SLASH_IN_NAME
        return PIPELINE_TOO_LONG if len(self.pipeline) >= PIPELINE_LIMIT else None

    def _head_size(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _refuse(self, refusal: Refusal) -> None:
        """Answer and read no more. The answers to earlier requests, where some are due, come instead."""
        REFUSED.labels(refusal.reason).inc()
        self._refused = True
        self._intervals = 0
        if self._awaited is Awaited.HEAD and self._answering():
            self.cycle.keep_alive = False
            return
        if self._awaited is Awaited.BODY:
            if self.pipeline or self.cycle.response_started:
                self.transport.close()
                return
            self._stop_answering()
        self.transport.write(refusal.to_bytes(self.server_state.default_headers))
        if self.transport.can_write_eof():
            self.transport.write_eof()
