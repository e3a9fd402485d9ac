"""The addresses of the documentation: /openapi.json, /schemas/survey.json, and Swagger UI at /docs,
where / leads to.

Swagger UI comes out of an installed package, so the page works without the internet. Its policy allows
no script or style inside the page and no eval; pictures may be data, as those of the style sheet are.
"""

import gzip
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from gateway.docs.openapi import describe
from gateway.schemas.survey_schema import ADDRESS, survey_schema

_PAGE: Final = "/docs"
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_KEPT_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asset:
    """A file of a package, and where in it."""

    package: str
    path: str
    media_type: str


_HTML: Final = _Asset(package="gateway.docs", path="assets/page.html", media_type="text/html")
_ASSETS: Final[Mapping[str, _Asset]] = {
    "start.js": _Asset(
        package="gateway.docs", path="assets/start.js", media_type="text/javascript"
    ),
    "swagger-ui-bundle.js": _Asset(
        package="fastapi_offline",
        path="static/swagger-ui-bundle.js",
        media_type="text/javascript",
    ),
    "swagger-ui.css": _Asset(
        package="fastapi_offline", path="static/swagger-ui.css", media_type="text/css"
    ),
}


def add_to(app: FastAPI) -> None:
    """Add the addresses of the documentation."""

    async def openapi() -> JSONResponse:
        return JSONResponse(describe(app))

    async def root() -> RedirectResponse:
        return RedirectResponse(_PAGE)

    async def page() -> Response:
        policy = {"Content-Security-Policy": _POLICY}
        return Response(_content(_HTML), media_type=_HTML.media_type, headers=policy)

    async def survey() -> JSONResponse:
        return JSONResponse(survey_schema(), media_type="application/schema+json")

    app.get(ADDRESS, include_in_schema=False)(survey)
    app.get("/openapi.json", include_in_schema=False)(openapi)
    app.get("/", include_in_schema=False)(root)
    app.get(_PAGE, include_in_schema=False)(page)
    for name, asset in _ASSETS.items():
        app.get(f"{_PAGE}/{name}", include_in_schema=False)(_sender(asset))


def _sender(asset: _Asset) -> Callable[[Request], Awaitable[Response]]:
    async def asset_of_docs(request: Request) -> Response:
        packed = "gzip" in request.headers.get("accept-encoding", "")
        headers = {"Cache-Control": f"max-age={_KEPT_SECONDS}", "Vary": "Accept-Encoding"}
        if packed:
            headers["Content-Encoding"] = "gzip"
        body = _packed(asset) if packed else _content(asset)
        return Response(body, media_type=asset.media_type, headers=headers)

    return asset_of_docs


@cache
def _content(asset: _Asset) -> bytes:
    return (files(asset.package) / asset.path).read_bytes()


@cache
def _packed(asset: _Asset) -> bytes:
    return gzip.compress(_content(asset), mtime=0)
