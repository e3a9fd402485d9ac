"""One connection to a provider: a request at a time, and its answer read by httptools."""

import asyncio
from typing import Final, cast

import httptools

from services.sms.domain.http import HttpAnswer
from services.sms.ports.http import ConnectionLostError

LARGEST_BODY: Final = 64 * 1024
_LARGEST_HEAD: Final = 32 * 1024


class HttpConnection(asyncio.Protocol):
    """Use `ask` while `free`; for one event loop. The parser calls the methods that begin with `on_`."""

    def __init__(self) -> None:
        self.free = False
        """Whether a request may be sent now."""
        self.idle_since = 0.0
        """Since when it has been free, in seconds of the loop's clock."""
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.WriteTransport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[HttpAnswer] | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._forget()

    def ask(self, request: bytes, *, seconds: float) -> asyncio.Future[HttpAnswer]:
        """Send a request; the future gets its answer, or ConnectionLostError or TimeoutError."""
        assert self._transport is not None
        self.free = False
        self._forget()
        answer = self._answer = self._loop.create_future()
        self._deadline = self._loop.call_later(seconds, self._end, TimeoutError())
        self._transport.write(request)
        return answer

    def close(self) -> None:
        """Drop the connection with whatever is under way on it."""
        self._end(ConnectionLostError())

    # -- what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be free."""
        # uvloop's transports do not derive from asyncio's.
        self._transport = cast(asyncio.WriteTransport, transport)
        self._rest()

    def data_received(self, data: bytes) -> None:
        """Read on; what nobody asked for ends the connection."""
        if self._answer is None:
            self._end(ConnectionLostError())
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._end(ConnectionLostError())
        if not self._headed:
            self._head_size += len(data)
            if self._head_size > _LARGEST_HEAD:
                self._end(ConnectionLostError())

    def connection_lost(self, exc: Exception | None) -> None:
        """End what is under way."""
        self._end(ConnectionLostError())

    # -- what the parser calls

    def on_message_begin(self) -> None:
        """End the connection over an answer that nobody asked for: the next one would get it."""
        if self._answer is None:
            self._end(ConnectionLostError())

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Note that only the body is missing; 1xx is followed by the answer itself."""
        if self._parser.get_status_code() >= 200:
            self._headed = True

    def on_body(self, body: bytes) -> None:
        """Take a part of the body; too large a one is dropped, and the connection with it."""
        self._body += body
        if len(self._body) > LARGEST_BODY:
            self._body.clear()
            self._end(ConnectionLostError())

    def on_message_complete(self) -> None:
        """Hand the answer over; the connection is free when the other side keeps it."""
        if not self._headed:
            self._forget()
            return
        keep = self._parser.should_keep_alive()
        self._complete()
        if keep:
            self._rest()
        else:
            self._end(ConnectionLostError())

    # -- the rest

    def _forget(self) -> None:
        self._headers: list[tuple[bytes, bytes]] = []
        self._body = bytearray()
        self._head_size = 0
        self._headed = False

    def _rest(self) -> None:
        self.free = self._transport is not None and not self._transport.is_closing()
        self.idle_since = self._loop.time()

    def _end(self, reason: Exception) -> None:
        """Drop the connection. An answer whose status is known is one, even if its body was cut off."""
        self.free = False
        if self._transport is not None:
            self._transport.abort()
        if self._headed:
            self._complete()
        elif (answer := self._settled()) is not None:
            answer.set_exception(reason)

    def _complete(self) -> None:
        if (answer := self._settled()) is not None:
            status = self._parser.get_status_code()
            body = bytes(self._body)
            answer.set_result(HttpAnswer(status=status, headers=self._headers, body=body))

    def _settled(self) -> asyncio.Future[HttpAnswer] | None:
        """Return the future that still waits, for the last time; None when none does."""
        answer, self._answer = self._answer, None
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        return None if answer is None or answer.done() else answer
