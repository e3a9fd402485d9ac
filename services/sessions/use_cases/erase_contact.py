"""Forgets a person: everything that names a phone, or that its owner wrote (`services/sessions/README.md`).

Numbers and choices stay, with nobody behind them. The opt-out goes, too: keeping it would be keeping
the phone.
"""

from dataclasses import dataclass

from services.engine.state import SessionState
from services.sessions.domain.audit import Operation, about_contact
from services.sessions.domain.contact import Erased, is_phone, phone_refused
from services.sessions.domain.erasure import erased
from services.sessions.ports.sms import SmsGateway
from services.sessions.use_cases.session_changes import SessionChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseContact:
    """The use case, with what it needs."""

    changes: SessionChanges
    sms: SmsGateway

    def __call__(self, tenant: str, phone: str) -> Erased:
        """Erase a phone of a tenant; returns how much was erased.

        Repeating is harmless, and finishes what UNAVAILABLE of the SMS gateway has left undone.
        Raises ServiceError INVALID_IDENTIFIER for what is no phone.
        """
        if not is_phone(phone):
            raise phone_refused("phone")
        contact = tenant, phone
        with self.changes.begin() as change:
            transaction = change.transaction
            # New ones are not stored meanwhile.
            transaction.contacts.lock([contact])
            sessions = transaction.sessions.lock(sorted(transaction.sessions.all_of(contact)))
            replies, contacts = transaction.contacts.erase(contact, list(sessions))
            for session in sessions.values():
                blank = erased(change.end(session, SessionState.CANCELLED))
                change.changed[blank.id] = blank
            transaction.audit.note([about_contact(Operation.ERASE, contact, at=change.at)])
            # The index knows them by the phone that they have no more.
            change.ended[:] = sessions.values()
        messages = self.sms.erase(tenant, phone)
        return Erased(sessions=len(sessions), replies=replies, contacts=contacts, messages=messages)
