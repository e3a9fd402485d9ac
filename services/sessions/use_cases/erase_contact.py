"""Forgets a person: everything that names a phone, or that its owner wrote (`behaviour.md` section 10).

Numbers and choices stay, with nobody behind them. The opt-out goes, too: keeping it would be keeping
the phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.engine.state import SessionState
from services.runtime.clock import Clock
from services.sessions.domain.contact import Contact, Erased, is_phone, phone_refused
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.erasure import erased
from services.sessions.domain.session import Session
from services.sessions.domain.steps import ended_from_outside
from services.sessions.ports import Outbox, SessionIndex, SmsGateway, Transaction, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseContact:
    """The use case, with what it needs."""

    uow: UnitOfWork
    sms: SmsGateway
    index: SessionIndex
    outbox: Outbox
    clock: Clock

    def __call__(self, tenant: str, phone: str) -> Erased:
        """Erase a phone of a tenant; returns how much was erased.

        Repeating is harmless, and finishes what UNAVAILABLE of the SMS gateway has left undone.
        Raises ServiceError INVALID_IDENTIFIER for what is no phone.
        """
        if not is_phone(phone):
            raise phone_refused("phone")
        contact = tenant, phone
        leased_until = self.outbox.lease_until()
        with self.uow.begin() as transaction:
            sessions = self._locked(transaction, contact)
            ends = [self._end(one) for one in sessions if one.conversation.is_active]
            blanked = [erased(after) for after in _after(sessions, ends)]
            replies, contacts = transaction.erase(contact, blanked)
            deliveries = [delivery for _, delivery in ends]
            transaction.queue(deliveries, leased_until=leased_until)
        self.outbox.offer_deliveries(deliveries, leased_until=leased_until)
        self.index.forget(sessions)
        messages = self.sms.erase(tenant, phone)
        return Erased(sessions=len(sessions), replies=replies, contacts=contacts, messages=messages)

    def _locked(self, transaction: Transaction, contact: Contact) -> Sequence[Session]:
        """Lock all sessions of the phone, and keep new ones from being stored meanwhile."""
        transaction.lock_contacts([contact])
        return list(transaction.lock(sorted(transaction.sessions_of(contact))).values())

    def _end(self, session: Session) -> tuple[Session, Delivery]:
        ended = ended_from_outside(session, SessionState.CANCELLED, now=self.clock.now())
        assert ended.delivery is not None, "an end is handed on"
        return ended.session, ended.delivery


def _after(
    sessions: Sequence[Session], ends: Sequence[tuple[Session, Delivery]]
) -> Sequence[Session]:
    ended = {session.id: session for session, _ in ends}
    return [ended.get(session.id, session) for session in sessions]
