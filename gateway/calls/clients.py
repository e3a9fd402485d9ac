"""The services that the gateway calls: one channel each, a deadline and the request id on every call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import grpc
from svar.sessions.v1.session_service_pb2_grpc import SessionServiceStub
from svar.sms.v1.sms_service_pb2_grpc import SmsServiceStub
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceStub

from services.runtime.addresses import Process
from services.runtime.async_client import (
    READ_SECONDS,
    WRITE_SECONDS,
    call,
    current_request_id,
    health_of,
)
from services.runtime.client import open_aio_channel
from services.runtime.transport import ON_THIS_MACHINE, Transport

if TYPE_CHECKING:  # the stubs alone know these names
    from svar.sessions.v1.session_service_pb2_grpc import SessionServiceAsyncStub
    from svar.sms.v1.sms_service_pb2_grpc import SmsServiceAsyncStub
    from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceAsyncStub

__all__ = [
    "MANY_SECONDS",
    "READ_SECONDS",
    "WRITE_SECONDS",
    "Clients",
    "call",
    "current_request_id",
    "open_clients",
]

MANY_SECONDS = 30.0
"""For calls that store a thousand things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """Open channels to the services; belongs to one event loop."""

    channels: Mapping[str, grpc.aio.Channel]
    surveys: "SurveyServiceAsyncStub"
    sessions: "SessionServiceAsyncStub"
    sms: "SmsServiceAsyncStub"

    async def health(self) -> dict[str, bool]:
        """Ask every service whether it serves; returns the answer by the service's name."""
        return await health_of(self.channels)

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
