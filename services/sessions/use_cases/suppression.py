"""Who gets no survey, and why: opted out, on the deny list, or left alone after the last ones.

A survey for such a phone is stored as `suppressed` and nothing is sent (`services/sessions/README.md`).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec.structs import replace

from services.engine.state import SessionState, State
from services.sessions.domain.contact import Contact
from services.sessions.domain.restraint import MESSAGES_ARE_COUNTED_FOR, MOST_MESSAGES, may_begin
from services.sessions.domain.session import Address, Session
from services.sessions.ports.unit_of_work import Transaction
from services.settings.tenants import Tenants

QUARANTINED = "quarantined"
UNREACHABLE = "unreachable"
UNREACHABLE_RESTS_FOR: Final = timedelta(days=30)
"""For how long a phone gets no survey after two that failed for good."""
HEARD_ENOUGH = (
    f"No more than {MOST_MESSAGES} messages go to one phone in an hour; this one has had its share: "
    "try again in an hour at the latest."
)
"""Said with a survey that is held back although the tenant has set no quarantine, or a shorter one."""
_UNTIL: Final = {
    "opted_out": "The phone has opted out: until it writes START, or DELETE /v1/opt-outs takes that back.",
    "denied": "The phone is on the deny list: until DELETE /v1/denied takes it off.",
}
"""Why a phone gets no survey and until when, by the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a phone gets no survey, and until when, in sentences for the caller."""

    reason: str
    warnings: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Door:
    """What keeps surveys from phones in one transaction; each that goes through counts for the next.

    `heard` is how many messages each phone was sent within the hour.
    """

    suppression: "Suppression"
    refusals: dict[Contact, Refusal]
    now: datetime
    heard: dict[Contact, int] = field(default_factory=dict)

    def pass_through(self, contact: Contact, first_messages: int) -> Refusal | None:
        """Let a survey out that begins with so many messages, or say why it stays."""
        if refusal := self.refusals.get(contact):
            return refusal
        heard = self.heard.get(contact, 0)
        if not may_begin(first_messages, heard=heard):
            return Refusal(reason=QUARANTINED, warnings=(HEARD_ENOUGH,))
        self.heard[contact] = heard + first_messages
        if days := self.suppression.quarantine_days(contact):
            self.refusals[contact] = quarantined(self.now, days=days)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Finds the refusals; the quarantine is the tenant's setting."""

    tenants: Tenants

    def refusals(
        self, transaction: Transaction, contacts: Collection[Contact], *, now: datetime
    ) -> dict[Contact, Refusal]:
        """Return for each contact that gets no survey now why that is."""
        reasons = transaction.contacts.suppressed(sorted(set(contacts)))
        found = {contact: _unwanted(reason) for contact, reason in reasons.items()}
        since = {
            contact: now - timedelta(days=self.quarantine_days(contact))
            for contact in contacts
            if contact not in found and self.quarantine_days(contact)
        }
        for contact, sent_at in transaction.contacts.sent_since(since).items():
            found[contact] = quarantined(sent_at, days=self.quarantine_days(contact))
        others = sorted(set(contacts) - set(found))
        rested = transaction.contacts.unreachable(others, since=now - UNREACHABLE_RESTS_FOR)
        for contact, failed_at in rested.items():
            found[contact] = unreachable(failed_at)
        return found

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
            refusals=self.refusals(transaction, contacts, now=now),
            now=now,
            heard={contact: one.total for contact, one in heard.items()},
        )

    def quarantine_days(self, contact: Contact) -> int:
        """Return for how long a phone is left alone after a survey; 0 for not at all."""
        return self.tenants.of(contact[0]).quarantine_days


def quarantined(sent_at: datetime, *, days: int) -> Refusal:
    """Return that a phone is left alone for some days after a survey.

    >>> quarantined(datetime(2026, 12, 1, 11, tzinfo=UTC), days=30).warnings
    ('A survey went to the phone on 2026-12-01; for 30 days, until 2026-12-31T11:00:00Z, no other does.',)
    """
    until = (sent_at + timedelta(days=days)).astimezone(UTC).isoformat(timespec="seconds")
    said = (
        f"A survey went to the phone on {sent_at.astimezone(UTC).date()}; for {days} days, until "
        f"{until.replace('+00:00', 'Z')}, no other does."
    )
    return Refusal(reason=QUARANTINED, warnings=(said,))


def unreachable(failed_at: datetime) -> Refusal:
    """Return that a phone rests after two surveys that never arrived.

    >>> unreachable(datetime(2026, 12, 1, 11, tzinfo=UTC)).warnings
    ('The last two surveys to the phone never arrived; until 2026-12-31T11:00:00Z no other is sent.',)
    """
    until = (failed_at + UNREACHABLE_RESTS_FOR).astimezone(UTC).isoformat(timespec="seconds")
    said = (
        "The last two surveys to the phone never arrived; until "
        f"{until.replace('+00:00', 'Z')} no other is sent."
    )
    return Refusal(reason=UNREACHABLE, warnings=(said,))


def _unwanted(reason: str) -> Refusal:
    said = _UNTIL.get(reason)
    return Refusal(reason=reason, warnings=(said,) if said else ())


def suppressed_session(session: Session, refusal: Refusal, *, now: datetime) -> Session:
    """Return a session that is over before it began, and has no reply address."""
    language = session.conversation.language
    return replace(
        session,
        address=Address(phone=session.address.phone),
        conversation=State(language=language, status=SessionState.SUPPRESSED),
        reason=refusal.reason,
        warnings=(*session.warnings, *refusal.warnings),
        ended_at=now,
        question_message_id=None,
        wake_at=None,
    )
