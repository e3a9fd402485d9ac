"""The gateway itself, served by its real HTTP server on a free port, and a caller for it."""

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from gateway.app import create_app
from gateway.http.connections import ConnectionLimits
from gateway.main import http_server, listen
from services.access.access import Access
from services.access.keys import DEVELOPMENT_KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A running gateway."""

    url: str

    def call(self, method: str, path: str, **options: Any) -> HttpAnswer:
        """Send one request with the development key, or with the `headers` given."""
        return asyncio.run(self._call(method, path, options))

    def call_many(self, calls: list[tuple[str, str, dict[str, Any]]]) -> list[HttpAnswer]:
        """Send requests all at once."""
        return asyncio.run(self._call_many(calls))

    async def _call_many(self, calls: list[tuple[str, str, dict[str, Any]]]) -> list[HttpAnswer]:
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as session:
            answers = (self._send(session, *each) for each in calls)
            return list(await asyncio.gather(*answers))

    async def _call(self, method: str, path: str, options: dict[str, Any]) -> HttpAnswer:
        async with aiohttp.ClientSession() as session:
            return await self._send(session, method, path, options)

    async def _send(
        self, session: aiohttp.ClientSession, method: str, path: str, options: dict[str, Any]
    ) -> HttpAnswer:
        headers = options.pop("headers", {"X-API-Key": DEVELOPMENT_KEY})
        address = self.url + path
        async with session.request(method, address, headers=headers, **options) as answer:
            return HttpAnswer(
                status=answer.status, headers=answer.headers, body=await answer.read()
            )


@contextmanager
def running_gateway(
    addresses: Mapping[str, str],
    access: Access,
    *,
    limits: ConnectionLimits | None = None,
    keep_alive_seconds: int = 75,
) -> Iterator[Gateway]:
    """Run a gateway for a while."""
    listener = listen("127.0.0.1", 0)
    server = http_server(
        create_app(addresses=addresses, access=access),
        limits=limits or ConnectionLimits(),
        keep_alive_seconds=keep_alive_seconds,
        grace_seconds=2,
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Gateway(url=f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join()
