"""What callers measure of their own calls: the time that the other side cannot see.

A call that never arrived, waited for a connection or ran out of time is in nobody's `svar_rpc_seconds`.
"""

import time
from types import TracebackType
from typing import Self

import grpc
from google.protobuf.message import Message
from prometheus_client import Histogram

from services.runtime.grpc_errors import OK, code_name

CALL_SECONDS = Histogram(
    "svar_client_rpc_seconds",
    "Time that a call of another service took, retries included, by method and status",
    ["method", "code"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
)


class MeasuredCall:
    """Measures what happens within it; `with` it around one call. Takes the status from what is raised."""

    __slots__ = ("_method", "_started")

    def __init__(self, request: object) -> None:
        # Every request is named after its method, which `buf lint` holds.
        name = request.DESCRIPTOR.name if isinstance(request, Message) else type(request).__name__
        self._method = name.removesuffix("Request")

    def __enter__(self) -> Self:
        self._started = time.perf_counter()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        seconds = time.perf_counter() - self._started
        CALL_SECONDS.labels(self._method, _code(error)).observe(seconds)


def _code(error: BaseException | None) -> str:
    if error is None:
        return OK
    if isinstance(error, grpc.aio.AioRpcError | grpc.Call):
        return code_name(error.code())
    # A caller that stops waiting raises what its framework raises.
    return code_name(grpc.StatusCode.CANCELLED)
