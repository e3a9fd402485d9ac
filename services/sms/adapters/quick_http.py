"""The quick HTTP client, for requests straight to a provider: no proxy, no compression.

A complete client (aiohttp) takes about four times the processor time for a small request, and
sending is the largest part of what a reply costs. Reading answers is left to a kept parser.
"""

import asyncio
import ssl
from collections import defaultdict, deque
from typing import Final

from services.sms.adapters.quick_http_connection import HttpConnection
from services.sms.domain.http import Endpoint, HttpAnswer, HttpRequest, header_lines
from services.sms.ports.http import NotReachableError

# Common servers (uvicorn, Node) end a connection after 5 idle seconds. A request that meets such an
# end may or may not have been taken, so ours has to come first.
_IDLE_SECONDS: Final = 4.0

_Place = tuple[str, int, bool]


class QuickHttp:
    """One request at a time on each connection, as many connections as requests; for one event loop."""

    def __init__(self) -> None:
        self._resting: defaultdict[_Place, deque[HttpConnection]] = defaultdict(deque)
        self._tls: ssl.SSLContext | None = None

    async def send(self, request: HttpRequest, *, seconds: float) -> HttpAnswer:
        """Send a request and return the answer: see `HttpClient`."""
        to, written = request.to, _written(request)
        place = (to.host, to.port, to.tls)
        connection = self._rested(place) or await self._opened(to, seconds)
        try:
            answer = await connection.ask(written, seconds=seconds)
        except BaseException:
            connection.close()
            raise
        if connection.free:
            self._resting[place].append(connection)
        return answer

    def close(self) -> None:
        """Drop every connection that rests."""
        for connections in self._resting.values():
            while connections:
                connections.pop().close()

    def _rested(self, place: _Place) -> HttpConnection | None:
        """Return the connection that rested last and is still good; drop those that are not."""
        connections = self._resting[place]
        oldest = asyncio.get_running_loop().time() - _IDLE_SECONDS
        while connections and not (connections[0].free and connections[0].idle_since > oldest):
            connections.popleft().close()
        while connections:
            connection = connections.pop()
            if connection.free:
                return connection
        return None

    async def _opened(self, to: Endpoint, seconds: float) -> HttpConnection:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(seconds):
                _, connection = await loop.create_connection(
                    HttpConnection,
                    to.host,
                    to.port,
                    ssl=self._context() if to.tls else None,
                    server_hostname=to.host if to.tls else None,
                )
        except OSError as exc:
            # TimeoutError and everything of TLS are among them.
            raise NotReachableError from exc
        return connection

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls


def _written(request: HttpRequest) -> bytes:
    if request.method == "POST" and not request.headers:
        body = request.body
        return b"%sContent-Length: %d\r\n\r\n%s" % (request.to.post_head, len(body), body)
    return b"%s %s HTTP/1.1\r\n%s%sContent-Length: %d\r\n\r\n%s" % (
        request.method.encode("ascii"),
        request.to.path.encode("ascii"),
        request.to.head,
        header_lines(request.headers),
        len(request.body),
        request.body,
    )
