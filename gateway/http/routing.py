"""How every REST route is entered: the caller is known before the body is read, and JSON is read strictly."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response, Security
from fastapi.routing import APIRoute
from fastapi.security import APIKeyHeader, HTTPBearer

from gateway.http.auth import authorise
from gateway.http.json_body import read_json
from services.access.scopes import Scope

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_BEARER = HTTPBearer(
    auto_error=False, scheme_name="bearer", description="The API key, or an OIDC access token."
)
_HEADER = APIKeyHeader(
    name="X-API-Key", auto_error=False, scheme_name="header", description="The API key."
)

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def problems(**descriptions: str) -> dict[int | str, dict[str, Any]]:
    """Describe error responses: `problems(_404="No such survey.")`."""
    return {
        int(status.removeprefix("_")): {"description": text, "content": PROBLEM}
        for status, text in descriptions.items()
    }


_PROBLEMS_OF_ALL = {
    **problems(
        _400="The request is wrong; `errors` names every place.",
        _401="There is no valid API key or token.",
        _403="The API key or token lacks the scope.",
        _429="`rate_limited`: too many requests; try again after `Retry-After` seconds.",
        _503="A service does not answer; try again after `Retry-After` seconds.",
    ),
    "default": {"description": "Any other problem.", "content": PROBLEM},
}


def scoped_router(scope: Scope, *, tag: str) -> APIRouter:
    """Make a router whose routes need a key with this scope."""

    class ScopedRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()
            has_body = self.body_field is not None

            async def enter(request: Request) -> Response:
                request.state.caller = await authorise(request, scope)
                if has_body:
                    request = await _with_json(request)
                return await handle(request)

            return enter

    return APIRouter(
        prefix="/v1",
        tags=[tag],
        route_class=ScopedRoute,
        dependencies=[Security(_BEARER), Security(_HEADER)],
        responses=_PROBLEMS_OF_ALL,
    )


class _JsonRequest(Request):
    document: Any = None

    async def json(self) -> Any:
        """Return the body, read already."""
        return self.document


async def _with_json(request: Request) -> Request:
    document = read_json(await request.body(), request.headers.get("content-type", ""))
    read = _JsonRequest(request.scope, request.receive)
    read._body = await request.body()
    read.document = document
    return read
