"""Callbacks of SMS providers: their admission, and express routes beside those of `gateway.routes.providers`."""

import re
from typing import Final

from starlette.types import Scope
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.callback_inbox import CallbackInbox, callback_of
from gateway.calls.callback_providers import CallbackProviders
from gateway.express.route import ExpressRoute, PlainAnswer, PlainRequest
from gateway.http.bodies import BODY_LIMIT
from gateway.routes.providers import receive_inbound, receive_status
from services.access.refusals import Reason, Refusals
from services.runtime.errors import ErrorKind, ServiceError

_is_callback: Final = re.compile(r"/v1/providers/([^/]+)/(?:inbound|status)").fullmatch
_METHODS: Final = frozenset(("GET", "POST"))


class CallbackAdmission:
    """What the head of any request decides about its body, when it may be a callback."""

    def __init__(self, providers: CallbackProviders, refusals: Refusals) -> None:
        self._providers = providers
        self._refusals = refusals

    async def limit(self, scope: Scope) -> int:
        """Return how many bytes the body may have; `proven` in a callback's state says whether it is.

        Raises what `CallbackProviders.admit` raises.
        """
        named = _is_callback(scope["path"])
        if named is None or scope["method"] not in _METHODS:
            return BODY_LIMIT
        try:
            admission = await self._providers.admit(named[1], scope["headers"])
        except ServiceError as error:
            if error.kind is ErrorKind.UNAUTHENTICATED:
                address = scope["client"][0] if scope["client"] else ""
                self._refusals.note(Reason.CALLBACK, provider=named[1], address=address)
            raise
        scope["state"]["proven"] = admission.proven
        return admission.max_body_bytes


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
        proven = request.scope["state"]["proven"]
        answer = await self._inbox.receive(provider, callback, proven=proven)
        return PlainAnswer(status=answer.status, content_type=answer.content_type, body=answer.body)
