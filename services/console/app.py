"""Puts the application together: pages, assets, health, and what an unknown address gets."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.access.access import Access
from services.console.calls.clients import open_clients
from services.console.calls.feed import Feed
from services.console.http import assets
from services.console.http.failures import answer, failure_of
from services.console.http.guard import Door, words_for
from services.console.http.headers import Headers
from services.console.http.rendering import Rendering
from services.console.pages.visiting import Visiting, is_development
from services.console.routes import routes
from services.console.sign_in.attempts import FailedSignIns
from services.console.sign_in.issuer import BACK, IssuerSignIn
from services.console.sign_in.people import People
from services.console.sign_in.seals import Seals
from services.console.words.catalogue import LANGUAGES
from services.runtime.errors import not_found
from services.runtime.ids import new_id
from services.runtime.transport import ON_THIS_MACHINE, Transport


def create_app(
    *,
    addresses: Mapping[str, str],
    access: Access,
    seals: Seals,
    url: str = "",
    issuer: IssuerSignIn | None = None,
    by_key: bool = True,
    transport: Transport = ON_THIS_MACHINE,
    is_stopping: Callable[[], bool] = lambda: False,
) -> Starlette:
    """Make the application; `addresses` says where each service answers.

    `is_stopping` turns true when the server is to stop, which streams then do.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        services = open_clients(addresses, transport=transport)
        feed = Feed(services.changes)
        app.state.door = Door(
            people=People(access, seals, url=url, with_issuer=issuer is not None),
            services=services,
            rendering=Rendering(assets=assets.address(), values={"languages": LANGUAGES}),
            rates=access.rates,
            feed=feed,
            is_stopping=is_stopping,
            url=url,
        )
        yield
        feed.close()
        await services.close()

    visiting = Visiting(
        failed=FailedSignIns(),
        development=is_development(access.keys),
        issuer=issuer,
        by_key=by_key,
    )
    return Starlette(
        lifespan=lifespan,
        routes=[*_open_routes(visiting), *routes()],
        middleware=[Middleware(Headers), Middleware(GZipMiddleware, minimum_size=1_000)],
        exception_handlers={404: _unknown, 405: _unknown},
    )


def _open_routes(visiting: Visiting) -> list[Route]:
    return [
        Route("/healthz", _healthz),
        Route("/readyz", _readyz),
        Route("/assets/{version}/{name}", assets.asset),
        Route("/sign-in", visiting.ask),
        Route("/sign-in", visiting.sign_in, methods=["POST"]),
        Route("/sign-in/issuer", visiting.to_issuer),
        Route(BACK, visiting.from_issuer),
        Route("/sign-out", visiting.sign_out, methods=["POST"]),
        Route("/language", visiting.choose_language, methods=["POST"]),
    ]


async def _healthz(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _readyz(request: Request) -> Response:
    """A console whose services are down still shows pages that say so: it is ready."""
    door: Door = request.app.state.door
    return JSONResponse({"ready": True, "checks": await door.services.health()})


async def _unknown(request: Request, _error: Exception) -> Response:
    door: Door = request.app.state.door
    words = words_for(request)
    failure = failure_of(not_found("NOT_FOUND", ""), words)
    return answer(failure, request, words=words, rendering=door.rendering, request_id=new_id())
