"""Wakes sessions within a minute of their time: for their end, or a reminder (`services/sessions/README.md`)."""

from datetime import timedelta

from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic
from services.sessions.use_cases.wake_sessions import WOKEN_AT_A_TIME, WakeSessions

WAKE_EVERY = timedelta(seconds=15)


def waker(wake: WakeSessions) -> Periodic:
    """Make the worker; any number of replicas may run it at once."""

    def wake_all() -> None:
        while wake() >= WOKEN_AT_A_TIME:
            pass

    return Periodic("waking", wake_all, every=WAKE_EVERY, expected=(ServiceError,))
