"""Opens transactions on the schema `sessions` and offers its statements as the ports name them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from services.runtime.database import Database
from services.sessions.domain.contact import Contact, OptOut
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.page import SessionFilter
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.restraint import Conversation, Heard, Line, PastReply
from services.sessions.domain.session import Address, Session
from services.sessions.store import (
    contacts,
    erasure,
    outbox,
    replies,
    requests,
    said_texts,
    sessions,
)


class PostgresUnitOfWork:
    """`ports.UnitOfWork` on Postgres."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def begin(self) -> Iterator["PostgresTransaction"]:
        """Open a transaction."""
        with self._database.transaction() as connection:
            yield PostgresTransaction(connection)


class PostgresTransaction:
    """`ports.Transaction` on Postgres; with nothing to do it asks nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(
        self, wanted: Sequence[tuple[str, Address]], *, closed_since: datetime
    ) -> Sequence[str | None]:
        """Return for each tenant's address its open session asked last, else the newest closed one."""
        return sessions.find(self._connection, wanted, closed_since=closed_since) if wanted else []

    def lock(self, session_ids: Sequence[str]) -> Mapping[str, Session]:
        """Lock sessions and return those that exist, by id."""
        return sessions.lock(self._connection, session_ids) if session_ids else {}

    def open_at(self, addresses: Sequence[Address]) -> Sequence[str]:
        """Return the ids of the open sessions on exactly these addresses."""
        return sessions.open_at(self._connection, addresses) if addresses else []

    def open_of_phones(self, tenant_phones: Sequence[tuple[str, str]]) -> Sequence[str]:
        """Return the ids of all open sessions of these tenants' phones."""
        return sessions.open_of_phones(self._connection, tenant_phones) if tenant_phones else []

    def contacts_of(self, session_ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Return the tenant and phone of each of these sessions that exists."""
        return sessions.contacts_of(self._connection, session_ids) if session_ids else {}

    def overdue(self, *, now: datetime, limit: int) -> Sequence[str]:
        """Return the ids of open sessions past their expiry that nobody else has locked."""
        return sessions.overdue(self._connection, now=now, limit=limit)

    def add(self, added: Sequence[Session]) -> None:
        """Store new sessions; raises AddressHeldError when somebody else took an address."""
        if added:
            sessions.add(self._connection, added)

    def save(self, changed: Sequence[Session]) -> None:
        """Store what changed of locked sessions."""
        if changed:
            sessions.save(self._connection, changed)

    def get(self, tenant: str, session_id: str) -> Session | None:
        """Return one session of a tenant."""
        return sessions.get(self._connection, tenant, session_id)

    def page(self, wanted: SessionFilter) -> Sequence[Session]:
        """Return sessions, newest first."""
        return sessions.page(self._connection, wanted)

    def known_replies(self, reply_ids: Sequence[str]) -> set[str]:
        """Return which of these replies are stored already."""
        return replies.known(self._connection, reply_ids) if reply_ids else set()

    def keep(self, kept: Sequence[KeptReply]) -> set[str]:
        """Store replies; one stored already stays as it is. Returns the ids of the new ones."""
        return replies.keep(self._connection, kept) if kept else set()

    def replies_of(self, session_id: str) -> Sequence[KeptReply]:
        """Return the replies of a session, in the order received."""
        return replies.of_session(self._connection, session_id)

    def lock_said(
        self, lines: Sequence[Line], *, now: datetime
    ) -> Mapping[Line, Sequence[datetime]]:
        """Lock what was said on lines and return it, oldest first."""
        return said_texts.lock(self._connection, lines, now=now) if lines else {}

    def note_said(self, said: Mapping[Line, Sequence[datetime]], *, now: datetime) -> None:
        """Store what was said on locked lines."""
        if said:
            said_texts.note(self._connection, said, now=now)

    def heard(
        self, tenant_phones: Sequence[Contact], *, since: datetime
    ) -> Mapping[Contact, Heard]:
        """Return what each of these phones was sent after a time that is at most a day ago."""
        return said_texts.heard(self._connection, tenant_phones, since=since)

    def last_replies(
        self, conversations: Sequence[Conversation]
    ) -> Mapping[Conversation, Sequence[PastReply]]:
        """Return the last two replies of conversations, oldest first."""
        return said_texts.last_replies(self._connection, conversations) if conversations else {}

    def lock_contacts(self, tenant_phones: Sequence[Contact], *, create: bool = True) -> None:
        """Keep others from changing these contacts; unknown ones are added, unless told otherwise."""
        if tenant_phones:
            contacts.lock(self._connection, tenant_phones, create=create)

    def suppressed(self, tenant_phones: Sequence[Contact]) -> Mapping[Contact, str]:
        """Return the reason for each tenant's phone that opted out or is denied."""
        return contacts.suppressed(self._connection, tenant_phones) if tenant_phones else {}

    def sent_since(self, tenant_phones: Mapping[Contact, datetime]) -> set[Contact]:
        """Return the phones that were sent a survey after their time."""
        return contacts.sent_since(self._connection, tenant_phones) if tenant_phones else set()

    def opted_out_at(self, contact: Contact) -> datetime | None:
        """Return since when a phone is opted out."""
        return contacts.opted_out_at(self._connection, contact)

    def opt_outs(self, tenant: str, *, after: str, limit: int) -> Sequence[OptOut]:
        """Return a tenant's opt-outs in the order of the phones, those after a phone."""
        return contacts.opt_outs(self._connection, tenant, after=after, limit=limit)

    def deny(self, contact: Contact, *, at: datetime) -> datetime:
        """Put a phone on the deny list; returns since when it is there."""
        return contacts.deny(self._connection, contact, at=at)

    def allow(self, contact: Contact) -> None:
        """Take a phone off the deny list."""
        contacts.allow(self._connection, contact)

    def opt_out(
        self, tenant_phones: Sequence[tuple[str, str]], *, at: datetime
    ) -> set[tuple[str, str]]:
        """Note that these phones want nothing; returns those that had not said so before."""
        return contacts.opt_out(self._connection, tenant_phones, at=at) if tenant_phones else set()

    def opt_in(self, tenant_phones: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Note that these phones want messages again; returns those that had opted out."""
        return contacts.opt_in(self._connection, tenant_phones) if tenant_phones else set()

    def claim_requests(
        self, claims: Mapping[tuple[str, str], str], *, now: datetime, until: datetime
    ) -> Mapping[tuple[str, str], str]:
        """Claim (tenant, key) for session ids; returns who holds each now."""
        return requests.claim(self._connection, claims, now=now, until=until) if claims else {}

    def held_requests(
        self, keys: Sequence[tuple[str, str]], *, now: datetime
    ) -> Mapping[tuple[str, str], str]:
        """Return the session that holds each of these (tenant, key), where one does."""
        return requests.held(self._connection, keys, now=now) if keys else {}

    def release_requests(self, keys: Sequence[tuple[str, str]]) -> None:
        """Give up claims whose sessions will not be."""
        if keys:
            requests.release(self._connection, keys)

    def forget(self, *, now: datetime) -> None:
        """Delete requests and counts that do not matter any more."""
        requests.forget(self._connection, now=now)
        said_texts.forget(self._connection, now=now)

    def forget_contacts(
        self, *, after: Contact, idle_since: datetime, limit: int
    ) -> Contact | None:
        """Look at the next contacts in their order and delete those that nothing is known of."""
        return contacts.forget_idle(
            self._connection, after=after, idle_since=idle_since, limit=limit
        )

    def sessions_of(self, contact: Contact) -> Sequence[str]:
        """Return the ids of all sessions of a phone, open or over."""
        return erasure.sessions_of(self._connection, contact)

    def erase(self, contact: Contact, blanked: Sequence[Session]) -> tuple[int, int]:
        """Blank these sessions and whatever else names the phone; returns replies and contacts."""
        ids = [session.id for session in blanked]
        self.save(blanked)
        erasure.blank_sessions(self._connection, ids)
        replies_blanked = erasure.blank_replies(self._connection, contact, ids)
        return replies_blanked, erasure.delete_traces(self._connection, contact, ids)

    def queue(self, deliveries: Sequence[Delivery], *, leased_until: datetime) -> None:
        """Store deliveries to hand on, leased to this process."""
        if deliveries:
            outbox.queue(self._connection, deliveries, leased_until=leased_until)
