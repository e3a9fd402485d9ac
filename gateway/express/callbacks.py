"""The express routes of callbacks of SMS providers; the routes beside it are `gateway.routes.providers`."""

from starlette.types import Scope
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.callback_inbox import CallbackInbox, callback_of
from gateway.express.route import ExpressRoute, PlainAnswer, PlainRequest
from gateway.routes.providers import receive_inbound, receive_status


class CallbackRoutes:
    """One for what phones say, one for delivery reports."""

    def __init__(self, inbox: CallbackInbox) -> None:
        self._inbox = inbox
        self._routes = {
            "inbound": ExpressRoute(endpoint=receive_inbound, answer=self._inbound),
            "status": ExpressRoute(endpoint=receive_status, answer=self._status),
        }

    def find(self, scope: Scope) -> ExpressRoute | None:
        """Return the route of a plain request, None when it is no callback."""
        match scope["path"].split("/"):
            case ["", "v1", "providers", _, kind]:
                return self._routes.get(kind)
            case _:
                return None

    async def _inbound(self, request: PlainRequest) -> PlainAnswer:
        return await self._receive(request, pb.CALLBACK_KIND_INBOUND)

    async def _status(self, request: PlainRequest) -> PlainAnswer:
        return await self._receive(request, pb.CALLBACK_KIND_STATUS)

    async def _receive(self, request: PlainRequest, kind: pb.CallbackKind.ValueType) -> PlainAnswer:
        provider = request.scope["path"].split("/")[3]
        callback = callback_of(request.scope, kind, request.body)
        answer = await self._inbox.receive(provider, callback)
        return PlainAnswer(status=answer.status, content_type=answer.content_type, body=answer.body)
