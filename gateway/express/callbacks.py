"""Callbacks of SMS providers: their admission, and direct routes beside `gateway.routes.providers`."""

import re
from asyncio import Future
from collections.abc import Mapping
from typing import Final

from starlette.types import Scope
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.callback_inbox import CallbackInbox, Head
from gateway.calls.callback_providers import CallbackProviders
from gateway.http.bodies import BODY_LIMIT
from gateway.http.direct import DirectRoute
from gateway.routes.providers import receive_inbound, receive_status
from services.access.refusals import Reason, Refusals
from services.runtime.errors import ErrorKind, ServiceError

_is_callback: Final = re.compile(r"/v1/providers/([^/]+)/(?:inbound|status)").fullmatch
_is_plain_callback: Final = re.compile(
    rb"/v1/providers/([A-Za-z0-9_.-]{1,64})/(inbound|status)(?:\?.*)?"
).fullmatch
_KINDS: Final = {
    b"inbound": (pb.CALLBACK_KIND_INBOUND, receive_inbound),
    b"status": (pb.CALLBACK_KIND_STATUS, receive_status),
}
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


class DirectCallbacks:
    """Takes callbacks that may certainly go on; whatever might be refused is for the application."""

    def __init__(self, providers: CallbackProviders, inbox: CallbackInbox) -> None:
        self._providers = providers
        self._inbox = inbox

    def find(self, url: bytes, headers: Mapping[bytes, bytes]) -> DirectRoute | None:
        """Return what serves a POST, None when it is no callback, or one that nothing here admits."""
        named = _is_plain_callback(url)
        if named is None:
            return None
        provider = named[1].decode()
        admission = self._providers.known(provider, headers)
        if admission is None:
            return None
        kind, endpoint = _KINDS[named[2]]
        head = Head(kind, "POST", url, tuple(headers.items()))

        def begin(body: bytes) -> Future[pb.Acknowledgement]:
            return self._inbox.put(provider, head.with_body(body), proven=admission.proven)

        return DirectRoute(
            operation=endpoint.__name__, most_bytes=admission.max_body_bytes, begin=begin
        )
