"""Forgets a person: everything that names a phone, or that its owner wrote (`deploy/KEEPING.md`).

Numbers and choices stay, with nobody behind them; and so does what keeps the phone from being written to.
What is asked for is stored with what is erased here, so that it is finished elsewhere whatever happens
(`finish_erasures`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.engine.state import SessionState
from services.runtime.errors import not_found
from services.runtime.ids import new_id, parse_id
from services.runtime.logs import get_logger
from services.sessions.domain.audit import Operation, about_contact
from services.sessions.domain.contact import Contact, is_phone, phone_refused
from services.sessions.domain.erasure import Erasure, Remaining, erased
from services.sessions.domain.session import Session
from services.sessions.ports.sessions import UnreadableSessionError
from services.sessions.ports.unit_of_work import Transaction
from services.sessions.use_cases.finish_erasures import FinishErasures
from services.sessions.use_cases.session_changes import Change, SessionChanges

log = get_logger(__name__)

_OURS_FOR: Final = timedelta(seconds=45)
"""Longer than the SMS gateway is given to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseContact:
    """The use case, with what it needs."""

    changes: SessionChanges
    finish: FinishErasures

    def __call__(self, tenant: str, phone: str) -> Erasure:
        """Erase a phone of a tenant; returns what was erased, what waits and what remains.

        Repeating is harmless. Raises ServiceError INVALID_IDENTIFIER for what is no phone.
        """
        if not is_phone(phone):
            raise phone_refused("phone")
        contact = tenant, phone
        with self.changes.begin() as change:
            sessions, replies, remaining = _erase(change, contact)
            erasure = Erasure(
                id=new_id(),
                tenant=tenant,
                phone=phone,
                asked_at=change.at,
                sessions=sessions,
                replies=replies,
                remaining=remaining,
            )
            change.transaction.erasures.add(erasure, leased_until=change.at + _OURS_FOR)
            change.transaction.audit.note([about_contact(Operation.ERASE, contact, at=change.at)])
        return self.finish.advance(erasure, attempts=0)

    def get(self, tenant: str, erasure_id: str) -> Erasure:
        """Return an erasure as it stands; raises ServiceError ERASURE_NOT_FOUND when there is no such one."""
        parsed = parse_id(erasure_id)
        with self.changes.uow.begin() as transaction:
            found = transaction.erasures.get(tenant, parsed) if parsed else None
        if found is None:
            raise not_found("ERASURE_NOT_FOUND", "There is no such erasure.")
        return found


def _erase(change: Change, contact: Contact) -> tuple[int, int, Sequence[Remaining]]:
    """End and blank the sessions of a contact; returns how many, how many replies, and what remains."""
    transaction = change.transaction
    # New ones are not stored meanwhile.
    transaction.contacts.lock([contact])
    known = transaction.sessions.all_of(contact)
    sessions, unreadable = _locked(transaction, known)
    # Nobody knows what stands in them: nothing stays.
    transaction.sessions.clear(unreadable, at=change.at)
    change.named += [(contact[0], session_id) for session_id in unreadable]
    replies, remaining = transaction.contacts.erase(contact, known)
    for session in sessions.values():
        blank = erased(change.end(session, SessionState.CANCELLED))
        change.changed[blank.id] = blank
    # The index knows them by the phone that they have no more.
    change.ended[:] = sessions.values()
    return len(known), replies, remaining


def _locked(
    transaction: Transaction, session_ids: Sequence[str]
) -> tuple[Mapping[str, Session], Sequence[str]]:
    """Lock sessions; returns those that can be read, and the ids of the others."""
    unreadable = set[str]()
    while True:
        try:
            found = transaction.sessions.lock(sorted({*session_ids} - unreadable))
        except UnreadableSessionError as error:
            log.error("session cannot be read", session=error.session_id)
            unreadable.add(error.session_id)
        else:
            return found, sorted(unreadable)
