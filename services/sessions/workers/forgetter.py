"""Deletes what was kept for a while only: answered requests, and counts of what was said."""

from datetime import timedelta

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic
from services.sessions.ports import UnitOfWork

FORGET_EVERY = timedelta(minutes=10)


def forgetter(uow: UnitOfWork, *, clock: Clock) -> Periodic:
    """Make the worker; any number of replicas may run it at once."""

    def forget() -> None:
        with uow.begin() as transaction:
            transaction.forget(now=clock.now())

    return Periodic("forgetting", forget, every=FORGET_EVERY, expected=(ServiceError,))
