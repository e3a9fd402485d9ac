"""Just enough HTTP/1.1 for the load: bodies with a length, one request at a time on a connection.

Both ends of the load are written on it, because a complete library would cost as much processor
time as what it measures.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from typing import Final, cast

_END: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length:"


class HttpProtocol(asyncio.Protocol):
    """Cuts a stream into heads and bodies; `on_message` gets each of them."""

    def __init__(self) -> None:
        self._buffer = b""
        self.transport: asyncio.WriteTransport | None = None

    @abstractmethod
    def on_message(self, head: bytes, body: bytes) -> None:
        """Take a whole request or response."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        # uvloop's transports do not derive from asyncio's.
        self.transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Take what came, and hand on what is complete."""
        self._buffer = self._buffer + data if self._buffer else data
        while message := cut(self._buffer):
            head, body, self._buffer = message
            self.on_message(head, body)


def cut(stream: bytes) -> tuple[bytes, bytes, bytes] | None:
    r"""Return the head, the body and the rest of a stream that begins with a whole message.

    >>> cut(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP")
    (b'HTTP/1.1 200 OK\r\nContent-Length: 2', b'ok', b'HTTP')
    >>> cut(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")
    """
    end = stream.find(_END)
    if end < 0:
        return None
    head = stream[:end]
    begin = end + len(_END)
    length = _length(head)
    if len(stream) < begin + length:
        return None
    return head, stream[begin : begin + length], stream[begin + length :]


def status_of(head: bytes) -> int:
    r"""Return the status of a response.

    >>> status_of(b"HTTP/1.1 202 Accepted\r\n")
    202
    """
    return int(head[9:12])


def post(path: str, body: bytes, headers: bytes) -> bytes:
    """Return a whole request; `headers` are lines that each end with a line break."""
    return b"POST %s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s" % (
        path.encode(),
        headers,
        len(body),
        body,
    )


def headers(host: str, **more: str) -> bytes:
    """Return the lines that every request of one kind begins with; `_` in a name stands for `-`."""
    lines = {"Host": host, "Content-Type": "application/json"}
    lines |= {name.replace("_", "-"): value for name, value in more.items()}
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode()


Done = Callable[[int, bytes], None]
"""Takes the status and the body of a response."""


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(_LENGTH)
    if at < 0:
        return 0
    line = lower[at + len(_LENGTH) :].split(b"\r\n", 1)[0]
    return int(line)
