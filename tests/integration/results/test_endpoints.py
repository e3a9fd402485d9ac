"""The way out to subscribers, over real sockets: where it leads, under which name, and its bounds."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from services.results.adapters.endpoints import LARGEST_ANSWER, Endpoints
from services.results.adapters.secret_box import FernetSecretBox
from services.results.domain.endpoint_health import Health, Outcome
from services.results.domain.fence import Fence, networks_in
from services.results.ports.webhooks import Due, Endpoint, SealedSecrets
from tests.fakes.authority import Authority

BOX = FernetSecretBox(["a key of the tests that is long enough"])
NOW = datetime(2026, 12, 1, tzinfo=UTC)
HERE = networks_in("127.0.0.1/32")[0]
"""This machine as if it were a part of a network that is allowed."""
DUE = Due(id="1", event_id="1", body="{}", tries=0, due_since=NOW)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Names(AbstractResolver):
    """Says that every name has these addresses; a test changes them as it goes."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        return [
            ResolveResult(
                hostname=host, host=one, port=port, family=socket.AF_INET, proto=0, flags=0
            )
            for one in self.addresses
        ]

    async def close(self) -> None:
        pass


def endpoint(url: str) -> Endpoint:
    secrets = SealedSecrets(current=BOX.seal("whsec_" + "QUFB" * 8))
    return Endpoint(webhook_id="w", url=url, secrets=secrets, health=Health())


async def served(
    handler: Handler,
    ask: Callable[[int], Coroutine[Any, Any, Outcome]],
    tls: ssl.SSLContext | None = None,
) -> Outcome:
    """Serve a handler on a free port while somebody asks there."""
    app = web.Application()
    app.router.add_post("/{any:.*}", handler)
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    try:
        return await ask(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def delivered(handler: Handler, path: str = "/", **options: Any) -> Outcome:
    """Deliver to a handler on this machine."""

    async def ask(port: int) -> Outcome:
        endpoints = Endpoints(Fence(loopback=True), BOX, **options)
        try:
            to = endpoint(f"http://127.0.0.1:{port}{path}")
            return await endpoints.deliver(DUE, to, now=NOW)
        finally:
            await endpoints.close()

    return asyncio.run(served(handler, ask))


async def nothing(request: web.Request) -> web.Response:
    return web.Response(status=204)


def test_the_checked_address_is_called_under_the_name_for_tls_and_host(tmp_path: Path) -> None:
    files = Authority().write(tmp_path / "tls", "hooks.example.com")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(files.certificate, files.key)
    asked_for: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    hosts: list[str] = []
    names = Names("127.0.0.1")

    async def handler(request: web.Request) -> web.Response:
        hosts.append(request.headers["Host"])
        return web.Response()

    async def ask(port: int) -> Outcome:
        trusted = ssl.create_default_context(cafile=str(files.authority))
        endpoints = Endpoints(Fence(networks=HERE), BOX, names=names, tls=trusted)
        try:
            to = endpoint(f"https://hooks.example.com:{port}/svar?a=1")
            return await endpoints.deliver(DUE, to, now=NOW)
        finally:
            await endpoints.close()

    outcome = asyncio.run(served(handler, ask, server))

    assert outcome.answered.value == "taken"
    assert asked_for == ["hooks.example.com"]
    assert hosts[0].startswith("hooks.example.com:")
    assert names.asked == ["hooks.example.com"], "resolved once"


def test_a_certificate_that_nobody_knows_is_no_proof(tmp_path: Path) -> None:
    files = Authority().write(tmp_path / "tls", "hooks.example.com")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(files.certificate, files.key)

    async def ask(port: int) -> Outcome:
        endpoints = Endpoints(Fence(networks=HERE), BOX, names=Names("127.0.0.1"))
        try:
            to = endpoint(f"https://hooks.example.com:{port}/")
            return await endpoints.deliver(DUE, to, now=NOW)
        finally:
            await endpoints.close()

    assert asyncio.run(served(nothing, ask, server)).reason == "TLS_FAILED"


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.com/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "http://hooks.example.com/",
        "http://127.0.0.1/",
        "http://localhost/",
    ],
)
def test_a_name_that_has_come_to_lead_inside_is_not_called(url: str) -> None:
    async def ask() -> Outcome:
        names = Names("93.184.215.14", "127.0.0.1")
        endpoints = Endpoints(Fence(), BOX, names=names)
        try:
            return await endpoints.deliver(DUE, endpoint(url), now=NOW)
        finally:
            await endpoints.close()

    outcome = asyncio.run(ask())

    assert outcome.reason == "ADDRESS_REFUSED"


