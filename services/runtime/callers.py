"""Lets in only callers whose certificate has one of the names that may call this process."""

from collections.abc import Callable, Sequence
from typing import Any, cast

import grpc
from grpc_status import rpc_status
from prometheus_client import Counter

from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.grpc_errors import to_status
from services.runtime.logs import get_logger

log = get_logger(__name__)
REFUSED_CALLERS = Counter(
    "svar_rpc_refused_callers", "RPCs of callers whose certificate does not let them in"
)
_NAMES = "x509_subject_alternative_name"

REFUSED = ServiceError(
    kind=ErrorKind.FORBIDDEN,
    reason="CALLER_NOT_ALLOWED",
    message="The certificate of the caller has no name that may call this service.",
)


class KnownCallers(grpc.ServerInterceptor):
    """Refuses everybody else, whatever they call: health and reflection are no exception."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def intercept_service(
        self,
        continuation: "Callable[[grpc.HandlerCallDetails], grpc.RpcMethodHandler[Any, Any] | None]",
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "grpc.RpcMethodHandler[Any, Any] | None":
        """Look at the caller before the method does anything."""
        handler = continuation(handler_call_details)
        if handler is None:
            return None
        return _guarded(handler, self._require)

    def _require(self, context: grpc.ServicerContext) -> None:
        named = cast("Sequence[bytes]", context.auth_context().get(_NAMES, ()))
        names = [name.decode(errors="replace") for name in named]
        if self._names.isdisjoint(names):
            REFUSED_CALLERS.inc()
            log.warning("caller refused", names=names[:5], reason=REFUSED.reason)
            context.abort_with_status(rpc_status.to_status(to_status(REFUSED)))


def _guarded(
    handler: "grpc.RpcMethodHandler[Any, Any]", require: Callable[[grpc.ServicerContext], None]
) -> "grpc.RpcMethodHandler[Any, Any]":
    """Return a handler of the same kind that begins with `require`."""
    for kind in ("unary_unary", "unary_stream", "stream_unary", "stream_stream"):
        method = getattr(handler, kind)
        if method is not None:
            make = getattr(grpc, f"{kind}_rpc_method_handler")
            guarded: grpc.RpcMethodHandler[Any, Any] = make(
                _after(require, method),
                request_deserializer=handler.request_deserializer,
                response_serializer=handler.response_serializer,
            )
            return guarded
    return handler


def _after(require: Callable[[grpc.ServicerContext], None], method: Callable[..., Any]) -> Any:
    def run(request: Any, context: grpc.ServicerContext) -> Any:
        require(context)
        return method(request, context)

    return run
