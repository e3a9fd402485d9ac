"""FastAPI with the express routes and the direct ones before it."""

from collections.abc import Mapping
from typing import Protocol

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from gateway.express.route import ExpressRoute, PlainRequest, is_plain, send_plain
from gateway.http.bodies import Bodies
from gateway.http.direct import DirectRoute
from gateway.http.envelope import serve


class ExpressRoutes(Protocol):
    """Several express routes with something in common."""

    def find(self, scope: Scope) -> ExpressRoute | None:
        """Return the route of a plain request, None when it is for another one or the application."""
        ...


class DirectRoutes(Protocol):
    """Several direct routes with something in common."""

    def find(self, url: bytes, headers: Mapping[bytes, bytes]) -> DirectRoute | None:
        """Return the route of a POST, None when it is for the application."""
        ...


class Application(FastAPI):
    """FastAPI with routes of other kinds, which are open between start and end of the application's life."""

    express: ExpressRoutes | None = None
    direct: DirectRoutes | None = None
    bodies: Bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the application's life."""
        route = None
        if self.express is not None and scope["type"] == "http" and is_plain(scope):
            route = self.express.find(scope)
        if route is None:
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        scope["endpoint"] = route.endpoint

        async def inner(body: bytes, send: Send) -> None:
            await send_plain(await route.answer(PlainRequest(scope=scope, body=body)), send)

        await serve(scope, receive, send, inner, bodies=self.bodies)

    def find_direct(self, url: bytes, headers: Mapping[bytes, bytes]) -> DirectRoute | None:
        """Return the direct route of a POST, None when there is none."""
        return self.direct.find(url, headers) if self.direct is not None else None
