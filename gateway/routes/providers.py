"""Takes the callbacks of SMS providers (`gateway/README.md`): the hot path, hence bare Starlette routes."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.callback_inbox import CallbackInbox, callback_of

_METHODS = frozenset({"GET", "POST"})


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


async def _receive(request: Request, kind: pb.CallbackKind.ValueType) -> Response:
    inbox: CallbackInbox = request.app.state.inbox
    callback = callback_of(request.scope, kind, await request.body())
    name, proven = request.path_params["name"], request.state.proven
    answer = await inbox.receive(name, callback, proven=proven)
    headers = {"Content-Type": answer.content_type} if answer.content_type else None
    return Response(answer.body, status_code=answer.status, headers=headers)
