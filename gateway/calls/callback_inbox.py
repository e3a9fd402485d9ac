"""Hands the callbacks of SMS providers to the sms service.

What arrives while a call is under way goes together in the next one; what is proven never waits for
what may be forged. What a callback means is for the sms service; here nothing is read but its bytes.
"""

import asyncio
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import structlog
from starlette.types import Scope
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.batchers import KeyedBatchers
from gateway.calls.callback_backlog import CallbackBacklog
from gateway.calls.clients import WRITE_SECONDS, Clients, call
from services.runtime.actor import bind_actor
from services.runtime.async_batcher import BatchLimits
from services.runtime.errors import ErrorKind, ServiceError, not_found, unavailable
from services.runtime.ids import new_id

_is_name = re.compile(r"[A-Za-z0-9_.-]{1,64}").fullmatch
_LIMITS = BatchLimits(requests=256, weight=4 * 1024 * 1024, flights=1, backlog=4096)

_Waiting = tuple[int, pb.Callback]
"""With its size, which is asked for three times."""


class CallbackInbox:
    """Hands callbacks to the sms service, those of one provider in one call."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._backlog = CallbackBacklog()
        self._batchers = KeyedBatchers(self._hand_over, weigh=_size, limits=_LIMITS)

    async def receive(
        self, provider: str, callback: pb.Callback, *, proven: bool
    ) -> pb.Acknowledgement:
        """Return what the provider is to be answered, once the callback is durable: see `put`."""
        return await self.put(provider, callback, proven=proven)

    def put(
        self, provider: str, callback: pb.Callback, *, proven: bool
    ) -> asyncio.Future[pb.Acknowledgement]:
        """Hand in a callback; the future gets the provider's answer once the callback is durable.

        Raises ServiceError NOT_FOUND for an unknown provider, UNAVAILABLE when it cannot be taken now;
        so does the future.
        """
        if not _is_name(provider):
            raise not_found("PROVIDER_NOT_FOUND", "There is no such provider.")
        size = callback.ByteSize()
        self._backlog.enter(size, proven=proven)
        try:
            return self._batchers.put((provider, proven), (size, callback))
        except ServiceError:
            self._backlog.leave(size, proven=proven)
            raise

    async def _hand_over(
        self, queue: tuple[str, bool], waiting: Sequence[_Waiting]
    ) -> Sequence[pb.Acknowledgement]:
        provider, proven = queue
        # Whoever made the request that this one happens to follow has not made it.
        bind_actor(None)
        try:
            return await self._receive_callbacks(provider, [one for _, one in waiting])
        except ServiceError as error:
            # A provider repeats after 503; whether it does after 429 or 500 differs.
            if error.kind in {ErrorKind.EXHAUSTED, ErrorKind.INTERNAL}:
                raise unavailable(error.reason, "The message cannot be taken right now.") from error
            raise
        finally:
            size = sum(size for size, _ in waiting)
            self._backlog.leave(size, proven=proven, callbacks=len(waiting))

    async def _receive_callbacks(
        self, provider: str, callbacks: Sequence[pb.Callback]
    ) -> Sequence[pb.Acknowledgement]:
        request = pb.ReceiveCallbacksRequest(
            request_id=new_id(), provider=provider, callbacks=callbacks
        )
        with structlog.contextvars.bound_contextvars(request_id=request.request_id):
            method = self._clients.sms.ReceiveCallbacks
            response = await call(method, request, timeout=WRITE_SECONDS)
        return response.acknowledgements


def callback_of(scope: Scope, kind: pb.CallbackKind.ValueType, body: bytes) -> pb.Callback:
    """Return a request as the sms service takes it: its bytes, unread."""
    query = scope["query_string"]
    target: bytes = scope["raw_path"] + (b"?" + query if query else b"")
    return Head(kind, scope["method"], target, tuple(scope["headers"])).with_body(body)


class Head(NamedTuple):
    """All of a callback but its body."""

    kind: pb.CallbackKind.ValueType
    method: str
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    def with_body(self, body: bytes) -> pb.Callback:
        """Return the callback as the sms service takes it."""
        callback = pb.Callback()
        callback.CopyFrom(_callback(self))
        callback.body = body
        return callback


# A provider's heads are nearly all the same, and making one anew costs five times as much. Of the largest
# heads they are 4 MiB.
@lru_cache(128)
def _callback(head: Head) -> pb.Callback:
    return pb.Callback(
        kind=head.kind,
        method=head.method,
        target=head.target.decode("latin-1"),
        headers=[
            pb.Header(name=name.decode("latin-1"), value=value.decode("latin-1"))
            for name, value in head.headers
        ],
    )


def _size(waiting: _Waiting) -> int:
    return waiting[0]
