"""Calls services from an event loop: a deadline, the request's id and who acts go along with each call.

For the processes that speak HTTP to the world. Channels are opened by `client.open_aio_channel`.
"""

import asyncio
from collections.abc import Mapping
from typing import TypeVar

import grpc
import structlog
from grpc_health.v1 import health_pb2, health_pb2_grpc

from services.runtime.actor import current_actor, to_metadata
from services.runtime.calls import MeasuredCall
from services.runtime.grpc_errors import from_aio_error
from services.runtime.interceptors import REQUEST_ID

READ_SECONDS = 5.0
"""For calls that look something up."""
WRITE_SECONDS = 10.0
"""For calls that store something."""
HEALTH_SECONDS = 1.0

Request = TypeVar("Request")
Response = TypeVar("Response")


async def call(
    method: "grpc.aio.UnaryUnaryMultiCallable[Request, Response]",
    request: Request,
    *,
    timeout: float = READ_SECONDS,  # noqa: ASYNC109 - gRPC's own deadline, which travels along
) -> Response:
    """Call a unary method with a deadline in seconds, the id of the request at hand and who makes it.

    Raises the ServiceError that the service raised, or UNAVAILABLE when it does not answer.
    """
    try:
        with MeasuredCall(request):
            return await method(
                request,
                timeout=timeout,
                metadata=((REQUEST_ID, current_request_id()), *to_metadata(current_actor())),
            )
    except grpc.aio.AioRpcError as exc:
        raise from_aio_error(exc) from exc


def current_request_id() -> str:
    """Return the id of the request at hand, "" outside any."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


async def health_of(channels: Mapping[str, grpc.aio.Channel]) -> dict[str, bool]:
    """Ask every service whether it serves; returns the answer by the service's name."""
    answers = await asyncio.gather(*map(_serves, channels.values()))
    return dict(zip(channels, answers, strict=True))


async def _serves(channel: grpc.aio.Channel) -> bool:
    check = health_pb2_grpc.HealthStub(channel).Check
    try:
        answer = await check(health_pb2.HealthCheckRequest(), timeout=HEALTH_SECONDS)
    except grpc.aio.AioRpcError:
        return False
    return bool(answer.status == health_pb2.HealthCheckResponse.SERVING)
