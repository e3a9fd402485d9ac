"""Marks sessions as expired within a minute of their time (`services/sessions/README.md`)."""

from datetime import timedelta

from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic
from services.sessions.use_cases.end_sessions import EXPIRED_AT_A_TIME, EndSessions

SWEEP_EVERY = timedelta(seconds=15)


def expiry_sweeper(end_sessions: EndSessions) -> Periodic:
    """Make the worker; any number of replicas may run it at once."""

    def sweep() -> None:
        while end_sessions.expire() == EXPIRED_AT_A_TIME:
            pass

    return Periodic("expiry", sweep, every=SWEEP_EVERY, expected=(ServiceError,))
