"""Forgets a person: everything that names a phone, or that its owner wrote (`deploy/KEEPING.md`).

Numbers and choices stay, with nobody behind them; and so does what keeps the phone from being written to.
What is asked for is stored with what is erased here, so that it is finished elsewhere whatever happens
(`finish_erasures`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.engine.state import SessionState
from services.runtime.errors import not_found
from services.runtime.ids import new_id, parse_id
from services.sessions.domain.audit import Operation, about_contact
from services.sessions.domain.contact import Contact, is_phone, phone_refused
from services.sessions.domain.erasure import Erasure, Remaining, erased
from services.sessions.use_cases.finish_erasures import FinishErasures
from services.sessions.use_cases.session_changes import Change, SessionChanges

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
    sessions = transaction.sessions.lock(sorted(transaction.sessions.all_of(contact)))
    replies, remaining = transaction.contacts.erase(contact, list(sessions))
    for session in sessions.values():
        blank = erased(change.end(session, SessionState.CANCELLED))
        change.changed[blank.id] = blank
    # The index knows them by the phone that they have no more.
    change.ended[:] = sessions.values()
    return len(sessions), replies, remaining
