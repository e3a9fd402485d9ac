"""Ports that cannot be had are named with the variable that sets them."""

import socket
from collections.abc import Iterator

import pytest

from services.cli.ports import require_free_ports
from services.cli.settings import LOOPBACK, UpSettings
from services.runtime.errors import ConfigurationError


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server((LOOPBACK, 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server((LOOPBACK, 0)) as server:
        return int(server.getsockname()[1])


def test_a_port_in_use_is_named_with_its_variable(taken: int, free: int) -> None:
    with pytest.raises(ConfigurationError) as caught:
        require_free_ports({"SVAR_HTTP_PORT": taken, "SVAR_SMS_PORT": free}, host=LOOPBACK)

    assert caught.value.problems == (
        f"Port {taken} is in use by another program; set SVAR_HTTP_PORT to a free one.",
    )


def test_one_port_for_two_things_is_named_with_both_variables(free: int) -> None:
    with pytest.raises(ConfigurationError, match="SVAR_HTTP_PORT and SVAR_SMS_PORT are both"):
        require_free_ports({"SVAR_HTTP_PORT": free, "SVAR_SMS_PORT": free}, host=LOOPBACK)


def test_every_port_of_a_system_can_be_set_by_a_variable() -> None:
    assert set(UpSettings().ports()) == {
        "SVAR_HTTP_PORT",
        "SVAR_SURVEYS_PORT",
        "SVAR_SESSIONS_PORT",
        "SVAR_SMS_PORT",
        "SVAR_SURVEYS_METRICS_PORT",
        "SVAR_SESSIONS_METRICS_PORT",
        "SVAR_SMS_METRICS_PORT",
    }
