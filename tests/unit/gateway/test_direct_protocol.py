"""Which requests their connection answers directly, and that the others go to the application as ever."""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from svar.sms.v1 import sms_service_pb2 as pb
from uvicorn.server import ServerState

from gateway.http.connections import ConnectionLimits, Connections
from gateway.http.direct import DirectRoute
from gateway.http.direct_protocol import SMALL, DirectProtocol
from services.runtime.errors import unavailable

HEAD = b"POST /wanted HTTP/1.1\r\nHost: x\r\nX-Request-Id: r\r\nContent-Length: %d\r\n%s\r\n"
TAKEN = pb.Acknowledgement(status=200, content_type="application/json", body=b"{}")


class Wire(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.written = b""
        self.closed = False

    def write(self, data: Any) -> None:
        """Keep it."""
        self.written += data

    def close(self) -> None:
        """Note it."""
        self.closed = True

    def is_closing(self) -> bool:
        """Say whether it was closed."""
        return self.closed

    def get_write_buffer_size(self) -> int:
        """Nothing waits here."""
        return 0

    def pause_reading(self) -> None:
        """Nothing reads here."""

    def resume_reading(self) -> None:
        """Nothing reads here."""


class Stage:
    """A connection in front of a direct route and of an application, which keep what they get."""

    def __init__(self, *, most_bytes: int = 64 * 1024) -> None:
        self.direct: list[bytes] = []
        self.by_application: list[tuple[str, bytes]] = []
        self.outcomes: list[asyncio.Future[Any]] = []
        self._most_bytes = most_bytes
        self.wire = Wire()
        config = uvicorn.Config(
            self._application, interface="asgi3", lifespan="off", log_config=None
        )
        self.connection = DirectProtocol(
            config,
            ServerState(),
            {},
            connections=Connections(ConnectionLimits()),
            find_direct=self._find,
        )
        self.connection.connection_made(self.wire)

    async def receive(self, *data: bytes) -> bytes:
        """Let data come piece by piece, and return what is answered to it at once."""
        self.wire.written = b""
        for piece in data:
            self.connection.data_received(piece)
            await _settle()
        await _settle()
        return self.wire.written

    def _find(self, url: bytes, headers: Mapping[bytes, bytes]) -> DirectRoute | None:
        if not url.startswith(b"/wanted"):
            return None
        return DirectRoute(operation="wanted", most_bytes=self._most_bytes, begin=self._begin)

    def _begin(self, body: bytes) -> asyncio.Future[Any]:
        if body == b"full":
            raise unavailable("BACKLOG_FULL", "Later.")
        self.direct.append(body)
        self.outcomes.append(asyncio.get_running_loop().create_future())
        return self.outcomes[-1]

    async def _application(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message["body"]
            more = message["more_body"]
        self.by_application.append((scope["path"], body))
        await send({"type": "http.response.start", "status": 299, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def post(body: bytes, headers: bytes = b"") -> bytes:
    return HEAD % (len(body), headers) + body


def play(scene: Any) -> None:
    asyncio.run(scene())


def test_a_whole_request_is_answered_without_the_application() -> None:
    async def scene() -> None:
        stage = Stage()

        assert await stage.receive(post(b"8")) == b""
        stage.outcomes[0].set_result(TAKEN)
        answer = await stage.receive()

        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"\r\nx-request-id: r\r\n" in head
        assert body == b"{}\n"
        assert (stage.direct, stage.by_application) == ([b"8"], [])

    play(scene)


@pytest.mark.parametrize("size", [SMALL, SMALL + 1])
def test_a_small_body_is_waited_for_and_a_large_one_is_for_the_application(size: int) -> None:
    async def scene() -> None:
        stage = Stage()
        whole = post(b"x" * size)

        await stage.receive(whole[:-size], whole[-size:-3], whole[-3:])

        direct = [body for path, body in stage.by_application] if size > SMALL else stage.direct
        assert direct == [b"x" * size]
        assert len(stage.direct) + len(stage.by_application) == 1

    play(scene)


def test_the_application_waits_for_a_slow_body() -> None:
    async def scene() -> None:
        stage = Stage()
        await stage.receive(post(b"abc")[:-2])

        assert stage.connection.sweep() == ""
        await stage.receive(b"bc")

        assert stage.by_application == [("/wanted", b"abc")]
        assert stage.direct == []

    play(scene)


@pytest.mark.parametrize(
    "request_",
    [
        post(b"8").replace(b"/wanted", b"/others"),
        post(b"8").replace(b"POST", b"PUT"),
        post(b"8", b"Connection: close\r\n"),
        post(b"8", b"X-Request-Id: again\r\n"),
        post(b"8", b"Expect: 100-continue\r\n"),
        post(b"x" * 101),
        HEAD.replace(b"Content-Length: %d\r\n%s", b"Transfer-Encoding: chunked\r\n")
        + b"1\r\n8\r\n0\r\n\r\n",
    ],
    ids=["address", "method", "close", "twice", "expect", "large", "chunked"],
)
def test_what_is_not_plain_is_for_the_application(request_: bytes) -> None:
    async def scene() -> None:
        stage = Stage(most_bytes=100)

        assert b"HTTP/1.1 299 " in await stage.receive(request_)

        assert len(stage.by_application) == 1
        assert stage.direct == []

    play(scene)


def test_what_comes_behind_a_direct_request_waits_for_its_answer() -> None:
    async def scene() -> None:
        stage = Stage()
        assert await stage.receive(post(b"1") + post(b"2") + post(b"3")) == b""
        assert (stage.direct, stage.by_application) == ([b"1"], [])

        stage.outcomes[0].set_result(TAKEN)
        answers = await stage.receive()

        assert answers.startswith(b"HTTP/1.1 200 OK\r\n")
        assert answers.count(b"HTTP/1.1 299 ") == 2
        assert [body for _, body in stage.by_application] == [b"2", b"3"]

    play(scene)


@pytest.mark.parametrize("at_once", [True, False])
def test_an_error_is_a_problem_document(at_once: bool) -> None:
    async def scene() -> None:
        stage = Stage()

        answer = await stage.receive(post(b"full" if at_once else b"8"))
        if not at_once:
            stage.outcomes[0].set_exception(unavailable("DOWN", "Later."))
            answer = await stage.receive()

        assert answer.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        assert b"retry-after: 1\r\n" in answer
        assert answer.endswith(b'"requestId":"r"}\n')

    play(scene)


def test_a_stopping_server_answers_and_closes() -> None:
    async def scene() -> None:
        stage = Stage()
        await stage.receive(post(b"8"))

        stage.connection.shutdown()
        assert not stage.wire.closed
        stage.outcomes[0].set_result(TAKEN)
        answer = await stage.receive()

        assert b"connection: close\r\n" in answer
        assert stage.wire.closed

    play(scene)


def test_a_stopping_server_takes_the_rest_of_a_request() -> None:
    async def scene() -> None:
        stage = Stage()
        await stage.receive(post(b"abc")[:-2])

        stage.connection.shutdown()
        answer = await stage.receive(b"bc")

        assert b"HTTP/1.1 299 " in answer
        assert b"connection: close\r\n" in answer

    play(scene)


def test_nothing_is_written_to_a_peer_that_has_gone() -> None:
    async def scene() -> None:
        stage = Stage()
        await stage.receive(post(b"8"))

        stage.connection.connection_lost(ConnectionResetError())
        stage.outcomes[0].set_result(cast(Any, TAKEN))

        assert await stage.receive() == b""

    play(scene)
