"""How sure a figure is: intervals of 95 %, from counts and sums alone. Pure.

Wilson's for rates, Student's t for means, and for NPS the multinomial variance after adding 3 to n and 3/4
to promoters and to detractors (adjusted Wald): plain Wald says "100 to 100" for one answer.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

SMALL_BELOW: Final = 5
_Z: Final = 1.959963984540054
"""The 97.5 % quantile of the normal distribution."""
_P: Final = 0.975


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of `n` things; None for a value of nothing, or an interval that does not exist."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None

    @property
    def is_small(self) -> bool:
        """True when so few things say little."""
        return self.n < SMALL_BELOW


def rate(count: int, n: int) -> Figure:
    """Return `count` of `n` in per cent.

    >>> rate(1, 2).value, round(rate(1, 2).low), round(rate(1, 2).high), rate(0, 0).value
    (50.0, 9, 91, None)
    """
    if n == 0:
        return Figure(value=None, n=0)
    share, z2 = count / n, _Z * _Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return _widened(100 * share, n, 100 * (centre - half), 100 * (centre + half), 0, 100)


def mean(n: int, total: float, squares: float) -> Figure:
    """Return the mean of `n` numbers with their sum and the sum of their squares.

    >>> mean(2, 10, 52).value, round(mean(2, 10, 52).low, 2), mean(1, 5, 25).low
    (5.0, -7.71, None)
    """
    if n == 0:
        return Figure(value=None, n=0)
    value = total / n
    if n == 1:
        return Figure(value=value, n=1)
    variance = max(0.0, (squares - n * value * value) / (n - 1))
    half = student_t(n - 1) * math.sqrt(variance / n)
    return Figure(value=value, n=n, low=value - half, high=value + half)


def net_promoter_score(promoters: int, detractors: int, n: int) -> Figure:
    """Return 100 times the share of promoters without that of detractors.

    >>> net_promoter_score(1, 0, 1).value, round(net_promoter_score(1, 0, 1).low)
    (100.0, -48)
    """
    if n == 0:
        return Figure(value=None, n=0)
    more, up, down = n + 3, promoters + 0.75, detractors + 0.75
    centre = (up - down) / more
    variance = (up + down) / more - centre * centre
    half = _Z * math.sqrt(variance / more)
    value = 100 * (promoters - detractors) / n
    return _widened(value, n, 100 * (centre - half), 100 * (centre + half), -100, 100)


def _widened(value: float, n: int, low: float, high: float, least: float, most: float) -> Figure:
    """Keep an interval within what is possible, and the value within it."""
    return Figure(
        value=value, n=n, low=min(value, max(least, low)), high=max(value, min(most, high))
    )


@lru_cache(maxsize=4096)
def student_t(freedom: int) -> float:
    """Return the 97.5 % quantile of Student's t, by halving on its distribution.

    >>> [round(student_t(freedom), 3) for freedom in (1, 4, 29, 9999)]
    [12.706, 2.776, 2.045, 1.96]
    """
    low, high = _Z, 13.0
    for _ in range(60):
        middle = (low + high) / 2
        if _cumulative(middle, freedom) < _P:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _cumulative(t: float, freedom: int) -> float:
    return 1 - _incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function (DLMF 8.17.22, by Lentz's method)."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    front = math.exp(
        a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    )
    return front / (a * _continued_fraction(x, a, b))


def _continued_fraction(x: float, a: float, b: float) -> float:
    result, numerator, denominator = 1.0, 1.0, 0.0
    for step in range(1, 10_000):
        m = step // 2
        if step % 2 == 0:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        denominator = 1 / (1 + term * denominator)
        numerator = 1 + term / numerator
        change = numerator * denominator
        result *= change
        if abs(change - 1) < 1e-14:
            break
    return result
