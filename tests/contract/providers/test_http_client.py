"""The HTTP client against servers that answer in every way that HTTP allows, and in some that it does not."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from services.sms.adapters.kept_http import KeptHttp
from services.sms.adapters.outgoing_http import OutgoingHttp
from services.sms.adapters.quick_http import QuickHttp
from services.sms.adapters.quick_http_connection import LARGEST_BODY
from services.sms.domain.http import Endpoint, HttpAnswer, HttpRequest, endpoint
from services.sms.ports.http import ConnectionLostError, HttpClient, NotReachableError

pytestmark = pytest.mark.anyio


class Server:
    """Answers every request on every connection with the same bytes; counts connections."""

    def __init__(self, answer: bytes, *, close: bool = False) -> None:
        self.answer = answer
        self.connections = 0
        self.requests: list[bytes] = []
        self.port = 0
        self._close = close

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                _, _, said = head.lower().partition(b"content-length: ")
                length = int(said.split(b"\r\n")[0] or 0)
                self.requests.append(head + await reader.readexactly(length))
                writer.write(self.answer)
                if self._close:
                    break
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    def to(self) -> Endpoint:
        return endpoint(f"http://127.0.0.1:{self.port}/a?b=c", {"X-Test": "t"})


@asynccontextmanager
async def serving(answer: bytes, *, close: bool = False) -> AsyncIterator[Server]:
    server = Server(answer, close=close)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    async with listener:
        yield server


@pytest.fixture(params=["quick", "kept"])
async def client(request: pytest.FixtureRequest) -> AsyncIterator[HttpClient]:
    """Each of the two clients; both keep the same contract."""
    if request.param == "quick":
        quick = QuickHttp()
        yield quick
        quick.close()
    else:
        kept = KeptHttp()
        yield kept
        await kept.close()


async def post(client: HttpClient, to: Endpoint, body: bytes, *, seconds: float) -> HttpAnswer:
    return await client.send(HttpRequest(to=to, body=body), seconds=seconds)


async def test_a_request_carries_path_query_host_and_headers(client: HttpClient) -> None:
    async with serving(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        await post(client, server.to(), b"body", seconds=5)

    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    first, *lines = head.splitlines()
    host = b"Host: 127.0.0.1:%d" % server.port
    assert first == b"POST /a?b=c HTTP/1.1"
    assert {host, b"X-Test: t", b"Content-Length: 4"} <= set(lines)
    assert body == b"body"


async def test_a_request_has_its_own_method_and_headers_besides(client: HttpClient) -> None:
    async with serving(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        request = HttpRequest(to=server.to(), method="PUT", headers=[("X-Own", "o")], body=b"b")
        await client.send(request, seconds=5)

    first, *lines = server.requests[0].partition(b"\r\n\r\n")[0].splitlines()
    assert first == b"PUT /a?b=c HTTP/1.1"
    assert {b"X-Test: t", b"X-Own: o"} <= set(lines)


async def test_a_header_of_a_request_cannot_smuggle_another(client: HttpClient) -> None:
    async with serving(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        request = HttpRequest(to=server.to(), headers=[("X-Own", "o\r\nX-Other: y")])
        with pytest.raises(ValueError, match=r"(?i)printable|newline|forbidden"):
            await client.send(request, seconds=1)

    assert server.requests == []


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        pytest.param(b"200 OK\r\nContent-Length: 2\r\n\r\nok", 200, b"ok", id="a length"),
        pytest.param(
            b"200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n",
            200,
            b"ok",
            id="chunks",
        ),
        pytest.param(b"204 No Content\r\n\r\n", 204, b"", id="no body"),
        pytest.param(
            b"102 Processing\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nx",
            201,
            b"x",
            id="an interim answer first",
        ),
        pytest.param(
            b"500 Oh\r\nContent-Length: 0\r\nRetry-After: 7\r\n\r\n", 500, b"", id="an error"
        ),
    ],
)
async def test_an_answer_is_read_and_its_connection_used_again(
    client: HttpClient, answer: bytes, status: int, body: bytes
) -> None:
    async with serving(b"HTTP/1.1 " + answer) as server:
        for _ in range(3):
            read = await post(client, server.to(), b"", seconds=5)
            assert (read.status, read.body) == (status, body)

    assert server.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", id="told so"),
        pytest.param(b"200 OK\r\n\r\nok", id="an end that is the end of the connection"),
    ],
)
async def test_a_connection_that_the_server_closes_is_not_used_again(
    client: HttpClient, answer: bytes
) -> None:
    async with serving(b"HTTP/1.1 " + answer, close=True) as server:
        for _ in range(2):
            assert (await post(client, server.to(), b"", seconds=5)).body == b"ok"

    assert server.connections == 2


async def test_a_header_is_found_in_any_case(client: HttpClient) -> None:
    async with serving(b"HTTP/1.1 429 No\r\nRETRY-after: 7\r\nContent-Length: 0\r\n\r\n") as server:
        answer = await post(client, server.to(), b"", seconds=5)

    assert answer.header("Retry-After") == "7"
    assert answer.header("Other") is None


async def test_a_body_too_large_is_dropped_and_the_status_kept(client: HttpClient) -> None:
    large = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + b"x" * (LARGEST_BODY + 1)
    async with serving(large) as server:
        answer = await post(client, server.to(), b"", seconds=5)

    assert (answer.status, answer.body) == (200, b"")


async def test_a_body_that_does_not_end_in_time_costs_not_the_status(
    client: HttpClient,
) -> None:
    async with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf") as server:
        answer = await post(client, server.to(), b"", seconds=0.05)

    assert (answer.status, answer.body) == (200, b"half")


@pytest.mark.parametrize(
    "answer", [b"SSH-2.0-x\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99_999]
)
async def test_what_is_no_answer_is_a_lost_connection(client: HttpClient, answer: bytes) -> None:
    async with serving(answer) as server:
        with pytest.raises(ConnectionLostError):
            await post(client, server.to(), b"", seconds=5)


async def test_an_end_without_an_answer_is_a_lost_connection(client: HttpClient) -> None:
    async with serving(b"", close=True) as server:
        with pytest.raises(ConnectionLostError):
            await post(client, server.to(), b"", seconds=5)


async def test_no_answer_in_time_is_a_timeout(client: HttpClient) -> None:
    async with serving(b"") as server:
        with pytest.raises(TimeoutError):
            await post(client, server.to(), b"", seconds=0.05)


async def test_an_answer_that_nobody_asked_for_ends_the_connection(
    client: HttpClient,
) -> None:
    twice = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" * 2
    async with serving(twice) as server:
        await post(client, server.to(), b"", seconds=5)
        await post(client, server.to(), b"", seconds=5)

    assert server.connections == 2


async def test_a_cancelled_request_leaves_no_connection_behind(client: HttpClient) -> None:
    async with serving(b"") as server:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await post(client, server.to(), b"", seconds=5)
        server.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        assert (await post(client, server.to(), b"", seconds=5)).status == 200

    assert server.connections == 2


async def test_nobody_listening_is_not_reachable(client: HttpClient) -> None:
    async with serving(b"") as server:
        pass
    with pytest.raises(NotReachableError):
        await post(client, server.to(), b"", seconds=5)


async def test_a_server_without_tls_is_not_reachable_by_https(client: HttpClient) -> None:
    async with serving(b"") as server:
        to = endpoint(f"https://127.0.0.1:{server.port}/", {})
        with pytest.raises(NotReachableError):
            await post(client, to, b"", seconds=1)


async def test_a_compressed_answer_is_read_by_the_kept_client() -> None:
    packed = gzip.compress(b"ok")
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s"
    client = OutgoingHttp()
    async with serving(answer % (len(packed), packed)) as server:
        read = await client.send(HttpRequest(to=server.to(), method="GET"), seconds=5)
    await client.close()

    assert read.body == b"ok"
    assert b"GET /a?b=c HTTP/1.1" in server.requests[0]


async def test_a_proxy_of_the_environment_is_used_and_this_machine_reached_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        client = OutgoingHttp()
        far = endpoint("http://sms.example/a", {"X-Test": "t"})
        async with serving(b"HTTP/1.1 204 No Content\r\n\r\n") as near:
            statuses = [
                (await post(client, to, b"body", seconds=5)).status for to in (far, near.to())
            ]
        await client.close()

    assert statuses == [200, 204]
    assert [request.splitlines()[0] for request in proxy.requests] == [
        b"POST http://sms.example/a HTTP/1.1"
    ]


@pytest.mark.parametrize("url", ["ftp://h/", "http://", "nothing", "http://å.no/"])
def test_an_endpoint_needs_a_plain_http_url(url: str) -> None:
    with pytest.raises(ValueError, match="http or https"):
        endpoint(url, {})


def test_a_header_cannot_smuggle_another() -> None:
    with pytest.raises(ValueError, match="printable"):
        endpoint("http://h/", {"Authorization": "x\r\nX-Other: y"})
