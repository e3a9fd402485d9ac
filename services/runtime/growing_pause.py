"""Backoff: how long to wait before the next try of what has failed a few times."""

import random
from datetime import timedelta

_FIRST_SECONDS = 0.1
_LONGEST_SECONDS = 10.0


def growing_pause(failures: int) -> timedelta:
    """Return a pause that grows from 0.1 s to 10 s, with jitter so that replicas do not retry in step.

    >>> 0.1 <= growing_pause(1).total_seconds() <= 0.2
    True
    """
    seconds = min(_FIRST_SECONDS * 2 ** min(failures, 10), _LONGEST_SECONDS)
    return timedelta(seconds=seconds * random.uniform(0.5, 1.0))
