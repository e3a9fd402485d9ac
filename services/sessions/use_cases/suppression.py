"""Who gets no survey, and why: opted out, on the deny list, or left alone after the last ones.

A survey for such a phone is stored as `suppressed` and nothing is sent (`services/sessions/README.md`).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace

from services.engine.state import SessionState, State
from services.sessions.domain.contact import Contact
from services.sessions.domain.restraint import MESSAGES_ARE_COUNTED_FOR, MOST_MESSAGES, may_begin
from services.sessions.domain.session import Address, Session
from services.sessions.ports.unit_of_work import Transaction
from services.settings.tenants import Tenants

QUARANTINED = "quarantined"
HEARD_ENOUGH = (
    f"No more than {MOST_MESSAGES} messages go to one phone in an hour; this one has had its share."
)
"""Said with a survey that is held back although the tenant has set no quarantine, or a shorter one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a phone gets no survey, and what to tell the caller besides."""

    reason: str
    warnings: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Door:
    """What keeps surveys from phones in one transaction; each that goes through counts for the next.

    `heard` is how many messages each phone was sent within the hour.
    """

    suppression: "Suppression"
    reasons: dict[Contact, str]
    heard: dict[Contact, int] = field(default_factory=dict)

    def pass_through(self, contact: Contact, first_messages: int) -> Refusal | None:
        """Let a survey out that begins with so many messages, or say why it stays."""
        if reason := self.reasons.get(contact):
            return Refusal(reason=reason)
        heard = self.heard.get(contact, 0)
        if not may_begin(first_messages, heard=heard):
            return Refusal(reason=QUARANTINED, warnings=(HEARD_ENOUGH,))
        self.heard[contact] = heard + first_messages
        if self.suppression.quarantine_days(contact):
            self.reasons[contact] = QUARANTINED
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Finds the reasons; the quarantine is the tenant's setting."""

    tenants: Tenants

    def reasons(
        self, transaction: Transaction, contacts: Collection[Contact], *, now: datetime
    ) -> dict[Contact, str]:
        """Return the reason of each contact that gets no survey now."""
        found = dict(transaction.contacts.suppressed(sorted(set(contacts))))
        since = {
            contact: now - timedelta(days=self.quarantine_days(contact))
            for contact in contacts
            if contact not in found and self.quarantine_days(contact)
        }
        return found | dict.fromkeys(transaction.contacts.sent_since(since), QUARANTINED)

    def door(
        self, transaction: Transaction, contacts: Collection[Contact], *, now: datetime
    ) -> Door:
        """Lock contacts and find what holds until the end of the transaction.

        Alone: another survey to the same phone waits until it is certain how much that one says.
        """
        transaction.contacts.lock(sorted(set(contacts)))
        since = now - MESSAGES_ARE_COUNTED_FOR
        heard = transaction.said_texts.heard(sorted(set(contacts)), since=since)
        return Door(
            suppression=self,
            reasons=self.reasons(transaction, contacts, now=now),
            heard={contact: one.total for contact, one in heard.items()},
        )

    def quarantine_days(self, contact: Contact) -> int:
        """Return for how long a phone is left alone after a survey; 0 for not at all."""
        return self.tenants.of(contact[0]).quarantine_days


def suppressed_session(
    session: Session, reason: str, *, now: datetime, warnings: tuple[str, ...] = ()
) -> Session:
    """Return a session that is over before it began, and has no reply address."""
    language = session.conversation.language
    return replace(
        session,
        address=Address(phone=session.address.phone),
        conversation=State(language=language, status=SessionState.SUPPRESSED),
        reason=reason,
        warnings=(*session.warnings, *warnings),
        ended_at=now,
        question_message_id=None,
    )
