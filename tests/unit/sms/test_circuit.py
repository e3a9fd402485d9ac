"""A provider that does not work is left alone, and tried now and then."""

import pytest

from services.sms.domain.circuit import FAILURES_TO_OPEN, Circuit, CircuitState


def opened(at: float = 0) -> Circuit:
    circuit = Circuit()
    assert circuit.enter(at)
    assert circuit.failed(at, at_once=True)
    return circuit


def test_failures_in_a_row_open_it() -> None:
    circuit = Circuit()

    opening = [circuit.failed(0) for _ in range(FAILURES_TO_OPEN)]

    assert opening == [False] * (FAILURES_TO_OPEN - 1) + [True]
    assert not circuit.enter(0.5)


def test_a_success_in_between_starts_the_count_again() -> None:
    circuit = Circuit()

    for _ in range(FAILURES_TO_OPEN - 1):
        circuit.failed(0)
    circuit.succeeded()
    circuit.failed(0)

    assert circuit.state(0) is CircuitState.CLOSED


def test_a_fault_of_the_configuration_opens_it_at_once() -> None:
    assert opened().state(0.9) is CircuitState.OPEN


def test_one_probe_passes_when_the_pause_is_over() -> None:
    circuit = opened()

    assert [circuit.enter(1), circuit.enter(1)] == [True, False]
    circuit.succeeded()
    assert [circuit.enter(1), circuit.enter(1)] == [True, True]


def test_a_probe_that_was_not_sent_lets_another_one_pass() -> None:
    circuit = opened()
    assert circuit.enter(1)

    circuit.left()

    assert circuit.enter(1)


@pytest.mark.parametrize(("probes", "pause"), [(1, 2), (2, 4), (3, 5), (20, 5)])
def test_pauses_double_with_every_probe_that_fails_up_to_five_seconds(
    probes: int, pause: float
) -> None:
    circuit = opened()
    now = 0.0

    for _ in range(probes):
        now += circuit.wait(now)
        assert circuit.enter(now)
        assert circuit.failed(now)

    assert circuit.wait(now) == pause


def test_sends_that_were_under_way_when_it_opened_change_nothing() -> None:
    circuit = opened()

    assert [circuit.failed(0.5) for _ in range(20)] == [False] * 20

    assert circuit.state(1) is CircuitState.HALF_OPEN
