"""When what has died is started again."""

import pytest

from services.cli.restart_policy import RestartHistory


def test_pauses_grow_from_a_fifth_of_a_second_to_five_seconds() -> None:
    history, pauses = RestartHistory(), []

    for _ in range(7):
        history = history.died(ran_for=1.0)
        pauses.append(history.pause)

    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]


@pytest.mark.parametrize(("ran_for", "pause"), [(29.9, 1.6), (30.0, 0.2), (3600.0, 0.2)])
def test_half_a_minute_of_health_is_a_clean_slate(ran_for: float, pause: float) -> None:
    assert RestartHistory(deaths=3).died(ran_for=ran_for).pause == pause


def test_what_dies_for_days_is_still_started_again() -> None:
    assert RestartHistory(deaths=1_000_000).died(ran_for=0.1).pause == 5.0
