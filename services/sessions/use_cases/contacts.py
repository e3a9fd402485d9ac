"""Keeps who wants no surveys and who gets none (`gateway/README.md`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.runtime.clock import Clock
from services.runtime.errors import not_found
from services.sessions.domain.audit import Operation, about_contact
from services.sessions.domain.contact import (
    Contact,
    OptOut,
    Standing,
    is_phone,
    phone_refused,
)
from services.sessions.ports.unit_of_work import UnitOfWork
from services.sessions.use_cases.end_sessions import EndSessions
from services.sessions.use_cases.suppression import UNREACHABLE_RESTS_FOR, Suppression


@dataclass(frozen=True, slots=True, kw_only=True)
class OptOutPage:
    """A page of opt-outs; the next one begins after the phone `last`, None after the last page."""

    opt_outs: Sequence[OptOut]
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """The use cases; each raises ServiceError INVALID_IDENTIFIER for what is no phone."""

    uow: UnitOfWork
    ending: EndSessions
    suppression: Suppression
    clock: Clock

    def opt_out_of(self, tenant: str, phone: str) -> OptOut:
        """Return a phone's opt-out; raises OPT_OUT_NOT_FOUND when it has none."""
        contact = _contact(tenant, phone)
        with self.uow.begin() as transaction:
            at = transaction.contacts.opted_out_at(contact)
        if at is None:
            raise not_found("OPT_OUT_NOT_FOUND", "This phone has not opted out.")
        return OptOut(phone=phone, at=at)

    def standing(self, tenant: str, phone: str) -> Standing:
        """Return how a phone stands on every list."""
        contact = _contact(tenant, phone)
        now = self.clock.now()
        quarantine = timedelta(days=self.suppression.quarantine_days(contact))
        with self.uow.begin() as transaction:
            lists = transaction.contacts
            asked = {contact: now - quarantine} if quarantine else {}
            sent_at = lists.sent_since(asked).get(contact)
            return Standing(
                opted_out_at=lists.opted_out_at(contact),
                denied_at=lists.denied_at(contact),
                unreachable_at=lists.unreachable([contact], since=now - UNREACHABLE_RESTS_FOR).get(
                    contact
                ),
                quarantined_until=None if sent_at is None else sent_at + quarantine,
            )

    def opt_out(self, tenant: str, phone: str) -> OptOut:
        """Opt a phone out as a stop does, without a confirmation; returns it as it was where it was."""
        return OptOut(phone=phone, at=self.ending.opt_out(_contact(tenant, phone)))

    def opt_in(self, tenant: str, phone: str) -> None:
        """Take an opt-out back, if there is one."""
        contact = _contact(tenant, phone)
        with self.uow.begin() as transaction:
            if transaction.contacts.opt_in([contact]):
                entry = about_contact(Operation.OPT_IN, contact, at=self.clock.now())
                transaction.audit.note([entry])

    def opt_outs(self, tenant: str, *, after: str, limit: int) -> OptOutPage:
        """Return a page of opt-outs in the order of the phones."""
        with self.uow.begin() as transaction:
            # One more than wanted tells whether there is a next page.
            found = transaction.contacts.opt_outs(tenant, after=after, limit=limit + 1)
        page = found[:limit]
        return OptOutPage(opt_outs=page, last=page[-1].phone if len(found) > limit else None)

    def deny(self, tenant: str, phone: str) -> datetime:
        """Put a phone on the deny list; returns since when it is there."""
        contact = _contact(tenant, phone)
        now = self.clock.now()
        with self.uow.begin() as transaction:
            since = transaction.contacts.deny(contact, at=now)
            if since == now:
                transaction.audit.note([about_contact(Operation.DENY, contact, at=now)])
        return since

    def allow(self, tenant: str, phone: str) -> None:
        """Take a phone off the deny list, if it is there."""
        contact = _contact(tenant, phone)
        with self.uow.begin() as transaction:
            transaction.contacts.allow(contact)
            entry = about_contact(Operation.ALLOW, contact, at=self.clock.now())
            transaction.audit.note([entry])


def _contact(tenant: str, phone: str) -> Contact:
    if not is_phone(phone):
        raise phone_refused("phone")
    return tenant, phone
