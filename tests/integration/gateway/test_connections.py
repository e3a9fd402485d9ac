"""Whoever holds connections, or never comes to an end, keeps nobody else out and takes no memory.

A peer is a socket, so that a test can say half a thing, or nothing.
"""

import json
import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from prometheus_client import REGISTRY

from gateway.config import GatewaySettings
from gateway.http.connections import ConnectionLimits
from gateway.http.protocol import HEAD_LIMIT, PIPELINE_LIMIT
from services.access.access import Access
from services.access.keys import DevelopmentKeys
from tests.fakes.contented_services import answer_everything
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway, running_gateway

HELLO = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
LAST_HELLO = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
INBOUND = b"POST /v1/providers/plain/inbound HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = INBOUND + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
SOON = 0.4
"""Seconds for a head, in tests that wait for its end."""


class Peer:
    """A connection to the gateway, byte by byte."""

    def __init__(self, gateway: Gateway) -> None:
        address = urlsplit(gateway.url)
        self._socket = socket.create_connection((address.hostname, address.port), timeout=10)

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def say(self, said: bytes) -> bool:
        """Send all of it; says whether it could be sent."""
        try:
            self._socket.sendall(said)
        except OSError:
            return False
        return True

    def hear(self) -> bytes:
        """Return what comes until the gateway closes."""
        heard = b""
        try:
            while part := self._socket.recv(65536):
                heard += part
        except ConnectionResetError:
            pass
        return heard

    def answer(self) -> bytes:
        """Return the JSON answer that comes next, whose head may come alone; b"" for none."""
        heard = b""
        while not heard.endswith(b"}\n") and (more := self._socket.recv(65536)):
            heard += more
        return heard

    def is_open(self) -> bool:
        """Say whether the gateway holds this connection and has said nothing."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return not poll.poll(0)


def problem_in(heard: bytes) -> Any:
    """Return the one problem document that came."""
    head, _, body = heard.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    problem = json.loads(body)
    assert problem["requestId"]
    assert head.startswith(b"HTTP/1.1 %d " % problem["status"])
    return problem


def refused(reason: str) -> float:
    return REGISTRY.get_sample_value("svar_http_refused_total", {"reason": reason}) or 0.0


@contextmanager
def gateway_with(services: FakeServices, **limits: Any) -> Iterator[Gateway]:
    access = Access(keys=DevelopmentKeys())
    with running_gateway(services.addresses, access, limits=ConnectionLimits(**limits)) as gateway:
        yield gateway


@pytest.fixture
def hasty(services: FakeServices) -> Iterator[Gateway]:
    """A gateway that waits for heads only a moment."""
    with gateway_with(services, head_seconds=SOON) as gateway:
        yield gateway


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET /healthz HTTP/1.1\r\nHost: local", id="half a head"),
        pytest.param(b"\r\n", id="an empty line"),
        pytest.param(HELLO + b"GET /", id="half a second head"),
    ],
)
def test_without_a_whole_head_a_connection_is_cut(said: bytes, hasty: Gateway) -> None:
    before = refused("head_too_slow")
    with Peer(hasty) as peer:
        started = time.monotonic()
        peer.say(said)

        peer.hear()

    assert SOON * 0.9 <= time.monotonic() - started < 10 * SOON
    assert refused("head_too_slow") == before + 1


def test_an_empty_line_keeps_no_connection(hasty: Gateway) -> None:
    with Peer(hasty) as peer:
        peer.say(HELLO)
        assert peer.answer().startswith(b"HTTP/1.1 200")
        started = time.monotonic()
        peer.say(b"\r\n")

        assert peer.hear() == b""

    assert SOON * 0.9 <= time.monotonic() - started < 10 * SOON


def test_a_slow_head_is_cut_though_it_goes_on(hasty: Gateway) -> None:
    with Peer(hasty) as peer:
        started = time.monotonic()
        peer.say(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
        while peer.is_open() and time.monotonic() - started < 10 * SOON:
            peer.say(b"a")
            time.sleep(SOON / 10)

    assert time.monotonic() - started < 10 * SOON


def test_a_body_that_nobody_waits_for_any_more_is_cut(hasty: Gateway) -> None:
    with Peer(hasty) as peer:
        # Too large by what it announces: answered before the body comes, which then does not.
        peer.say(INBOUND + b"Content-Length: 99999999\r\nConnection: keep-alive\r\n\r\nx")

        heard = peer.hear()

    assert problem_in(heard)["code"] == "too_large"


def test_a_genuine_caller_gets_in_while_a_thousand_connections_are_silent(
    gateway: Gateway,
) -> None:
    with ExitStack() as stack:
        silent = [stack.enter_context(Peer(gateway)) for _ in range(1_100)]
        for peer in silent[::2]:
            peer.say(b"POST /v1/surveys HTTP/1.1\r\nX-Half: ")

        assert gateway.call("GET", "/healthz").status == 200
        assert all(peer.is_open() for peer in silent)


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param({"connections": 8}, id="all"),
        pytest.param({"address": 8}, id="one address"),
    ],
)
@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"GET", id="heads"),
        pytest.param(HELLO, id="kept"),
        pytest.param(INBOUND + b"Content-Length: 10\r\n\r\nx", id="bodies"),
    ],
)
def test_where_there_is_no_room_what_waits_for_its_peer_goes_first(
    said: bytes, limits: dict[str, int], services: FakeServices
) -> None:
    with gateway_with(services, **limits) as gateway, ExitStack() as stack:
        waiting = [stack.enter_context(Peer(gateway)) for _ in range(8)]
        for peer in waiting:
            peer.say(said)
            if said == HELLO:
                assert peer.answer().startswith(b"HTTP/1.1 200")
        before = refused("room")

        with Peer(gateway) as genuine:
            genuine.say(LAST_HELLO)
            assert genuine.hear().startswith(b"HTTP/1.1 200")

        assert refused("room") == before + 1
        assert waiting[0].hear() == b""
        assert all(peer.is_open() for peer in waiting[1:])


@pytest.mark.parametrize(
    ("limits", "reason"),
    [({"connections": 4}, "connections"), ({"address": 4}, "connections_of_address")],
)
def test_a_connection_too_many_is_answered_503_while_all_others_work(
    limits: dict[str, int], reason: str, services: FakeServices
) -> None:
    answer_everything(services)
    slow = services.sms.hold("ReceiveCallbacks")
    with gateway_with(services, **limits) as gateway, ExitStack() as stack:
        working = [stack.enter_context(Peer(gateway)) for _ in range(4)]
        for peer in working:
            peer.say(INBOUND + b"Connection: close\r\nContent-Length: 2\r\n\r\n[]")
        assert slow.reached.wait(10)
        before = refused(reason)

        with Peer(gateway) as one_more:
            heard = one_more.hear()

        slow.release.set()
        assert problem_in(heard)["code"] == "unavailable"
        assert b"\r\nretry-after: 1\r\n" in heard
        assert refused(reason) == before + 1
        assert all(peer.hear().startswith(b"HTTP/1.1 200") for peer in working)


@pytest.mark.parametrize(
    "begin",
    [
        pytest.param(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ", id="header"),
        pytest.param(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-", id="name"),
        pytest.param(b"GET /", id="address"),
        pytest.param(CHUNKED + b"2\r\n[]\r\n0\r\nX-Long: ", id="trailer"),
        pytest.param(CHUNKED + b"2;", id="chunk extension"),
        pytest.param(HELLO + b"GET /", id="second address"),
    ],
)
def test_what_never_ends_is_431_after_some_kibibytes(begin: bytes, gateway: Gateway) -> None:
    before = refused("head_too_large")
    with Peer(gateway) as peer:
        peer.say(begin)
        if begin.startswith(HELLO):
            assert peer.answer().startswith(b"HTTP/1.1 200")
        sent = 0
        while sent < 4 * 1024 * 1024 and peer.say(b"a" * HEAD_LIMIT):
            sent += HEAD_LIMIT
            if not peer.is_open():
                break
        heard = peer.hear()

    assert sent < 4 * 1024 * 1024
    assert problem_in(heard[heard.rindex(b"HTTP/1.1") :])["code"] == "head_too_large"
    assert refused("head_too_large") == before + 1


def test_a_head_has_at_most_32_kibibytes_however_it_comes(gateway: Gateway) -> None:
    def head(size: int) -> bytes:
        begin = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: "
        return begin + b"a" * (size - len(begin) - 4) + b"\r\n\r\n"

    def heard(*parts: bytes) -> bytes:
        with Peer(gateway) as peer:
            for part in parts:
                peer.say(part)
            return peer.hear()

    small, large = head(HEAD_LIMIT - 100), head(HEAD_LIMIT + 100)

    assert heard(small).startswith(b"HTTP/1.1 200")
    assert heard(small[:9000], small[9000:]).startswith(b"HTTP/1.1 200")
    assert heard(HELLO + small).count(b"HTTP/1.1 200") == 2
    for parts in ((large,), (large[:9000], large[9000:])):
        problem = problem_in(heard(*parts))
        assert (problem["status"], problem["code"]) == (431, "head_too_large")
    # One in front of it is answered before the connection ends.
    assert heard(HELLO + large).startswith(b"HTTP/1.1 200")


def test_a_large_body_costs_no_head(gateway: Gateway, services: FakeServices) -> None:
    answer_everything(services)
    body = b"x" * 60_000
    chunks = b"".join(b"1\r\nx\r\n" for _ in range(30_000))
    with Peer(gateway) as peer:
        peer.say(INBOUND + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        assert peer.answer().startswith(b"HTTP/1.1 200")
        peer.say(CHUNKED + chunks + b"0\r\n\r\n")
        assert peer.hear().startswith(b"HTTP/1.1 200")


def test_trailers_are_never_headers(gateway: Gateway, services: FakeServices) -> None:
    answer_everything(services)
    with Peer(gateway) as peer:
        peer.say(CHUNKED + b"2\r\n[]\r\n0\r\nX-Webhook-Token: secret\r\n\r\n")
        assert peer.hear().startswith(b"HTTP/1.1 200")

    [callback] = services.sms.requests[-1].callbacks
    assert callback.body == b"[]"
    assert "x-webhook-token" not in {header.name for header in callback.headers}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        pytest.param(b"HELLO\r\n\r\n", 400, id="no HTTP"),
        pytest.param(b"\x16\x03\x01\x00\xf5\x01\x00", 400, id="TLS"),
        pytest.param(b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400, id="a proxy's method"),
        pytest.param(b"GET /healthz HTTP/1.1\r\n\r\n", 400, id="no host"),
        pytest.param(b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, id="two hosts"),
        pytest.param(b"GET /healthz HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400, id="old, two"),
        pytest.param(CHUNKED + b"no number\r\n", 400, id="no chunk"),
        pytest.param(
            INBOUND + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
            id="two lengths",
        ),
        pytest.param(b"GET /v1%2Fsurveys HTTP/1.1\r\nHost: a\r\n\r\n", 404, id="%2F"),
        pytest.param(b"GET /v1/opt-outs/%2f HTTP/1.1\r\nHost: a\r\n\r\n", 404, id="%2f"),
    ],
)
def test_what_is_no_request_is_a_problem_document(
    said: bytes, status: int, gateway: Gateway
) -> None:
    with Peer(gateway) as peer:
        peer.say(said)
        problem = problem_in(peer.hear())

    assert problem["status"] == status


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"GET /healthz HTTP/1.0\r\n\r\n", id="HTTP/1.0 needs no host"),
        pytest.param(
            b"GET /healthz?a=%2F HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            id="%2F in query",
        ),
        pytest.param(
            b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
            id="an upgrade that we do not know",
        ),
    ],
)
def test_what_is_a_request_is_answered(said: bytes, gateway: Gateway) -> None:
    with Peer(gateway) as peer:
        peer.say(said)

        assert peer.hear().startswith(b"HTTP/1.1 200")


def test_a_few_requests_may_wait_on_one_connection(
    gateway: Gateway, services: FakeServices
) -> None:
    with Peer(gateway) as peer:
        peer.say(HELLO * PIPELINE_LIMIT + LAST_HELLO)
        assert peer.hear().count(b"HTTP/1.1 200") == PIPELINE_LIMIT + 1

    with Peer(gateway) as peer:
        peer.say(HELLO * (PIPELINE_LIMIT + 20))
        assert peer.hear().count(b"HTTP/1.1 200") == PIPELINE_LIMIT + 1


def test_a_peer_that_takes_no_answer_is_cut(services: FakeServices) -> None:
    with gateway_with(services, answer_seconds=SOON, head_seconds=1) as gateway:
        before = refused("answer_not_read")
        address = urlsplit(gateway.url)
        with socket.socket() as peer:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            peer.connect((address.hostname, address.port))
            peer.settimeout(0.1)
            # Answers of some hundred kilobytes, until no more fits into the system between us.
            deadline = time.monotonic() + 30
            while refused("answer_not_read") == before and time.monotonic() < deadline:
                with suppress(OSError):
                    peer.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
                time.sleep(0.01)

        assert refused("answer_not_read") == before + 1


def test_a_kept_connection_outlives_a_balancers_minute(services: FakeServices) -> None:
    access = Access(keys=DevelopmentKeys())
    with running_gateway(services.addresses, access, keep_alive_seconds=1) as gateway:
        with Peer(gateway) as peer:
            for _ in range(3):
                peer.say(HELLO)
                assert peer.answer().startswith(b"HTTP/1.1 200")
                time.sleep(0.8)  # as 60 s are to 75 s
        with Peer(gateway) as peer:
            peer.say(HELLO)
            assert peer.answer().startswith(b"HTTP/1.1 200")
            started = time.monotonic()
            assert peer.hear() == b""
            assert time.monotonic() - started > 0.9


def test_the_usual_time_of_a_kept_connection_is_longer_than_a_balancers() -> None:
    assert GatewaySettings().http_keep_alive_seconds == 75
