"""Deletes what was kept for a while only: requests, counts of what was said, the log of changes, idle contacts.

Not for what a tenant's retention time says.
"""

from datetime import datetime, timedelta

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic
from services.sessions.domain.contact import Contact
from services.sessions.ports.unit_of_work import UnitOfWork

FORGET_EVERY = timedelta(minutes=10)
CHANGES_ARE_KEPT_FOR = timedelta(days=7)
"""For a reader that is down; one that comes later has to begin anew."""
PASSED_CHANGES_ARE_KEPT_FOR = timedelta(hours=1)
"""What every reader with a name has passed, for those without one."""
CHANGES_AT_A_TIME = 10_000
CONTACTS_ARE_IDLE_AFTER = timedelta(days=14)
"""A contact is there to be locked; one of a phone that gets surveys now and then is not worth deleting."""
CONTACTS_AT_A_TIME = 5000
"""So many are looked at in a run, and the next run goes on from there."""

_BEFORE_ALL: Contact = ("", "")


def forgetter(
    uow: UnitOfWork,
    *,
    clock: Clock,
    contacts_at_a_time: int = CONTACTS_AT_A_TIME,
) -> Periodic:
    """Make the worker; any number of replicas may run it at once."""
    last = _BEFORE_ALL

    def forget() -> None:
        nonlocal last
        now = clock.now()
        with uow.begin() as transaction:
            transaction.requests.forget(now=now)
            transaction.caps.forget(now=now)
            transaction.said_texts.forget(now=now)
        forget_changes(uow, now=now, limit=CHANGES_AT_A_TIME)
        idle_since = now - CONTACTS_ARE_IDLE_AFTER
        with uow.begin() as transaction:
            looked_at = transaction.contacts.forget_idle(
                after=last, idle_since=idle_since, limit=contacts_at_a_time
            )
        last = looked_at or _BEFORE_ALL

    return Periodic("forgetting", forget, every=FORGET_EVERY, expected=(ServiceError,))


def forget_changes(uow: UnitOfWork, *, now: datetime, limit: int) -> None:
    """Delete all that are old, so many in each transaction that none holds locks for long."""
    before, passed_before = now - CHANGES_ARE_KEPT_FOR, now - PASSED_CHANGES_ARE_KEPT_FOR
    while True:
        with uow.begin() as transaction:
            forgotten = transaction.changes.forget(
                before=before, passed_before=passed_before, limit=limit
            )
        if forgotten < limit:
            return
