"""Puts the application together: routes, middleware, errors, documentation."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException

from gateway.calls.callback_inbox import CallbackInbox
from gateway.calls.callback_providers import CallbackProviders
from gateway.calls.clients import open_clients
from gateway.calls.readiness import Readiness
from gateway.calls.single_sends import SingleSends
from gateway.docs import page
from gateway.express.application import Application
from gateway.express.callbacks import CallbackAdmission, DirectCallbacks
from gateway.express.sends import SendRoutes
from gateway.http.bodies import Bodies
from gateway.http.envelope import Enveloped
from gateway.http.errors import answer_error
from gateway.http.methods import addresses_of
from gateway.routes import (
    contacts,
    handset,
    health,
    providers,
    results,
    send,
    sessions,
    surveys,
    trials,
    webhooks,
)
from services.access.access import Access
from services.runtime.collector import collect_by_time
from services.runtime.errors import ServiceError
from services.runtime.transport import ON_THIS_MACHINE, Transport


def create_app(
    *, addresses: Mapping[str, str], access: Access, transport: Transport = ON_THIS_MACHINE
) -> Application:
    """Make the application; `addresses` says where `surveys`, `sessions` and `sms` answer."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        clients = open_clients(addresses, transport=transport)
        app.state.clients = clients
        app.state.readiness = Readiness(clients.health)
        providers_known = CallbackProviders(clients)
        bodies.admit = CallbackAdmission(providers_known, access.refusals).limit
        app.state.inbox = CallbackInbox(clients)
        app.state.sends = SingleSends(clients)
        application.express = SendRoutes(app.state.sends)
        application.direct = DirectCallbacks(providers_known, app.state.inbox)
        asking = asyncio.create_task(providers_known.ask())
        collecting = asyncio.create_task(collect_by_time())
        yield
        asking.cancel()
        collecting.cancel()
        await clients.close()

    app = application = Application(
        lifespan=lifespan,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: to_camel(route.name),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    application.bodies = bodies = Bodies()
    app.state.access = access
    _add_routes(app)
    app.state.addresses = addresses_of(app)
    for kind in (ServiceError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer_error)
    app.add_middleware(Enveloped, bodies=bodies)
    return application


def _add_routes(app: FastAPI) -> None:
    app.router.routes.extend(providers.routes)
    # Before the routes with an id, which would take "check" and "preview" for one.
    app.include_router(trials.router)
    app.include_router(send.router)
    app.include_router(sessions.router)
    app.include_router(sessions.cancel_router)
    app.include_router(surveys.router)
    app.include_router(surveys.publish_router)
    app.include_router(results.router)
    app.include_router(contacts.router)
    app.include_router(webhooks.router)
    app.include_router(handset.router)
    app.include_router(health.router)
    page.add_to(app)
