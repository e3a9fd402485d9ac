"""FastAPI with the lanes before it."""

from typing import Protocol

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from gateway.express.route import Lane, is_plain, serve


class Lanes(Protocol):
    """Several lanes with something in common."""

    def find(self, scope: Scope) -> Lane | None:
        """Return the lane of a plain request, None when it is for another lane or a route."""
        ...


class Application(FastAPI):
    """FastAPI with lanes, which are open between start and end of the application's life."""

    lanes: tuple[Lanes, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the application's life."""
        lane = self._lane(scope) if scope["type"] == "http" and is_plain(scope) else None
        if lane is None:
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        await serve(lane, scope, receive, send)

    def _lane(self, scope: Scope) -> Lane | None:
        return next((lane for lanes in self.lanes if (lane := lanes.find(scope))), None)
