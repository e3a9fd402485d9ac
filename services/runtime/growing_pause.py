"""How long to wait before something is tried again that has failed a few times."""

import random
from datetime import timedelta

_FIRST_SECONDS = 0.1
_LONGEST_SECONDS = 10.0


def growing_pause(failures: int) -> timedelta:
    """Grow from 0.1 s to 10 s, spread so that replicas do not come back together.

    >>> 0.1 <= growing_pause(1).total_seconds() <= 0.2
    True
    """
    seconds = min(_FIRST_SECONDS * 2 ** min(failures, 10), _LONGEST_SECONDS)
    return timedelta(seconds=seconds * random.uniform(0.5, 1.0))
