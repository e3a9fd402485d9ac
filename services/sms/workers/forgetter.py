"""Deletes what is kept for a time that we set. Not for what a tenant's retention time says."""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic

FORGET_EVERY = timedelta(seconds=10)


def forgetter(
    forget: Callable[[datetime], object], *, clock: Clock, every: timedelta = FORGET_EVERY
) -> Periodic:
    """Make the worker; any number of replicas may run it at once."""

    def run() -> None:
        forget(clock.now())

    return Periodic("forgetting", run, every=every, expected=(ServiceError,))
