"""Hands the callbacks of SMS providers to the sms service.

What arrives while a call is under way goes together in the next one; what is proven never waits for
what may be forged. What a callback means is for the sms service; here nothing is read but its bytes.
"""

import re
from collections.abc import Sequence

import structlog
from starlette.types import Scope
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.batchers import KeyedBatchers
from gateway.calls.callback_backlog import CallbackBacklog
from gateway.calls.clients import WRITE_SECONDS, Clients, call
from services.runtime.async_batcher import BatchLimits
from services.runtime.errors import ErrorKind, ServiceError, not_found, unavailable
from services.runtime.ids import new_id

_is_name = re.compile(r"[A-Za-z0-9_.-]{1,64}").fullmatch
_LIMITS = BatchLimits(requests=256, weight=4 * 1024 * 1024, flights=1, backlog=4096)

_Waiting = tuple[int, pb.Callback]
"""With its size, which is asked for twice."""


class CallbackInbox:
    """Hands callbacks to the sms service, those of one provider in one call."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._backlog = CallbackBacklog()
        self._batchers = KeyedBatchers(self._hand_over, weigh=_size, limits=_LIMITS)

    async def receive(
        self, provider: str, callback: pb.Callback, *, proven: bool
    ) -> pb.Acknowledgement:
        """Return what the provider is to be answered, once the callback is durable.

        Raises ServiceError NOT_FOUND for an unknown provider, UNAVAILABLE when it cannot be taken now.
        """
        if not _is_name(provider):
            raise not_found("PROVIDER_NOT_FOUND", "There is no such provider.")
        size = callback.ByteSize()
        self._backlog.enter(size, proven=proven)
        try:
            return await self._batchers.submit((provider, proven), (size, callback))
        except ServiceError as error:
            # A provider repeats after 503; whether it does after 429 or 500 differs.
            if error.kind in {ErrorKind.EXHAUSTED, ErrorKind.INTERNAL}:
                raise unavailable(error.reason, "The message cannot be taken right now.") from error
            raise
        finally:
            self._backlog.leave(size, proven=proven)

    async def _hand_over(
        self, queue: tuple[str, bool], waiting: Sequence[_Waiting]
    ) -> Sequence[pb.Acknowledgement]:
        provider, _ = queue
        request = pb.ReceiveCallbacksRequest(
            request_id=new_id(),
            provider=provider,
            callbacks=[callback for _, callback in waiting],
        )
        with structlog.contextvars.bound_contextvars(request_id=request.request_id):
            method = self._clients.sms.ReceiveCallbacks
            response = await call(method, request, timeout=WRITE_SECONDS)
        return response.acknowledgements


def callback_of(scope: Scope, kind: pb.CallbackKind.ValueType, body: bytes) -> pb.Callback:
    """Return a request as the sms service takes it: its bytes, unread."""
    query = scope["query_string"]
    target: bytes = scope["raw_path"] + (b"?" + query if query else b"")
    return pb.Callback(
        kind=kind,
        method=scope["method"],
        target=target.decode("latin-1"),
        headers=[
            pb.Header(name=name.decode("latin-1"), value=value.decode("latin-1"))
            for name, value in scope["headers"]
        ],
        body=body,
    )


def _size(waiting: _Waiting) -> int:
    return waiting[0]
