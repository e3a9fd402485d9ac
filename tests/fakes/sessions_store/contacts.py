"""Contacts in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from msgspec import structs

from services.sessions.domain.contact import Contact, OptOut
from services.sessions.domain.erasure import Remaining
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.session import Session
from tests.fakes.sessions_store.rows import KnownContact, Rows

_KEPT_OUT_OF_COUNTS = frozenset({"suppressed", "undeliverable"})


class FakeContacts:
    """`ports.Contacts` on tables in memory."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def lock(self, contacts: Sequence[Contact], *, create: bool = True) -> None:
        """Add those that are unknown, unless told otherwise."""
        for contact in contacts if create else ():
            self._known(contact)

    def suppressed(self, contacts: Sequence[Contact]) -> Mapping[Contact, str]:
        """Return the reason for each contact that opted out or is denied."""
        reasons = {contact: _reason(self._rows.contacts.get(contact)) for contact in contacts}
        return {contact: reason for contact, reason in reasons.items() if reason}

    def sent_since(self, contacts: Mapping[Contact, datetime]) -> Mapping[Contact, datetime]:
        """Return the contacts that were sent a survey after their time, with when the last was."""
        sent: dict[Contact, datetime] = {}
        for one in self._rows.sessions.values():
            contact = _contact(one)
            since = contacts.get(contact)
            if since is None or one.state.value in _KEPT_OUT_OF_COUNTS or one.created_at <= since:
                continue
            sent[contact] = max(one.created_at, sent.get(contact, one.created_at))
        return sent

    def unreachable(
        self, contacts: Sequence[Contact], *, since: datetime
    ) -> Mapping[Contact, datetime]:
        """Return those whose last two surveys never arrived, with when the last one was."""
        found: dict[Contact, datetime] = {}
        for contact in contacts:
            own = [
                one
                for one in self._rows.sessions.values()
                if _contact(one) == contact and one.state.value != "suppressed"
            ]
            last_two = sorted(own, key=lambda one: (one.created_at, one.id))[-2:]
            failed = [one.created_at for one in last_two if one.state.value == "undeliverable"]
            if len(failed) == 2 and failed[-1] > since:
                found[contact] = failed[-1]
        return found

    def opted_out_at(self, contact: Contact) -> datetime | None:
        """Return since when a contact is opted out."""
        known = self._rows.contacts.get(contact)
        return known.opted_out_at if known else None

    def denied_at(self, contact: Contact) -> datetime | None:
        """Return since when a contact is on the deny list."""
        known = self._rows.contacts.get(contact)
        return known.denied_at if known else None

    def opt_outs(self, tenant: str, *, after: str, limit: int) -> Sequence[OptOut]:
        """Return a tenant's opt-outs in the order of the phones."""
        found = [
            OptOut(phone=phone, at=known.opted_out_at)
            for (owner, phone), known in sorted(self._rows.contacts.items())
            if owner == tenant and phone > after and known.opted_out_at is not None
        ]
        return found[:limit]

    def opt_out(self, contacts: Sequence[Contact], *, at: datetime) -> set[Contact]:
        """Note opt-outs; returns those that are new."""
        new = {one for one in contacts if self._known(one).opted_out_at is None}
        for contact in new:
            self._known(contact).opted_out_at = at
        return new

    def opt_in(self, contacts: Sequence[Contact]) -> set[Contact]:
        """Take opt-outs back; returns those that there were."""
        back = {one for one in contacts if self.opted_out_at(one) is not None}
        for contact in back:
            self._known(contact).opted_out_at = None
        return back

    def deny(self, contact: Contact, *, at: datetime) -> datetime:
        """Put a contact on the deny list; returns since when it is there."""
        known = self._known(contact)
        known.denied_at = known.denied_at or at
        return known.denied_at

    def allow(self, contact: Contact) -> None:
        """Take a contact off the deny list."""
        if known := self._rows.contacts.get(contact):
            known.denied_at = None

    def erase(
        self, contact: Contact, session_ids: Sequence[str]
    ) -> tuple[int, Sequence[Remaining]]:
        """Blank whatever names a contact; returns how many replies, and what remains."""
        rows = self._rows
        for session_id in session_ids:
            rows.sessions[session_id] = _blank(rows.sessions[session_id])
        replies = [
            one
            for one in rows.replies.values()
            if one.session_id in session_ids
            or (one.session_id is None and (one.reply.tenant, one.reply.address.phone) == contact)
        ]
        rows.replies |= {one.reply.id: _wordless(one) for one in replies}
        rows.requests = {k: held for k, held in rows.requests.items() if held[0] not in session_ids}
        rows.deliveries = [
            one for one in rows.deliveries if (one.tenant, one.address.phone) != contact
        ]
        rows.said = {line: at for line, at in rows.said.items() if line[:2] != contact}
        known = rows.contacts.pop(contact, KnownContact())
        if _reason(known):
            rows.contacts[contact] = known
        since = {Remaining.OPT_OUT: known.opted_out_at, Remaining.DENIED: known.denied_at}
        return len(replies), [one for one, at in since.items() if at is not None]

    def forget_idle(self, *, after: Contact, idle_since: datetime, limit: int) -> Contact | None:
        """Delete those of the next contacts that nothing is known of; returns the last one looked at."""
        looked_at = [one for one in sorted(self._rows.contacts) if one > after][:limit]
        for contact in looked_at:
            if not _reason(self._rows.contacts[contact]) and not self._lately(contact, idle_since):
                del self._rows.contacts[contact]
        return looked_at[-1] if looked_at else None

    def _known(self, contact: Contact) -> KnownContact:
        return self._rows.contacts.setdefault(contact, KnownContact())

    def _lately(self, contact: Contact, since: datetime) -> bool:
        own = [one for one in self._rows.sessions.values() if _contact(one) == contact]
        return any(one.conversation.is_active or one.created_at > since for one in own)


def _contact(session: Session) -> Contact:
    return session.tenant, session.address.phone


def _reason(known: KnownContact | None) -> str | None:
    if known is None or known.opted_out_at is known.denied_at is None:
        return None
    return "opted_out" if known.opted_out_at else "denied"


def _blank(session: Session) -> Session:
    address = structs.replace(session.address, phone="")
    return structs.replace(session, address=address, variables=())


def _wordless(kept: KeptReply) -> KeptReply:
    value = "" if isinstance(kept.taken.value, str) else kept.taken.value
    address = structs.replace(kept.reply.address, phone="")
    return structs.replace(
        kept,
        reply=structs.replace(kept.reply, address=address, text=""),
        taken=replace(kept.taken, comment="", value=value),
    )
