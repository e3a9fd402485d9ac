"""Medians, percentiles and ratios of what was measured. Pure."""

import math
import statistics
from collections.abc import Sequence


def median(values: Sequence[float]) -> float:
    """Return the middle value.

    >>> median([3.0, 1.0, 2.0])
    2.0
    """
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that `share` (0 to 1) of all values do not exceed (nearest rank).

    >>> percentile([10, 20, 30, 40], 0.5), percentile([10, 20, 30, 40], 0.99)
    (20, 40)
    """
    if not values:
        raise ValueError("nothing was measured")
    rank = max(math.ceil(share * len(values)), 1)
    return sorted(values)[rank - 1]


def ratio(measured: float, reference: float) -> float:
    """Return how many times the reference was reached; raises ValueError if there is none."""
    if reference <= 0:
        raise ValueError("the reference is not positive")
    return measured / reference
