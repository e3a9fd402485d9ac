"""Connections to Svar that are kept open: each carries one request at a time, the others wait in line."""

import asyncio
from collections import deque
from typing import Final

from tests.benchmarks.http_protocol import Done, HttpProtocol, status_of

_AGAIN_SECONDS: Final = 0.1


class Connections:
    """So many connections to one port of this machine. For one event loop."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: set[_Connection] = set()
        self._idle: list[_Connection] = []
        self._waiting: deque[tuple[bytes, Done]] = deque()
        self._reopening: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self, count: int) -> None:
        """Have `count` connections; a server closes those that rest, so ask again after a pause."""
        missing = count - len(self._open)
        await asyncio.gather(*(self._connect() for _ in range(missing)))

    def post(self, request: bytes, done: Done) -> None:
        """Send a request as soon as a connection is free; one whose connection breaks is sent again."""
        if self._idle:
            self._idle.pop().send(request, done)
        else:
            self._waiting.append((request, done))

    async def call(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and wait for the status and the body."""
        future: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self.post(request, lambda status, body: future.set_result((status, body)))
        return await future

    def close(self) -> None:
        """Close all of them, for good."""
        self._closed = True
        for connection in list(self._open):
            connection.close()

    def free(self, connection: "_Connection") -> None:
        """Take back a connection whose request is answered."""
        if self._waiting:
            connection.send(*self._waiting.popleft())
        else:
            self._idle.append(connection)

    def lost(self, connection: "_Connection", unanswered: tuple[bytes, Done] | None) -> None:
        """Forget a connection that is closed; what it carried goes by a new one."""
        self._open.discard(connection)
        if connection in self._idle:
            self._idle.remove(connection)
        if unanswered is not None and not self._closed:
            self._waiting.appendleft(unanswered)
            task = asyncio.get_running_loop().create_task(self._reconnect())
            self._reopening.add(task)
            task.add_done_callback(self._reopening.discard)

    async def _reconnect(self) -> None:
        while not self._closed:
            try:
                await self._connect()
            except ConnectionError:
                await asyncio.sleep(_AGAIN_SECONDS)
            else:
                return

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(
            lambda: _Connection(self), "127.0.0.1", self._port
        )
        self._open.add(connection)
        self.free(connection)


class _Connection(HttpProtocol):
    def __init__(self, pool: Connections) -> None:
        super().__init__()
        self._pool = pool
        self._carries: tuple[bytes, Done] | None = None

    def send(self, request: bytes, done: Done) -> None:
        assert self.transport is not None
        self._carries = request, done
        self.transport.write(request)

    def on_message(self, head: bytes, body: bytes) -> None:
        assert self._carries is not None, "an answer to nothing"
        _, done = self._carries
        self._carries = None
        self._pool.free(self)
        done(status_of(head), body)

    def close(self) -> None:
        self._carries = None
        if self.transport is not None:
            self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        carried, self._carries = self._carries, None
        self._pool.lost(self, carried)
