"""Takes the callbacks of SMS providers (`api.md` section 7): the hot path, hence bare Starlette routes.

What arrives while a call is under way goes together in the next one. What a callback means, and
whether it is genuine, is for the sms service; here nothing is read but its bytes.
"""

import re
from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.clients import WRITE_SECONDS, Clients, call
from services.runtime.async_batcher import AsyncBatcher, BatchLimits
from services.runtime.errors import ErrorKind, ServiceError, not_found, unavailable
from services.runtime.ids import new_id

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_METHODS = frozenset({"GET", "POST"})
_LIMITS = BatchLimits(requests=256, weight=4 * 1024 * 1024, flights=2, backlog=4096)

CallbackBatcher = AsyncBatcher[pb.Callback, pb.Acknowledgement]


class CallbackInbox:
    """Hands callbacks to the sms service, those of one provider in one call."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._batchers: dict[str, CallbackBatcher] = {}

    async def receive(self, provider: str, callback: pb.Callback) -> pb.Acknowledgement:
        """Return what the provider is to be answered, once the callback is durable."""
        batcher = self._batchers.setdefault(provider, self._batcher(provider))
        try:
            return await batcher.submit(callback)
        finally:
            # Names come from outside; those that nobody uses must not pile up.
            if batcher.idle:
                self._batchers.pop(provider, None)

    def _batcher(self, provider: str) -> CallbackBatcher:
        async def hand_over(callbacks: Sequence[pb.Callback]) -> Sequence[pb.Acknowledgement]:
            request = pb.ReceiveCallbacksRequest(
                request_id=new_id(), provider=provider, callbacks=callbacks
            )
            method = self._clients.sms.ReceiveCallbacks
            response = await call(method, request, timeout=WRITE_SECONDS)
            return response.acknowledgements

        return AsyncBatcher(hand_over, weigh=_weight, limits=_LIMITS)


async def receive_inbound(request: Request) -> Response:
    """Take messages from phones."""
    return await _receive(request, pb.CALLBACK_KIND_INBOUND)


async def receive_status(request: Request) -> Response:
    """Take delivery reports."""
    return await _receive(request, pb.CALLBACK_KIND_STATUS)


routes = [
    Route("/v1/providers/{name}/inbound", receive_inbound),
    Route("/v1/providers/{name}/status", receive_status),
]
for route in routes:
    # Starlette adds HEAD to GET; a callback that stores something cannot be asked for its headers.
    route.methods = set(_METHODS)


class CallbackLane:
    """Serves the addresses of callbacks ahead of the router, which would cost more than all the rest.

    What is not quite such an address goes on to the routes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        endpoint = _endpoint(scope) if scope["type"] == "http" else None
        if endpoint is None:
            await self._app(scope, receive, send)
            return
        scope["path_params"] = {"name": scope["path"].split("/")[3]}
        scope["endpoint"] = endpoint
        response = await endpoint(Request(scope, receive))
        await response(scope, receive, send)


Endpoint = Callable[[Request], Awaitable[Response]]


def _endpoint(scope: Scope) -> Endpoint | None:
    match scope["path"].split("/"):
        case ["", "v1", "providers", _, "inbound"] if scope["method"] in _METHODS:
            return receive_inbound
        case ["", "v1", "providers", _, "status"] if scope["method"] in _METHODS:
            return receive_status
        case _:
            return None


async def _receive(request: Request, kind: pb.CallbackKind.ValueType) -> Response:
    name = request.path_params["name"]
    if not _NAME.fullmatch(name):
        raise not_found("PROVIDER_NOT_FOUND", "There is no such provider.")
    inbox: CallbackInbox = request.app.state.inbox
    try:
        answer = await inbox.receive(name, await _callback(request, kind))
    except ServiceError as error:
        raise _retryable(error) from error
    headers = {"Content-Type": answer.content_type} if answer.content_type else None
    return Response(answer.body, status_code=answer.status, headers=headers)


async def _callback(request: Request, kind: pb.CallbackKind.ValueType) -> pb.Callback:
    query = request.scope["query_string"]
    target: bytes = request.scope["raw_path"] + (b"?" + query if query else b"")
    return pb.Callback(
        kind=kind,
        method=request.method,
        target=target.decode("latin-1"),
        headers=[pb.Header(name=name, value=value) for name, value in request.headers.items()],
        body=await request.body(),
    )


def _retryable(error: ServiceError) -> ServiceError:
    # A provider repeats after 503; whether it does after 429 or 500 differs.
    if error.kind in {ErrorKind.EXHAUSTED, ErrorKind.INTERNAL}:
        return unavailable(error.reason, "The message cannot be taken right now.")
    return error


def _weight(callback: pb.Callback) -> int:
    return callback.ByteSize()
