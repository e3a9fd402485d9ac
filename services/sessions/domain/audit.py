"""What is written down about changes that somebody asked for. Not for what phones write."""

from datetime import datetime
from enum import StrEnum

from services.runtime.audit import AuditEntry
from services.runtime.masking import mask_phone
from services.sessions.domain.contact import Contact
from services.sessions.domain.session import Session


class Operation(StrEnum):
    """What can be asked for, beside sending surveys, which the sessions themselves show."""

    CANCEL = "session.cancel"
    REVEAL = "session.reveal_number"
    OPT_OUT = "contact.opt_out"
    OPT_IN = "contact.opt_in"
    DENY = "contact.deny"
    ALLOW = "contact.allow"
    ERASE = "contact.erase"


def about_session(operation: Operation, session: Session, *, at: datetime) -> AuditEntry:
    """Return the entry for what was done to a session."""
    return AuditEntry(
        tenant=session.tenant, operation=operation, object=f"session/{session.id}", at=at
    )


def about_contact(operation: Operation, contact: Contact, *, at: datetime) -> AuditEntry:
    """Return the entry for what was done to a phone, which is masked: the entry outlives its erasure."""
    tenant, phone = contact
    return AuditEntry(
        tenant=tenant, operation=operation, object=f"phone/{mask_phone(phone)}", at=at
    )
