"""The interval of a difference, held against published examples and against what has to be so."""

import pytest

from services.results.domain.certainty import Figure, mean, net_promoter_score, rate
from services.results.domain.comparison import interval_of_difference


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        # Newcombe 1998, table II, method 10.
        ((56, 70), (48, 80), 5.24, 33.39),
        ((9, 10), (3, 10), 17.05, 80.90),
        ((6, 7), (2, 7), 5.82, 80.62),
        ((5, 56), (0, 29), -3.81, 19.26),
        ((0, 10), (0, 10), -27.75, 27.75),
    ],
)
def test_of_rates_it_is_newcombes(
    now: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    found = interval_of_difference(rate(*now), rate(*before))

    assert found[0] == pytest.approx(low, abs=0.01)
    assert found[1] == pytest.approx(high, abs=0.01)


def test_without_an_interval_of_both_there_is_none() -> None:
    assert interval_of_difference(rate(1, 2), rate(0, 0)) == (None, None)
    assert interval_of_difference(mean(1, 5, 25), mean(2, 10, 52)) == (None, None)


def test_the_change_lies_within_and_the_sides_change_places() -> None:
    now, before = net_promoter_score(30, 5, 60), net_promoter_score(20, 12, 50)

    low, high = interval_of_difference(now, before)
    back_low, back_high = interval_of_difference(before, now)

    assert low is not None
    assert high is not None
    assert low < (now.value or 0) - (before.value or 0) < high
    assert back_low == pytest.approx(-high)
    assert back_high == pytest.approx(-low)


def test_more_of_the_same_is_surer() -> None:
    def width(n: int) -> float:
        low, high = interval_of_difference(rate(n // 2, n), rate(n // 4, n))
        return (high or 0) - (low or 0)

    assert width(10_000) < width(100) < width(20)


def test_figures_of_nothing_have_no_interval() -> None:
    nothing = Figure(value=None, n=0)

    assert interval_of_difference(nothing, nothing) == (None, None)
