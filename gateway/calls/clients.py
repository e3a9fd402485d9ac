"""The services that the gateway calls: one channel each, a deadline and the request id on every call."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import grpc
import structlog
from grpc_health.v1 import health_pb2, health_pb2_grpc
from svar.sessions.v1.session_service_pb2_grpc import SessionServiceStub
from svar.sms.v1.sms_service_pb2_grpc import SmsServiceStub
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceStub

from services.runtime.actor import current_actor, to_metadata
from services.runtime.addresses import Process
from services.runtime.client import open_aio_channel
from services.runtime.grpc_errors import from_aio_error
from services.runtime.interceptors import REQUEST_ID
from services.runtime.transport import ON_THIS_MACHINE, Transport

if TYPE_CHECKING:  # the stubs alone know these names
    from svar.sessions.v1.session_service_pb2_grpc import SessionServiceAsyncStub
    from svar.sms.v1.sms_service_pb2_grpc import SmsServiceAsyncStub
    from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceAsyncStub

READ_SECONDS = 5.0
"""For calls that look something up."""
WRITE_SECONDS = 10.0
"""For calls that store something."""
MANY_SECONDS = 30.0
"""For calls that store a thousand things."""
HEALTH_SECONDS = 1.0

Request = TypeVar("Request")
Response = TypeVar("Response")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """Open channels to the services; belongs to one event loop."""

    channels: Mapping[str, grpc.aio.Channel]
    surveys: "SurveyServiceAsyncStub"
    sessions: "SessionServiceAsyncStub"
    sms: "SmsServiceAsyncStub"

    async def health(self) -> dict[str, bool]:
        """Ask every service whether it serves; returns the answer by the service's name."""
        answers = await asyncio.gather(*map(_serves, self.channels.values()))
        return dict(zip(self.channels, answers, strict=True))

    async def close(self) -> None:
        """Close every channel, after the calls under way."""
        for channel in self.channels.values():
            await channel.close(grace=1.0)


def open_clients(
    addresses: Mapping[str, str], *, transport: Transport = ON_THIS_MACHINE
) -> Clients:
    """Open a channel to each of `surveys`, `sessions` and `sms`; connects when first used."""
    channels = {
        name: open_aio_channel(address, transport=transport, peer=Process[name.upper()])
        for name, address in addresses.items()
    }
    return Clients(
        channels=channels,
        surveys=SurveyServiceStub(channels["surveys"]),
        sessions=SessionServiceStub(channels["sessions"]),
        sms=SmsServiceStub(channels["sms"]),
    )


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


async def _serves(channel: grpc.aio.Channel) -> bool:
    check = health_pb2_grpc.HealthStub(channel).Check
    try:
        answer = await check(health_pb2.HealthCheckRequest(), timeout=HEALTH_SECONDS)
    except grpc.aio.AioRpcError:
        return False
    return bool(answer.status == health_pb2.HealthCheckResponse.SERVING)