@pytest.mark.parametrize(
    ("url", "addresses", "why"),
    [
        ("https://hooks.example.com/", ["10.0.0.1"], "it leads to an address that is private"),
        ("https://hooks.example.com/", [], "the name has no address"),
        ("http://hooks.example.com/", ["93.184.215.14"], "it must be https"),
        ("http://hooks.example.com/", ["127.0.0.1"], None),
        ("https://hooks.example.com/", ["93.184.215.14"], None),
    ],
)
def test_whoever_subscribes_is_told_why_an_address_is_refused(
    url: str, addresses: list[str], why: str | None
) -> None:
    async def ask() -> str | None:
        endpoints = Endpoints(Fence(loopback=True), BOX, names=Names(*addresses))
        return await endpoints.names.refusal(url)

    assert asyncio.run(ask()) == why


def test_an_answer_that_never_comes_is_given_up() -> None:
    async def handler(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    assert delivered(handler, seconds=0.05).reason == "TIMEOUT"


def test_an_answer_without_end_is_read_to_its_bound() -> None:
    sent: list[int] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * LARGEST_ANSWER)
                sent.append(LARGEST_ANSWER)
        except (ConnectionError, asyncio.CancelledError):
            return response

    assert delivered(handler).answered.value == "taken"
    assert sent


@pytest.mark.parametrize(
    ("status", "reason"),
    [(200, ""), (204, ""), (299, ""), (301, "HTTP_301"), (307, "HTTP_307"), (410, "HTTP_410")]
    + [(status, f"HTTP_{status}") for status in (400, 401, 404, 429, 500, 503)],
)
def test_what_an_answer_means(status: int, reason: str) -> None:
    async def handler(request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    outcome = delivered(handler)

    assert outcome.reason == reason
    assert outcome.answered.value == ("gone" if status == 410 else "failed" if reason else "taken")


def test_nobody_who_listens_is_not_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    async def ask() -> Outcome:
        endpoints = Endpoints(Fence(loopback=True), BOX)
        try:
            return await endpoints.deliver(DUE, endpoint(f"http://127.0.0.1:{port}/"), now=NOW)
        finally:
            await endpoints.close()

    assert asyncio.run(ask()).reason == "NOT_REACHABLE"


def test_a_connection_that_is_cut_is_a_failure() -> None:
    async def handler(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    assert delivered(handler).reason == "CONNECTION_LOST"


def test_a_secret_that_no_key_opens_is_said_and_nothing_is_sent() -> None:
    asked: list[web.Request] = []

    async def handler(request: web.Request) -> web.Response:
        asked.append(request)
        return web.Response()

    async def ask(port: int) -> Outcome:
        other = FernetSecretBox(["another key of the tests, long enough"])
        endpoints = Endpoints(Fence(loopback=True), other)
        return await endpoints.deliver(DUE, endpoint(f"http://127.0.0.1:{port}/"), now=NOW)

    assert asyncio.run(served(handler, ask)).reason == "SECRET_UNREADABLE"
    assert asked == []


def test_a_cookie_is_not_kept_and_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    cookies: list[str | None] = []

    async def handler(request: web.Request) -> web.Response:
        cookies.append(request.headers.get("Cookie"))
        return web.Response(headers={"Set-Cookie": "a=1"})

    async def ask(port: int) -> Outcome:
        endpoints = Endpoints(Fence(loopback=True), BOX)
        to = endpoint(f"http://127.0.0.1:{port}/")
        try:
            await endpoints.deliver(DUE, to, now=NOW)
            return await endpoints.deliver(DUE, to, now=NOW)
        finally:
            await endpoints.close()

    assert asyncio.run(served(handler, ask)).answered.value == "taken"
    assert cookies == [None, None]
