"""An express route: serves a plain request, one with a body of an announced length, from its bytes.

Router, dependencies and request objects cost more than all that there is to do for the hottest requests.
So those have express routes, ahead of the application, in the same envelope. The application has
routes for the same addresses, which take what is not plain and answer alike.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from starlette.types import Scope, Send

_BODY_HEADERS: Final = frozenset((b"content-length", b"transfer-encoding", b"expect"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRequest:
    """A request with all of its body."""

    scope: Scope
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainAnswer:
    """A whole answer; an empty content type is left out."""

    status: int
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressRoute:
    """What serves a request.

    `endpoint` is the route that answers alike; metrics have its name. `answer` may raise whatever a
    route may.
    """

    endpoint: Callable[..., Any]
    answer: Callable[[PlainRequest], Awaitable[PlainAnswer]]


def is_plain(scope: Scope) -> bool:
    """Say whether a request is a POST whose body has an announced length."""
    if scope["method"] != "POST":
        return False
    names = [name for name, _ in scope["headers"] if name in _BODY_HEADERS]
    return names == [b"content-length"]


async def send_plain(answer: PlainAnswer, send: Send) -> None:
    """Send a whole answer."""
    headers = [(b"content-length", b"%d" % len(answer.body))]
    if answer.content_type:
        headers.append((b"content-type", answer.content_type.encode("latin-1")))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
