"""One channel to each service that the console calls. Belongs to one event loop."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import grpc
from svar.audit.v1.audit_service_pb2_grpc import AuditServiceStub
from svar.results.v1.results_service_pb2_grpc import ResultsServiceStub
from svar.results.v1.webhook_service_pb2_grpc import WebhookServiceStub
from svar.sessions.v1.change_service_pb2_grpc import ChangeServiceStub
from svar.sessions.v1.contact_service_pb2_grpc import ContactServiceStub
from svar.sessions.v1.session_service_pb2_grpc import SessionServiceStub
from svar.sms.v1.operations_service_pb2_grpc import OperationsServiceStub
from svar.sms.v1.sms_service_pb2_grpc import SmsServiceStub
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceStub

from services.runtime.addresses import Process
from services.runtime.async_client import health_of
from services.runtime.client import open_aio_channel
from services.runtime.transport import ON_THIS_MACHINE, Transport

if TYPE_CHECKING:  # the stubs alone know these names
    from svar.audit.v1.audit_service_pb2_grpc import AuditServiceAsyncStub
    from svar.results.v1.results_service_pb2_grpc import ResultsServiceAsyncStub
    from svar.results.v1.webhook_service_pb2_grpc import WebhookServiceAsyncStub
    from svar.sessions.v1.change_service_pb2_grpc import ChangeServiceAsyncStub
    from svar.sessions.v1.contact_service_pb2_grpc import ContactServiceAsyncStub
    from svar.sessions.v1.session_service_pb2_grpc import SessionServiceAsyncStub
    from svar.sms.v1.operations_service_pb2_grpc import OperationsServiceAsyncStub
    from svar.sms.v1.sms_service_pb2_grpc import SmsServiceAsyncStub
    from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceAsyncStub

_AUDITED: Final = ("surveys", "sessions", "sms", "results")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """Open channels to the services."""

    channels: Mapping[str, grpc.aio.Channel]
    surveys: "SurveyServiceAsyncStub"
    sessions: "SessionServiceAsyncStub"
    changes: "ChangeServiceAsyncStub"
    results: "ResultsServiceAsyncStub"
    webhooks: "WebhookServiceAsyncStub"
    contacts: "ContactServiceAsyncStub"
    sms: "SmsServiceAsyncStub"
    operations: "OperationsServiceAsyncStub"
    audits: "Mapping[str, AuditServiceAsyncStub]"
    """By the service that writes its own changes down."""

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
    """Open a channel to each service; connects when first used."""
    channels = {
        name: open_aio_channel(address, transport=transport, peer=Process[name.upper()])
        for name, address in addresses.items()
    }
    return Clients(
        channels=channels,
        surveys=SurveyServiceStub(channels["surveys"]),
        sessions=SessionServiceStub(channels["sessions"]),
        changes=ChangeServiceStub(channels["sessions"]),
        results=ResultsServiceStub(channels["results"]),
        webhooks=WebhookServiceStub(channels["results"]),
        contacts=ContactServiceStub(channels["sessions"]),
        sms=SmsServiceStub(channels["sms"]),
        operations=OperationsServiceStub(channels["sms"]),
        audits={name: AuditServiceStub(channels[name]) for name in _AUDITED},
    )
