"""Intervals, held against independent computations at n = 0, 1, 4, 5, 30 and 10,000."""

import math
from statistics import mean as plain_mean
from statistics import stdev

import pytest

from services.results.domain.certainty import (
    Figure,
    mean,
    net_promoter_score,
    rate,
    student_t,
)

SIZES = [1, 4, 5, 30, 10_000]
Z = 1.959963984540054
NOTHING = Figure(value=None, n=0)


def test_of_nothing_there_is_no_figure() -> None:
    assert rate(0, 0) == mean(0, 0, 0) == net_promoter_score(0, 0, 0) == NOTHING


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("share", [0, 0.25, 0.5, 1])
def test_the_bounds_of_a_rate_are_those_that_it_is_just_not_surprising_under(
    n: int, share: float
) -> None:
    count = round(n * share)

    figure = rate(count, n)

    assert figure.value == pytest.approx(100 * count / n)
    for bound in (figure.low, figure.high):
        assert bound is not None
        true = bound / 100
        # Wilson's bounds solve this equation; at 0 and 1 both sides are 0.
        distance = abs(count / n - true)
        assert distance == pytest.approx(Z * math.sqrt(true * (1 - true) / n), abs=1e-9)


@pytest.mark.parametrize("n", SIZES)
def test_a_mean_has_the_interval_of_student(n: int) -> None:
    numbers = [1 + (7 * i * i) % 10 for i in range(n)]

    figure = mean(n, sum(numbers), sum(one * one for one in numbers))

    assert figure.value == pytest.approx(plain_mean(numbers))
    if n == 1:
        assert (figure.low, figure.high) == (None, None)
        return
    half = student_t(n - 1) * stdev(numbers) / math.sqrt(n)
    assert figure.low == pytest.approx(plain_mean(numbers) - half)
    assert figure.high == pytest.approx(plain_mean(numbers) + half)


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.7062), (2, 4.30265), (3, 3.18245), (4, 2.77645), (29, 2.04523), (9999, 1.96020)],
)
def test_the_quantile_of_student_is_that_of_the_tables(freedom: int, quantile: float) -> None:
    assert student_t(freedom) == pytest.approx(quantile, abs=5e-5)


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("shares", [(1, 0), (0, 1), (0.5, 0.25), (0, 0)])
def test_nps_has_the_multinomial_variance_after_three_more_answers(
    n: int, shares: tuple[float, float]
) -> None:
    up, down = (math.floor(n * share) for share in shares)

    figure = net_promoter_score(up, down, n)

    weights = {100.0: up + 0.75, -100.0: down + 0.75, 0.0: n - up - down + 1.5}
    centre = sum(value * weight for value, weight in weights.items()) / (n + 3)
    variance = sum(weight * (value - centre) ** 2 for value, weight in weights.items()) / (n + 3)
    half = Z * math.sqrt(variance / (n + 3))
    value = 100 * (up - down) / n
    assert figure.value == pytest.approx(value)
    assert figure.low == pytest.approx(min(value, max(-100, centre - half)))
    assert figure.high == pytest.approx(max(value, min(100, centre + half)))


@pytest.mark.parametrize(("n", "small"), [(0, True), (4, True), (5, False)])
def test_below_five_a_figure_is_small(n: int, small: bool) -> None:
    assert rate(0, n).is_small is small
