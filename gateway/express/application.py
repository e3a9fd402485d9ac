"""FastAPI with the express routes before it."""

from typing import Protocol

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from gateway.express.route import ExpressRoute, PlainRequest, is_plain, send_plain
from gateway.http.bodies import Bodies
from gateway.http.envelope import serve


class ExpressRoutes(Protocol):
    """Several express routes with something in common."""

    def find(self, scope: Scope) -> ExpressRoute | None:
        """Return the route of a plain request, None when it is for another one or the application."""
        ...


class Application(FastAPI):
    """FastAPI with express routes, which are open between start and end of the application's life."""

    express: tuple[ExpressRoutes, ...] = ()
    bodies: Bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the application's life."""
        route = self._find(scope) if scope["type"] == "http" and is_plain(scope) else None
        if route is None:
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        scope["endpoint"] = route.endpoint

        async def inner(body: bytes, send: Send) -> None:
            await send_plain(await route.answer(PlainRequest(scope=scope, body=body)), send)

        await serve(scope, receive, send, inner, bodies=self.bodies)

    def _find(self, scope: Scope) -> ExpressRoute | None:
        return next((route for routes in self.express if (route := routes.find(scope))), None)
