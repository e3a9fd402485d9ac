"""The console itself, served by its real HTTP server on a free port, and a browser without scripts for it."""

import asyncio
import io
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from services.access.access import Access
from services.access.keys import DEVELOPMENT_KEY
from services.console.app import create_app
from services.console.main import http_server, listen
from services.console.sign_in.issuer import IssuerSignIn
from services.console.sign_in.seals import Seals

SECRET = "a secret of the tests, long enough."
_TOKEN = re.compile(r'data-token="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came back; `cookies` are those that it set."""

    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    text: str

    @property
    def token(self) -> str:
        """The visit's token, which forms carry."""
        found = _TOKEN.search(self.text)
        assert found, self.text
        return found[1]


class Console:
    """A running console, and the cookies that a browser has of it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies: dict[str, str] = {}

    def sign_in(self, key: str = DEVELOPMENT_KEY) -> Page:
        """Type a key."""
        return self.post("/sign-in", {"key": key, "next": "/"})

    def get(self, path: str, **headers: str) -> Page:
        """Open an address, without following where it leads."""
        return asyncio.run(self._send("GET", path, headers, None))

    def post(
        self, path: str, fields: Mapping[str, str] | Sequence[tuple[str, str]] = (), **headers: str
    ) -> Page:
        """Send a form."""
        pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields)
        return asyncio.run(self._send("POST", path, headers, pairs))

    async def _send(
        self, method: str, path: str, headers: dict[str, str], fields: list[tuple[str, str]] | None
    ) -> Page:
        named: dict[str, Any] = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        data = None
        if fields is not None:
            named.setdefault("Content-Type", "application/x-www-form-urlencoded")
            data = io.BytesIO(urlencode(fields).encode())
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            address = self.url + path
            async with session.request(
                method, address, headers=named, data=data, allow_redirects=False
            ) as answer:
                set_here = {name: morsel.value for name, morsel in answer.cookies.items()}
                self.cookies |= set_here
                return Page(
                    status=answer.status,
                    headers=answer.headers,
                    cookies=set_here,
                    text=await answer.text(),
                )


@contextmanager
def running_console(
    addresses: Mapping[str, str],
    access: Access,
    *,
    issuer: Callable[[Seals], IssuerSignIn] | None = None,
    by_key: bool = True,
) -> Iterator[Console]:
    """Run a console for a while; `issuer` makes the sign-in with one."""
    listener = listen("127.0.0.1", 0)
    seals = Seals([SECRET])
    app = create_app(
        addresses=addresses,
        access=access,
        seals=seals,
        issuer=issuer(seals) if issuer else None,
        by_key=by_key,
    )
    server = http_server(app, grace_seconds=2)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Console(f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join()
