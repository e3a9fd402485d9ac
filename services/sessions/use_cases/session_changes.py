"""The one way by which sessions change (`services/README.md`).

What has to happen around every change stands here once: a lease, a transaction, the sessions, what is
to be sent, one row for those who read the changes, the commit, the hand-off, the index. What changes
is decided by the use cases.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from services.engine.state import SessionState
from services.runtime.clock import Clock
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.session import Session
from services.sessions.domain.steps import Step, ended_from_outside
from services.sessions.ports.changes import Touched
from services.sessions.ports.session_index import SessionIndex
from services.sessions.ports.sms import Outbox
from services.sessions.ports.unit_of_work import Transaction, UnitOfWork
from services.sessions.use_cases.figures import count_sessions


@dataclass(slots=True, kw_only=True)
class Change:
    """What one transaction does to sessions, collected while it is open.

    `transaction` is there to read, to lock, and to write what is no session. `opened` are the sessions
    that the index is told of, `ended` those that it has to forget; `read_anew` are sessions that stay as
    they are, although those who read the changes should look at them again, and `named` are such that
    nobody has read.
    """

    transaction: Transaction
    at: datetime
    added: list[Session] = field(default_factory=list)
    changed: dict[str, Session] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    opened: list[Session] = field(default_factory=list)
    ended: list[Session] = field(default_factory=list)
    read_anew: list[Session] = field(default_factory=list)
    named: list[Touched] = field(default_factory=list)
    is_abandoned: bool = False

    def begin(self, session: Session, first: Delivery | None) -> None:
        """Store a new session with what it says first; None for a suppressed one."""
        self.added.append(session)
        if first is not None:
            self.deliveries.append(first)
        if session.conversation.is_active:
            self.opened.append(session)

    def end(self, session: Session, status: SessionState) -> Session:
        """End a locked session for a reason outside the conversation; one that is over stays as it is."""
        if not session.conversation.is_active:
            return session
        return self.take(session, ended_from_outside(session, status, now=self.at))

    def take(self, before: Session, step: Step) -> Session:
        """Carry a step over to a locked session; returns the session after it."""
        after = step.session
        if step.delivery is not None:
            self.deliveries.append(step.delivery)
        if after != before:
            self.changed[after.id] = after
        if before.conversation.is_active and not after.conversation.is_active:
            self.ended.append(after)
        return after

    def abandon(self) -> None:
        """Let the transaction be rolled back at the end of the block: nothing of this happens."""
        self.is_abandoned = True

    @property
    def touched(self) -> Sequence[Touched]:
        """The sessions that somebody who read them before has to read again."""
        sessions = [*self.added, *self.changed.values(), *self.read_anew]
        return [*((session.tenant, session.id) for session in sessions), *self.named]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChanges:
    """Opens changes, with all that has to happen around them."""

    uow: UnitOfWork
    index: SessionIndex
    outbox: Outbox
    clock: Clock

    @contextmanager
    def begin(self) -> Iterator[Change]:
        """Open a change: carried out at the end of the block, undone when that raises or abandons it.

        Raises AddressHeldError when an address of a new session was taken meanwhile, and ServiceError
        UNAVAILABLE when the store cannot be reached.
        """
        leased_until = self.outbox.lease_until()
        with self.uow.begin() as transaction:
            change = Change(transaction=transaction, at=self.clock.now())
            yield change
            if change.is_abandoned:
                transaction.roll_back()
                return
            _write(change, leased_until=leased_until)
        self.outbox.offer([one.leased(until=leased_until) for one in change.deliveries])
        count_sessions(change.added, change.ended)
        self.index.forget(change.ended)
        self.index.remember(change.opened)


def _write(change: Change, *, leased_until: datetime) -> None:
    # What ends makes room for what begins on the same address.
    change.transaction.sessions.save(list(change.changed.values()))
    change.transaction.sessions.add(change.added)
    change.transaction.changes.tell(
        change.deliveries, leased_until=leased_until, touched=change.touched, at=change.at
    )
