"""Several processes of each service on one machine: no port twice, and everybody is found by everybody."""

import pytest

from services.cli.process_sets import MOST, REPEATED, process_sets
from services.runtime.addresses import Addresses, Process
from services.runtime.client import target


@pytest.mark.parametrize("count", [1, 2, MOST])
def test_no_port_is_given_twice(count: int) -> None:
    ports = process_sets(Addresses(), wanted=count, processors=1).ports()

    assert len(set(ports.values())) == len(ports)


def test_calls_are_spread_over_every_set() -> None:
    environment = process_sets(Addresses(), wanted=3, processors=1).environment()

    for process in REPEATED:
        listed = environment[process.address_variable].split(",")
        assert len(listed) == 3
        assert target(environment[process.address_variable]).startswith("ipv4:127.0.0.1:")
    assert Process.CONSOLE.address_variable not in environment


def test_what_runs_elsewhere_stays_there() -> None:
    addresses = Addresses(elsewhere={"sms": "sms.svar:7003"})

    environment = process_sets(addresses, wanted=2, processors=1).environment()

    assert Process.SMS.address_variable not in environment
    assert Process.SESSIONS.address_variable in environment


@pytest.mark.parametrize(("processors", "count"), [(1, 1), (2, 1), (4, 1), (8, 2), (64, MOST)])
def test_a_machine_gets_as_many_as_it_keeps_busy(processors: int, count: int) -> None:
    assert process_sets(Addresses(), wanted=0, processors=processors).count == count


@pytest.mark.parametrize("count", range(2, MOST + 1))
def test_all_together_open_no_more_connections_than_there_are(count: int) -> None:
    sets = process_sets(Addresses(), wanted=count, processors=1)

    share = int(sets.environment()["SVAR_DATABASE_CONNECTIONS"])
    services = [process for process in REPEATED if process.is_service]
    assert share >= 2
    assert share * count * len(services) <= 180


def test_one_of_each_is_told_nothing() -> None:
    assert process_sets(Addresses(), wanted=1, processors=64).environment() == {}
