"""Mutual TLS between real servers and channels: who gets in, who is believed, and new certificates."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)
from prometheus_client import REGISTRY
from svar.surveys.v1 import survey_service_pb2
from svar.surveys.v1.survey_service_pb2_grpc import (
    SurveyServiceStub,
    add_SurveyServiceServicer_to_server,
)

from services.runtime.addresses import Process
from services.runtime.certificates import Certificates
from services.runtime.client import call, open_aio_channel, open_channel
from services.runtime.errors import ConfigurationError, ErrorKind, ServiceError
from services.runtime.server import GrpcServer, ServerOptions, Servicer
from services.runtime.transport import Transport
from tests.fakes.authority import Authority
from tests.fakes.manual_seconds import Seconds

NAME = "svar.surveys.v1.SurveyService"
REQUEST = survey_service_pb2.ListSurveysRequest(tenant="default")


class Surveys:
    """Answers every method with nothing."""

    def __getattr__(self, _method: str) -> Callable[[object, object], object]:
        return lambda _request, _context: survey_service_pb2.ListSurveysResponse()


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@contextmanager
def surveys(transport: Transport, *, age: float = 30) -> Iterator[str]:
    """Run a server as the process `surveys`; yields its address."""
    servicer = Servicer(name=NAME, register=add_SurveyServiceServicer_to_server, servicer=Surveys())
    options = ServerOptions(
        transport=transport,
        callers=Process.SURVEYS.callers(),
        connection_age=timedelta(seconds=age),
    )
    server = GrpcServer([servicer], threads=4, options=options)
    port = server.start(host="127.0.0.1", port=0)
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(grace=0)


def transport(authority: Authority, folder: Path, *names: str, seconds: Seconds) -> Transport:
    """The transport of a process whose certificate has these names."""
    return Transport(certificates=Certificates(authority.write(folder, *names), monotonic=seconds))


def ask(address: str, by: Transport) -> None:
    """Call the server once on a new channel; raises ServiceError."""
    with open_channel(address, transport=by, peer=Process.SURVEYS) as channel:
        call(SurveyServiceStub(channel).ListSurveys, REQUEST, timeout=5)


@pytest.mark.parametrize("caller", ["gateway", "sessions"])
def test_a_caller_with_a_known_name_is_served(
    caller: str, authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "surveys", seconds=seconds)

    with surveys(server) as address:
        ask(address, transport(authority, tmp_path / "caller", caller, seconds=seconds))


def test_under_asyncio_a_known_caller_is_served_too(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "surveys", seconds=seconds)
    gateway = transport(authority, tmp_path / "caller", "gateway", seconds=seconds)

    async def ask_under_asyncio(address: str) -> None:
        async with open_aio_channel(address, transport=gateway, peer=Process.SURVEYS) as channel:
            await SurveyServiceStub(channel).ListSurveys(REQUEST, timeout=5)

    with surveys(server) as address:
        asyncio.run(ask_under_asyncio(address))


def test_a_caller_that_has_no_business_here_is_refused(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "surveys", seconds=seconds)
    sms = transport(authority, tmp_path / "caller", "sms", seconds=seconds)

    with surveys(server) as address, pytest.raises(ServiceError) as raised:
        ask(address, sms)

    assert (raised.value.kind, raised.value.reason) == (ErrorKind.FORBIDDEN, "CALLER_NOT_ALLOWED")


def test_health_and_reflection_are_for_known_callers_only(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "surveys", seconds=seconds)
    sms = transport(authority, tmp_path / "caller", "sms", seconds=seconds)

    with (
        surveys(server) as address,
        open_channel(address, transport=sms, peer=Process.SURVEYS) as channel,
    ):
        with pytest.raises(grpc.RpcError) as refused:
            health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=5)
        with pytest.raises(grpc.RpcError) as hidden:
            ProtoReflectionDescriptorDatabase(channel).get_services()

    for error in (refused.value, hidden.value):
        assert isinstance(error, grpc.Call)
        assert error.code() is grpc.StatusCode.PERMISSION_DENIED


def test_a_caller_of_another_authority_gets_no_connection(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "surveys", seconds=seconds)
    stranger = transport(Authority(), tmp_path / "caller", "gateway", seconds=seconds)
    # It knows the server's authority, so that only its own certificate is in question.
    (tmp_path / "caller" / "ca.crt").write_bytes(authority.pem)
    seconds.now += 2

    with surveys(server) as address, pytest.raises(ServiceError) as raised:
        ask(address, stranger)

    assert raised.value.kind is ErrorKind.UNAVAILABLE


def test_a_server_of_another_name_is_not_believed(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "sms", seconds=seconds)
    gateway = transport(authority, tmp_path / "caller", "gateway", seconds=seconds)

    with surveys(server) as address, pytest.raises(ServiceError) as raised:
        ask(address, gateway)

    assert raised.value.kind is ErrorKind.UNAVAILABLE


def test_a_caller_in_plain_text_gets_no_connection(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "surveys", seconds=seconds)

    with surveys(server) as address, pytest.raises(ServiceError) as raised:
        ask(address, Transport())

    assert raised.value.kind is ErrorKind.UNAVAILABLE


def test_names_may_have_a_domain(authority: Authority, seconds: Seconds, tmp_path: Path) -> None:
    def of(name: str) -> Transport:
        files = authority.write(tmp_path / name, f"{name}.svar.internal")
        return Transport(
            certificates=Certificates(files, monotonic=seconds), domain="svar.internal"
        )

    with surveys(of("surveys")) as address:
        ask(address, of("gateway"))


def test_a_server_shows_its_new_certificate_without_a_restart(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "surveys", seconds=seconds)

    with surveys(server) as address:
        host, _, port = address.partition(":")
        before = ssl.get_server_certificate((host, int(port)))
        authority.write(tmp_path / "server", "surveys")
        seconds.now += 2
        after = ssl.get_server_certificate((host, int(port)))

    assert before != after
    assert after == (tmp_path / "server" / "tls.crt").read_text()


def test_everybody_moves_to_another_authority_without_a_restart(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "surveys", seconds=seconds)
    gateway = transport(authority, tmp_path / "caller", "gateway", seconds=seconds)
    late = transport(authority, tmp_path / "late", "gateway", seconds=seconds)
    newer = Authority("newer")

    with (
        surveys(server, age=0.2) as address,
        open_channel(address, transport=gateway, peer=Process.SURVEYS) as channel,
    ):
        stub = SurveyServiceStub(channel)
        call(stub.ListSurveys, REQUEST, timeout=5)
        newer.write(tmp_path / "server", "surveys")
        newer.write(tmp_path / "caller", "gateway")
        seconds.now += 2

        call(stub.ListSurveys, REQUEST, timeout=5)
        with pytest.raises(ServiceError) as raised:
            ask(address, late)

    assert raised.value.kind is ErrorKind.UNAVAILABLE


def test_under_asyncio_a_channel_takes_a_new_certificate_too(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    server = transport(authority, tmp_path / "server", "surveys", seconds=seconds)
    gateway = transport(authority, tmp_path / "caller", "gateway", seconds=seconds)

    async def ask_twice(address: str) -> None:
        async with open_aio_channel(address, transport=gateway, peer=Process.SURVEYS) as channel:
            stub = SurveyServiceStub(channel)
            await stub.ListSurveys(REQUEST, timeout=5)
            newer = Authority("newer")
            newer.write(tmp_path / "server", "surveys")
            newer.write(tmp_path / "caller", "gateway")
            seconds.now += 2
            await stub.ListSurveys(REQUEST, timeout=5)

    with surveys(server, age=0.2) as address:
        asyncio.run(ask_twice(address))


def test_files_that_do_not_fit_each_other_yet_change_nothing(
    authority: Authority, seconds: Seconds, tmp_path: Path
) -> None:
    files = authority.write(tmp_path / "server", "surveys")
    certificates = Certificates(files, monotonic=seconds)
    before = certificates.current()
    authority.write(tmp_path / "newer", "surveys")

    files.certificate.write_bytes((tmp_path / "newer" / "tls.crt").read_bytes())
    seconds.now += 2
    assert certificates.current() is before

    files.key.write_bytes((tmp_path / "newer" / "tls.key").read_bytes())
    seconds.now += 2
    assert certificates.current().key == files.key.read_bytes()


def test_the_time_until_certificates_expire_is_measured(
    authority: Authority, tmp_path: Path
) -> None:
    certificates = Certificates(authority.write(tmp_path / "server", "surveys"))

    for file in ("certificate", "authority"):
        left = REGISTRY.get_sample_value("svar_certificate_expiry_seconds", {"file": file})
        assert left == pytest.approx(timedelta(days=1).total_seconds(), abs=60)
    assert certificates.current()


@pytest.mark.parametrize(
    ("file", "content", "sentence"),
    [
        ("ca.crt", b"no certificate", "SVAR_TLS_CA: "),
        ("tls.crt", b"no certificate", "SVAR_TLS_CERTIFICATE and SVAR_TLS_KEY: "),
        ("tls.key", None, "cannot be read"),
    ],
)
def test_files_that_are_wrong_at_the_start_are_named(
    file: str, content: bytes | None, sentence: str, authority: Authority, tmp_path: Path
) -> None:
    files = authority.write(tmp_path / "server", "surveys")
    path = tmp_path / "server" / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ConfigurationError, match=sentence):
        Certificates(files)
