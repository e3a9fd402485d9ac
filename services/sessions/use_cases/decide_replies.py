"""Decides a batch of replies on sessions that are locked: each phone's by itself.

Most replies are answers, for which nobody needs to know what was said before. So all are decided
without, and those phones again for which it turns out to matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.sessions.domain.contact import Contact
from services.sessions.domain.reply import Reply
from services.sessions.domain.restraint import MESSAGES_ARE_COUNTED_FOR, Past
from services.sessions.ports.unit_of_work import Transaction
from services.sessions.use_cases.exchange import Exchange, Surveys
from services.sessions.use_cases.find_sessions import Found, contact_of
from services.sessions.use_cases.restraint import Restraint
from services.settings.tenants import Tenants


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What became of each phone's replies, and what counts as said from now on."""

    exchanges: Sequence[Exchange]
    restraint: Restraint


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReplies:
    """The decisions about one batch."""

    found: Found
    surveys: Surveys
    tenants: Tenants
    now: datetime

    def __call__(self, transaction: Transaction) -> Decided:
        """Decide all replies; what was said before is read, and locked, where it matters."""
        by_contact: dict[Contact, list[Reply]] = {}
        for reply in self.found.replies:
            by_contact.setdefault(contact_of(reply), []).append(reply)
        first = Restraint(past=Past(), now=self.now)
        exchanges = {
            contact: self._exchange(contact, replies, first)
            for contact, replies in by_contact.items()
        }
        again = [contact for contact, one in exchanges.items() if one.needs_the_past]
        if not again:
            return Decided(exchanges=list(exchanges.values()), restraint=first)
        informed = Restraint(past=_past(transaction, first), now=self.now)
        for contact in again:
            exchanges[contact] = self._exchange(contact, by_contact[contact], informed)
        return Decided(exchanges=list(exchanges.values()), restraint=informed)

    def _exchange(
        self, contact: Contact, replies: Sequence[Reply], restraint: Restraint
    ) -> Exchange:
        exchange = Exchange(
            contact=contact,
            tenant=self.tenants.of(contact[0]),
            sessions=self.found.sessions,
            surveys=self.surveys,
            opted_out=contact in self.found.opted_out,
            restraint=restraint,
            now=self.now,
        )
        for reply in replies:
            exchange.take(reply, self.found.session_of.get(reply.id))
        return exchange


def _past(transaction: Transaction, restraint: Restraint) -> Past:
    lines = {line for *pair, _ in restraint.matters for line in pair}
    conversations = list(dict.fromkeys(one for *_, one in restraint.matters))
    contacts = sorted({(tenant, phone) for tenant, phone, _ in lines})
    return Past(
        outside=transaction.said_texts.lock_outside(sorted(restraint.tenants), now=restraint.now),
        said=transaction.said_texts.lock(sorted(lines), now=restraint.now),
        replies=transaction.replies.last_of(conversations),
        heard=transaction.said_texts.heard(
            contacts, since=restraint.now - MESSAGES_ARE_COUNTED_FOR
        ),
    )
