"""Sets of whole numbers as intervals: what an ordered condition holds for, without trying numbers."""

from collections.abc import Iterable
from math import ceil, floor, inf
from typing import TypeAlias

Interval: TypeAlias = tuple[float, float]
"""From one bound to another, both included: a whole number each, or infinity."""

Intervals: TypeAlias = tuple[Interval, ...]
"""A set of whole numbers: intervals in order, with a gap between any two of them."""

EVERY: Intervals = ((-inf, inf),)
NOTHING: Intervals = ()


def union(intervals: Iterable[Interval]) -> Intervals:
    """The set of every number in one of the intervals, in time n log n.

    >>> union([(5, 7), (1, 2), (3, 4), (6, 9)])
    ((1, 9),)
    """
    joined: list[Interval] = []
    for low, high in sorted(one for one in intervals if one[0] <= one[1]):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def complement(numbers: Intervals) -> Intervals:
    """Every whole number that is not in the set.

    >>> complement(((1, 2), (5, 5)))
    ((-inf, 0), (3, 4), (6, inf))
    >>> complement(EVERY), complement(((18, inf),))
    ((), ((-inf, 17),))
    """
    gaps: list[Interval] = []
    start = -inf
    for low, high in numbers:
        gaps.append((start, low - 1))
        start = high + 1
    gaps.append((start, inf))
    # Infinity bounds an interval, and is no number that could be one itself.
    return tuple((low, high) for low, high in gaps if low <= high and low < inf and high > -inf)


def meet(one: Intervals, other: Intervals) -> Intervals:
    """Every number that is in both sets, in time linear in both.

    >>> meet(((1, 5), (8, 9)), ((4, 8),))
    ((4, 5), (8, 8))
    """
    both: list[Interval] = []
    at_one = at_other = 0
    while at_one < len(one) and at_other < len(other):
        low = max(one[at_one][0], other[at_other][0])
        high = min(one[at_one][1], other[at_other][1])
        if low <= high:
            both.append((low, high))
        if one[at_one][1] < other[at_other][1]:
            at_one += 1
        else:
            at_other += 1
    return tuple(both)


def points(values: Iterable[float]) -> Intervals:
    """The set of those values that are whole numbers.

    >>> points([3, 1, 2.5, 2])
    ((1, 3),)
    """
    return union((value, value) for value in values if value == floor(value))


def between(low: float, high: float) -> Intervals:
    """The whole numbers from one bound to another, which need not be whole themselves.

    >>> between(1.5, 4), between(4, 1)
    (((2, 4),), ())
    """
    return union([(low if low == -inf else ceil(low), high if high == inf else floor(high))])
