"""Ends sessions for reasons outside the conversation: a call, the time, the networks."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from services.engine.elapsed import Elapsed, elapsed
from services.engine.state import SessionState
from services.runtime.clock import Clock
from services.runtime.ids import parse_id
from services.runtime.logs import get_logger
from services.sessions.domain.contact import Contact
from services.sessions.domain.session import Session
from services.sessions.domain.steps import Step, ended_from_outside, step
from services.sessions.ports import (
    Outbox,
    SessionIndex,
    Transaction,
    UnitOfWork,
    UnreadableSessionError,
)
from services.sessions.use_cases.read_sessions import session_not_found

EXPIRED_AT_A_TIME = 500

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """What became of a message of ours: delivered, failed, expired or rejected."""

    id: str
    tenant: str
    session_id: str
    sequence: int
    status: str
    recipient_opted_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSessions:
    """The use cases, with what they need."""

    uow: UnitOfWork
    index: SessionIndex
    outbox: Outbox
    clock: Clock

    def cancel(self, tenant: str, session_id: str) -> Session:
        """End a session by hand; one that is over stays as it is. Raises SESSION_NOT_FOUND."""
        parsed = parse_id(session_id)
        if parsed is None:
            raise session_not_found()

        def steps(transaction: Transaction) -> Sequence[Step]:
            session = transaction.lock([parsed]).get(parsed)
            if session is None or session.tenant != tenant:
                raise session_not_found()
            return [self._ended(session, SessionState.CANCELLED)]

        return self._carry_out(steps)[0]

    def expire(self) -> int:
        """End open sessions whose time is up, as many as go at once; returns how many.

        One that cannot be read stays as it is, for a person, and keeps none of the others.
        """
        unreadable = set[str]()
        while True:
            try:
                return self._expire(besides=unreadable)
            except UnreadableSessionError as error:
                log.error("session cannot be read", session=error.session_id)
                unreadable.add(error.session_id)

    def _expire(self, *, besides: Set[str]) -> int:
        now = self.clock.now()

        def steps(transaction: Transaction) -> Sequence[Step]:
            limit = EXPIRED_AT_A_TIME + len(besides)
            ids = transaction.overdue(now=now, limit=limit)
            sessions = transaction.lock(sorted({*ids} - besides)).values()
            return [_elapsed(session, now=now) for session in sessions]

        return len(self._carry_out(steps))

    def opt_out(self, contact: Contact) -> datetime:
        """End all open sessions of a phone as a stop does; returns since when it is opted out."""
        now = self.clock.now()
        since = now

        def steps(transaction: Transaction) -> Sequence[Step]:
            nonlocal since
            sessions = self._opted_out(transaction, [contact])
            since = transaction.opted_out_at(contact) or now
            return [self._ended(session, SessionState.OPTED_OUT) for session in sessions]

        self._carry_out(steps)
        return since

    def heed_reports(self, reports: Sequence[StatusReport]) -> None:
        """End what a report says is hopeless: undeliverable, or opted out at the provider."""
        ending = [report for report in reports if _ends(report)]
        opted_out = {report.session_id for report in ending if report.recipient_opted_out}

        def steps(transaction: Transaction) -> Sequence[Step]:
            contacts = sorted(set(transaction.contacts_of(sorted(opted_out)).values()))
            named = [report.session_id for report in ending]
            sessions = self._opted_out(transaction, contacts, also=named)
            return [self._hopeless(session, contacts) for session in sessions]

        if ending:
            self._carry_out(steps)

    def _opted_out(
        self,
        transaction: Transaction,
        contacts: Sequence[Contact],
        *,
        also: Sequence[str] = (),
    ) -> Sequence[Session]:
        """Note opt-outs, and lock what is open of the phones; others named are locked, too.

        In this order: a session that somebody is about to store is seen then, or sees the opt-out.
        """
        transaction.lock_contacts(contacts)
        transaction.opt_out(contacts, at=self.clock.now())
        wanted = {*also, *transaction.open_of_phones(contacts)}
        return list(transaction.lock(sorted(wanted)).values())

    def _hopeless(self, session: Session, opted_out: Sequence[Contact]) -> Step:
        if (session.tenant, session.address.phone) in opted_out:
            return self._ended(session, SessionState.OPTED_OUT)
        if session.conversation.answers:
            # Whoever answered was reached, whatever a late report says.
            return Step(session=session, delivery=None)
        return self._ended(session, SessionState.UNDELIVERABLE)

    def _ended(self, session: Session, status: SessionState) -> Step:
        if not session.conversation.is_active:
            return Step(session=session, delivery=None)
        return ended_from_outside(session, status, now=self.clock.now())

    def _carry_out(self, steps: Callable[[Transaction], Sequence[Step]]) -> Sequence[Session]:
        leased_until = self.outbox.lease_until()
        with self.uow.begin() as transaction:
            taken = steps(transaction)
            deliveries = [one.delivery for one in taken if one.delivery is not None]
            ended = [one.session for one in taken if one.delivery is not None]
            transaction.save(ended)
            transaction.queue(deliveries, leased_until=leased_until)
        self.outbox.offer_deliveries(deliveries, leased_until=leased_until)
        self.index.forget(ended)
        return [one.session for one in taken]


def _elapsed(session: Session, *, now: datetime) -> Step:
    outcome = elapsed(session.conversation, Elapsed(now=now, expires_at=session.expires_at))
    return step(session, outcome, now=now)


def _ends(report: StatusReport) -> bool:
    """Say whether a report ends its session: its first message failed, or the recipient opted out."""
    failed_first = report.sequence == 1 and report.status in {"failed", "rejected", "expired"}
    return bool(report.session_id) and (report.recipient_opted_out or failed_first)
