"""Random requests to every method that the services show by gRPC reflection, on real Postgres and Redis.

Whatever comes in, the answer is a message or a status that says what is wrong with the request: nothing
that means "we broke" (INTERNAL, UNKNOWN), nor that the database refused a value. The same requests are
tried each time.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import grpc
import pytest
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)
from hypothesis import HealthCheck, Phase, given, settings

from services.runtime.addresses import Addresses
from services.runtime.client import open_channel
from services.runtime.migrate import upgrade
from services.runtime.process import Service
from services.runtime.server import GrpcServer
from services.sessions.main import build as build_sessions
from services.sessions.settings import SessionsSettings
from services.sms.main import build as build_sms
from services.sms.settings import SmsSettings
from services.surveys.main import build as build_surveys
from services.surveys.settings import SurveysSettings
from tests.fakes.random_messages import messages

EXAMPLES = 15
SECONDS = 30.0
OURS_TO_MEND = {
    grpc.StatusCode.INTERNAL,
    grpc.StatusCode.UNKNOWN,
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.DEADLINE_EXCEEDED,
    grpc.StatusCode.UNIMPLEMENTED,
}


@contextmanager
def serving(service: Service) -> Iterator[str]:
    """Serve without the workers; yields the address."""
    server = GrpcServer(service.servicers, threads=8)
    try:
        yield f"127.0.0.1:{server.start(host='127.0.0.1', port=0)}"
    finally:
        server.stop(grace=0)
        service.close()


@pytest.fixture
def addresses(database_url: str, redis_url: str) -> Iterator[dict[str, str]]:
    """Where the three services answer, each by its name."""
    for schema in ("surveys", "sms", "sessions"):
        upgrade(database_url, schema=schema)
    with (
        serving(build_surveys(SurveysSettings(database_url=database_url))) as surveys,
        serving(build_sms(SmsSettings(database_url=database_url))) as sms,
    ):
        behind = SessionsSettings(
            database_url=database_url,
            redis_url=redis_url,
            addresses=Addresses(elsewhere={"surveys": surveys, "sms": sms}),
        )
        with serving(build_sessions(behind)) as sessions:
            yield {"surveys": surveys, "sms": sms, "sessions": sessions}


def methods_of(channel: grpc.Channel) -> list[MethodDescriptor]:
    """Ask the server by reflection what it serves, and return the methods of our own services."""
    database = ProtoReflectionDescriptorDatabase(channel)
    pool = DescriptorPool(database)
    names = [name for name in database.get_services() if str(name).startswith("svar.")]
    return [method for name in names for method in pool.FindServiceByName(name).methods]


def status_of(channel: grpc.Channel, method: MethodDescriptor, request: Message) -> grpc.StatusCode:
    """Call a method and return how it went."""
    call = channel.unary_unary(
        f"/{method.containing_service.full_name}/{method.name}",
        request_serializer=GetMessageClass(method.input_type).SerializeToString,
        response_deserializer=GetMessageClass(method.output_type).FromString,
    )
    answered = call.future(request, timeout=SECONDS)
    return answered.code()  # waits for it


@pytest.mark.parametrize("name", ["surveys", "sessions", "sms"])
def test_no_request_breaks_a_service(name: str, addresses: dict[str, str]) -> None:
    with open_channel(addresses[name]) as channel:
        broken = [breaking for method in methods_of(channel) for breaking in tried(channel, method)]

    assert not broken


def tried(channel: grpc.Channel, method: MethodDescriptor) -> list[str]:
    """Call a method with random requests; returns a line for each that broke it."""
    broken = []

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(messages(method.input_type))
    def attempt(request: Message) -> None:
        status = status_of(channel, method, request)
        if status in OURS_TO_MEND:
            broken.append(f"{method.name} answers {status.name} to {request!r}"[:600])

    attempt()
    return broken
