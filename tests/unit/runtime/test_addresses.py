"""Ports and addresses: from variables, all moved by one, every mistake named."""

import pytest

from services.runtime.addresses import SERVICES, Addresses, Process
from services.runtime.errors import ConfigurationError


def test_every_port_has_a_variable_and_no_two_are_alike() -> None:
    ports = Addresses.read({}).ports

    assert ports == {
        "SVAR_HTTP_PORT": 8080,
        "SVAR_CONSOLE_PORT": 8090,
        "SVAR_CONSOLE_METRICS_PORT": 7104,
        "SVAR_SURVEYS_PORT": 7001,
        "SVAR_SESSIONS_PORT": 7002,
        "SVAR_SMS_PORT": 7003,
        "SVAR_SURVEYS_METRICS_PORT": 7101,
        "SVAR_SESSIONS_METRICS_PORT": 7102,
        "SVAR_SMS_METRICS_PORT": 7103,
        "SVAR_RESULTS_PORT": 7004,
        "SVAR_RESULTS_METRICS_PORT": 7105,
    }
    assert len({port % 1000 for port in ports.values()}) == len(ports)


def test_one_variable_moves_all_ports_and_another_moves_one_of_them() -> None:
    addresses = Addresses.read({"SVAR_PORT_BASE": "9000", "SVAR_SMS_PORT": "1234"})

    assert addresses.port(Process.GATEWAY) == 9080
    assert addresses.port(Process.SURVEYS) == 9001
    assert addresses.ready_port(Process.SMS) == 9103
    assert addresses.port(Process.SMS) == 1234
    assert addresses.of(Process.SESSIONS) == "127.0.0.1:9002"


def test_a_process_is_found_where_its_variable_says() -> None:
    addresses = Addresses.read({"SVAR_SMS_ADDRESS": "dns:///sms.svar:7003", "SVAR_SMS_PORT": "5"})

    assert addresses.of(Process.SMS) == "dns:///sms.svar:7003"
    assert addresses.ready_url(Process.SMS) == "http://127.0.0.1:7103/readyz"


def test_an_empty_variable_is_as_good_as_none() -> None:
    given = {"SVAR_PORT_BASE": "", "SVAR_SMS_PORT": " ", "SVAR_SMS_ADDRESS": ""}

    assert Addresses.read(given) == Addresses()


@pytest.mark.parametrize("written", ["seventy", "-1", "65536", "7001.5", "٧٠٠١", "9" * 400])
def test_what_is_no_port_is_named(written: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Addresses.read({"SVAR_SMS_PORT": written, "SVAR_PORT_BASE": written})

    assert [problem.split(" ")[0] for problem in caught.value.problems] == [
        "SVAR_PORT_BASE",
        "SVAR_SMS_PORT",
    ]


@pytest.mark.parametrize("base", ["1023", "64537"])
def test_a_base_leaves_room_for_all_ports(base: str) -> None:
    with pytest.raises(ConfigurationError, match="a number from 1024 to 64536"):
        Addresses.read({"SVAR_PORT_BASE": base})


def test_who_calls_whom_is_the_table_of_the_network_policies() -> None:
    callers = {one.value: {caller.value for caller in one.callers()} for one in Process}

    assert callers == {
        "surveys": {"gateway", "console", "sessions", "results"},
        "sessions": {"gateway", "console", "sms", "results"},
        "sms": {"gateway", "console", "sessions", "results"},
        "results": {"gateway", "console"},
        "gateway": set(),
        "console": set(),
    }
    assert SERVICES == (Process.SURVEYS, Process.SESSIONS, Process.SMS, Process.RESULTS)
