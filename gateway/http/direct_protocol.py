"""The connection that takes direct requests past the application: see `direct`.

A request goes this way when nothing else is under way on its connection, it is small or came in one
piece, and somebody wants it. Everything else is as if this class were not there, refusals included.
"""

from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from gateway.http.connections import Awaited
from gateway.http.direct import DirectCycle, DirectRoute, FindDirect
from gateway.http.envelope import request_id_of
from gateway.http.protocol import HEAD_LIMIT, BoundedProtocol
from gateway.http.responses import Headers, whole_response

SMALL: Final = 4096
"""Bytes of a body that is waited for here, until the next sweep of `connections`: 16 MiB at most in all."""
_NOT_PLAIN: Final = frozenset((b"transfer-encoding", b"expect", b"upgrade"))


class DirectProtocol(BoundedProtocol):
    """One HTTP connection."""

    def __init__(self, *args: Any, find_direct: FindDirect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find_direct = find_direct
        self._direct: DirectRoute | None = None
        self._length = 0
        self._body = b""

    # What the transport calls.

    def data_received(self, data: bytes) -> None:
        """Read what came; the application waits for the rest of what is large."""
        super().data_received(data)
        if self._direct is not None and self._length > SMALL:
            self._give_up()

    # What the parser calls.

    def on_message_begin(self) -> None:
        """Begin a request; what the application needs of it is made when it is for the application."""
        self.url = b""
        self.headers = []
        self.expect_100_continue = False
        self._await_head()

    def on_headers_complete(self) -> None:
        """Check the head, and hand the request on."""
        self._check_head()
        self._direct = self._route()
        if self._direct is None:
            self._to_application()
        self._body = b""
        self._awaited = Awaited.BODY

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        if self._direct is None:
            super().on_body(body)
        else:
            self._beside_body -= len(body)
            self._body += body

    def on_message_complete(self) -> None:
        """End a request."""
        route = self._direct
        if route is None:
            super().on_message_complete()
            return
        self._direct = None
        self._await_next()
        cycle = DirectCycle(route.operation, request_id_of(self.headers), self)
        # uvicorn asks no more of a cycle than this one has.
        self.cycle = self._started = cast(RequestResponseCycle, cycle)
        cycle.begin(route, self._body)

    # What `connections` and the server call.

    def sweep(self) -> str:
        """Let the application wait for the rest of a body that is slow."""
        if self._direct is not None:
            self._give_up()
        return super().sweep()

    def shutdown(self) -> None:
        """Answer what is under way, and close."""
        if self._direct is not None:
            self._give_up()
        super().shutdown()

    # What a direct request calls.

    def write_answer(
        self, status: int, headers: Headers, body: bytes, *, request_id: str, last: bool
    ) -> None:
        """Send a whole answer, and go on with the next request unless it is the last."""
        headers = [*self.server_state.default_headers, *headers]
        self.transport.write(
            whole_response(status, headers, body, request_id=request_id, ends_connection=last)
        )
        if last:
            self.transport.close()
        self.on_response_complete()

    def _give_up(self) -> None:
        """Hand on to the application what has come of a request."""
        self._direct = None
        self._to_application()
        if self._body:
            HttpToolsProtocol.on_body(self, self._body)

    def _to_application(self) -> None:
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        HttpToolsProtocol.on_message_begin(self)
        self.url, self.expect_100_continue = url, expects
        self.scope["headers"] = headers
        self._begin_request()

    def _route(self) -> DirectRoute | None:
        """Return what serves the request directly, None for the application."""
        if (
            self.parser.get_method() != b"POST"
            or self._answering()
            or self.flow.write_paused
            or not self.parser.should_keep_alive()
        ):
            return None
        headers = dict(self.headers)
        length = headers.get(b"content-length")
        given_once = len(headers) == len(self.headers)
        if length is None or not given_once or not _NOT_PLAIN.isdisjoint(headers):
            return None
        self._length = int(length)
        # What has come of the body counts beside it until it is read, so that a head is small, too.
        if self._beside_body > HEAD_LIMIT:
            return None
        route = self._find_direct(self.url, headers)
        return route if route and self._length <= route.most_bytes else None
