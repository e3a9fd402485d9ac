"""Who gets no survey, and why: opted out, on the deny list, or left alone after the last one.

A survey for such a phone is stored as `suppressed` and nothing is sent (`behaviour.md` section 2, rule 4).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.contracts.tenant_settings import TenantSettings
from services.engine.state import SessionState, State
from services.sessions.domain.contact import Contact
from services.sessions.domain.session import Address, Session
from services.sessions.ports import Transaction

QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Finds the reasons; the quarantine is the tenant's setting."""

    tenants: Mapping[str, TenantSettings]

    def reasons(
        self, transaction: Transaction, contacts: Collection[Contact], *, now: datetime
    ) -> dict[Contact, str]:
        """Return the reason of each contact that gets no survey now."""
        found = dict(transaction.suppressed(sorted(set(contacts))))
        since = {
            contact: now - timedelta(days=self.quarantine_days(contact))
            for contact in contacts
            if contact not in found and self.quarantine_days(contact)
        }
        return found | dict.fromkeys(transaction.sent_since(since), QUARANTINED)

    def lock(self, transaction: Transaction, contacts: Collection[Contact]) -> None:
        """Let the reasons hold until the end of the transaction.

        With a quarantine, another survey to the same phone has to wait, too.
        """
        alone = any(self.quarantine_days(contact) for contact in contacts)
        transaction.lock_contacts(sorted(set(contacts)), shared=not alone)

    def quarantine_days(self, contact: Contact) -> int:
        """Return for how long a phone is left alone after a survey; 0 for not at all."""
        settings = self.tenants.get(contact[0])
        return settings.quarantine_days if settings else 0


def suppressed_session(session: Session, reason: str, *, now: datetime) -> Session:
    """Return a session that is over before it began, and has no reply address."""
    language = session.conversation.language
    return replace(
        session,
        address=Address(phone=session.address.phone),
        conversation=State(language=language, status=SessionState.SUPPRESSED),
        reason=reason,
        ended_at=now,
        question_message_id=None,
    )
