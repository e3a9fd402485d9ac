"""Stands between a service and its callers, and answers INTERNAL to everything while it is broken.

It knows no methods: calls and answers pass through as the bytes that they are, errors with their details.
"""

from collections.abc import Callable
from concurrent import futures
from typing import Any, Final, cast

import grpc

from services.runtime.client import open_channel

_THREADS: Final = 32
_SECONDS: Final = 15.0
_OPTIONS: Final = [("grpc.http2.min_recv_ping_interval_without_data_ms", 10_000)]
"""Callers look often whether a connection is still there."""

Call = Callable[[bytes, grpc.ServicerContext], bytes]


class Switch:
    """One such stand-in; `broken` may change at any time. Counts the calls that it broke, by method."""

    def __init__(self) -> None:
        self.broken = False
        self.refused: dict[str, int] = {}
        self._server = grpc.server(futures.ThreadPoolExecutor(_THREADS), options=_OPTIONS)
        self._channel: grpc.Channel | None = None

    def stand_before(self, address: str) -> str:
        """Begin to answer for a service, and return where."""
        self._channel = open_channel(address)
        self._server.add_generic_rpc_handlers((_Everything(self._channel, self),))
        port = self._server.add_insecure_port("127.0.0.1:0")
        self._server.start()
        return f"127.0.0.1:{port}"

    def stop(self) -> None:
        """Answer no more."""
        self._server.stop(grace=None).wait()
        if self._channel is not None:
            self._channel.close()


class _Everything(grpc.GenericRpcHandler):
    def __init__(self, channel: grpc.Channel, switch: Switch) -> None:
        self._channel = channel
        self._switch = switch

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> "grpc.RpcMethodHandler[Any, Any]":
        return grpc.unary_unary_rpc_method_handler(self._carrier(handler_call_details.method))

    def _carrier(self, method: str) -> Call:
        pass_on: grpc.UnaryUnaryMultiCallable[bytes, bytes] = self._channel.unary_unary(method)

        def carry(request: bytes, context: grpc.ServicerContext) -> bytes:
            if self._switch.broken:
                name = method.rsplit("/", 1)[-1]
                self._switch.refused[name] = self._switch.refused.get(name, 0) + 1
                context.abort(grpc.StatusCode.INTERNAL, "a bad release")
            try:
                answer: bytes = pass_on(
                    request, timeout=_SECONDS, metadata=context.invocation_metadata()
                )
            except grpc.RpcError as exc:
                error = cast(grpc.Call, exc)
                context.set_trailing_metadata(error.trailing_metadata() or ())
                context.abort(error.code(), error.details() or "")
            return answer

        return carry
