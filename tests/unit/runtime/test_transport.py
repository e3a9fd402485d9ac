"""Plain text stays on this machine unless somebody allows it; half of TLS is refused."""

from types import SimpleNamespace
from typing import Any

import grpc
import pytest
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

from services.runtime.client import hosts, open_channel, require_callable, target
from services.runtime.config import ServiceSettings
from services.runtime.errors import ConfigurationError
from services.runtime.server import GrpcServer, ServerOptions
from services.runtime.transport import Transport, transport_of

ELSEWHERE = ["sms:7003", "10.0.0.1:7003, 127.0.0.1:7003", "dns://127.0.0.1:53/sms.svar:7003"]
HERE = [
    "127.0.0.1:7003",
    "localhost:7003",
    "[::1]:7003",
    "unix:/run/svar/sms",
    "127.0.0.1:1,127.0.0.1:2",
]


def settings(**values: Any) -> Any:
    nothing = {"tls_certificate": "", "tls_key": "", "tls_ca": "", "tls_domain": ""}
    return SimpleNamespace(**{**nothing, "grpc_plaintext": False, **values})


@pytest.mark.parametrize("address", ELSEWHERE)
def test_another_machine_is_not_called_in_plain_text(address: str) -> None:
    with pytest.raises(ConfigurationError, match="SVAR_GRPC_PLAINTEXT=1"):
        open_channel(address)


@pytest.mark.parametrize("address", [*ELSEWHERE, *HERE])
def test_it_is_where_that_is_allowed(address: str) -> None:
    require_callable(address, transport=Transport(plaintext=True))


@pytest.mark.parametrize("address", HERE)
def test_this_machine_may_always_be_called(address: str) -> None:
    require_callable(address, transport=Transport())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1"])
def test_other_machines_are_not_answered_in_plain_text(host: str) -> None:
    with pytest.raises(ConfigurationError, match=f"SVAR_LISTEN_HOST is {host}"):
        GrpcServer([], threads=1).start(host=host, port=0)


def test_they_are_where_that_is_allowed() -> None:
    options = ServerOptions(transport=Transport(plaintext=True))
    server = GrpcServer([], threads=1, options=options)

    assert server.start(host="0.0.0.0", port=0) > 0
    server.stop(grace=0)


def test_half_of_tls_is_refused() -> None:
    with pytest.raises(ConfigurationError) as raised:
        transport_of(settings(tls_certificate="a.pem"))

    assert raised.value.problems == (
        "SVAR_TLS_KEY is not set, and mutual TLS needs it.",
        "SVAR_TLS_CA is not set, and mutual TLS needs it.",
    )


@pytest.mark.parametrize(
    ("host", "asked", "reflects"),
    [
        ("127.0.0.1", None, True),
        ("0.0.0.0", None, False),
        ("0.0.0.0", True, True),
        ("127.0.0.1", False, False),
    ],
)
def test_a_server_tells_what_it_serves_here_or_when_asked(
    host: str, asked: bool | None, reflects: bool
) -> None:
    told = ServiceSettings(database_url="x", listen_host=host, grpc_reflection=asked)

    assert told.reflects() is reflects


def test_without_reflection_nobody_is_told_what_is_served() -> None:
    server = GrpcServer([], threads=1, options=ServerOptions(reflection=False))
    port = server.start(host="127.0.0.1", port=0)

    with (
        open_channel(f"127.0.0.1:{port}") as channel,
        pytest.raises(grpc.RpcError) as raised,
    ):
        ProtoReflectionDescriptorDatabase(channel).get_services()
    server.stop(grace=0)

    assert isinstance(raised.value, grpc.Call)
    assert raised.value.code() is grpc.StatusCode.UNIMPLEMENTED


@pytest.mark.parametrize(
    ("address", "called", "named"),
    [
        ("sms:7003", "dns:///sms:7003", ["sms"]),
        ("ipv4:10.0.0.1:1,10.0.0.2:1", "ipv4:10.0.0.1:1,10.0.0.2:1", ["10.0.0.1", "10.0.0.2"]),
        ("dns:///sms.svar:7003", "dns:///sms.svar:7003", ["sms.svar"]),
        ("unix:///run/sms", "unix:///run/sms", ["localhost"]),
        ("[fd00::1]:7003", "dns:///[fd00::1]:7003", ["fd00::1"]),
    ],
)
def test_an_address_with_a_scheme_is_left_to_grpc(
    address: str, called: str, named: list[str]
) -> None:
    assert (target(address), hosts(address)) == (called, named)
