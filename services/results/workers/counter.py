"""Counts days ahead; any number of replicas may run it at once."""

from datetime import timedelta
from typing import Final

from services.results.use_cases.count_days import DAYS_AT_A_TIME, CountDays
from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic

LOOK_EVERY: Final = timedelta(seconds=20)


def counter(count_days: CountDays) -> Periodic:
    """Make the worker."""

    def count() -> None:
        while count_days() == DAYS_AT_A_TIME:
            pass

    return Periodic("counting days", count, every=LOOK_EVERY, expected=(ServiceError,))
