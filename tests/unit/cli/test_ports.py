"""Ports that cannot be had are named with the variable that sets them."""

import socket
from collections.abc import Iterator

import pytest

from services.cli.ports import require_free_ports
from services.runtime.addresses import LOOPBACK
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


def test_a_port_that_nobody_could_be_told_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"SVAR_SMS_PORT is 0; .* needs a port"):
        require_free_ports({"SVAR_SMS_PORT": 0}, host=LOOPBACK)
