"""What every RPC goes through: request id, actor, errors as statuses, counts, times, a line when it fails."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import grpc
import structlog
from google.rpc import status_pb2
from grpc_status import rpc_status
from prometheus_client import Histogram

from services.runtime.actor import Actor, bind_actor, from_metadata
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.grpc_errors import OK, code_name, to_status
from services.runtime.logs import get_logger

REQUEST_ID = "svar-request-id"
_OF_GRPC = "/grpc."

log = get_logger(__name__)
RPC_SECONDS = Histogram(
    "svar_rpc_seconds",
    "Time that an RPC took, by method and status",
    ["method", "code"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
)

Handler = Callable[[Any, grpc.ServicerContext], Any]


class ServerInterceptor(grpc.ServerInterceptor):
    """Wraps every method that takes one message; the outermost loop in which any exception ends."""

    def intercept_service(
        self,
        continuation: "Callable[[grpc.HandlerCallDetails], grpc.RpcMethodHandler[Any, Any] | None]",
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "grpc.RpcMethodHandler[Any, Any] | None":
        """Replace the handler of a method by a wrapped one; leave gRPC's own streams alone."""
        handler = continuation(handler_call_details)
        if handler is None or handler.request_streaming:
            return handler
        if handler.response_streaming and handler_call_details.method.startswith(_OF_GRPC):
            return handler
        handle = handler.unary_stream if handler.response_streaming else handler.unary_unary
        if handle is None:
            return handler
        call = _Call(
            method=handler_call_details.method.rsplit("/", 1)[-1],
            request_id=_request_id(handler_call_details.invocation_metadata or ()),
            actor=from_metadata(handler_call_details.invocation_metadata or ()),
            handle=handle,
        )
        if handler.response_streaming:
            return grpc.unary_stream_rpc_method_handler(
                call.stream,
                request_deserializer=handler.request_deserializer,
                response_serializer=handler.response_serializer,
            )
        return grpc.unary_unary_rpc_method_handler(
            call.run,
            request_deserializer=handler.request_deserializer,
            response_serializer=handler.response_serializer,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    method: str
    request_id: str
    actor: Actor | None
    handle: Handler

    def run(self, request: Any, context: grpc.ServicerContext) -> Any:
        with self._watched(context):
            return self.handle(request, context)

    def stream(self, request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        with self._watched(context):
            yield from self.handle(request, context)

    @contextmanager
    def _watched(self, context: grpc.ServicerContext) -> Iterator[None]:
        started = time.perf_counter()
        code = OK
        # Whoever acted in this thread before acts no more.
        bind_actor(self.actor)
        try:
            with structlog.contextvars.bound_contextvars(request_id=self.request_id):
                yield
        except ServiceError as error:
            code = code_name(error.kind)
            self._log_expected(error)
            _abort(context, to_status(error))
        except Exception:
            code = code_name(ErrorKind.INTERNAL)
            log.exception("rpc failed", method=self.method, request_id=self.request_id)
            _abort(context, to_status(INTERNAL))
        finally:
            RPC_SECONDS.labels(self.method, code).observe(time.perf_counter() - started)

    def _log_expected(self, error: ServiceError) -> None:
        if error.kind in {ErrorKind.UNAVAILABLE, ErrorKind.INTERNAL}:
            log.warning(
                "rpc not served",
                method=self.method,
                reason=error.reason,
                cause=repr(error.__cause__)[:200],
                request_id=self.request_id,
            )


INTERNAL = ServiceError(
    kind=ErrorKind.INTERNAL, reason="INTERNAL", message="Something went wrong inside."
)


def _abort(context: grpc.ServicerContext, status: status_pb2.Status) -> NoReturn:
    context.abort_with_status(rpc_status.to_status(status))
    raise AssertionError("abort_with_status always raises")


def _request_id(metadata: Sequence[tuple[str, str | bytes]]) -> str:
    return next((str(value) for key, value in metadata if key == REQUEST_ID), "")
