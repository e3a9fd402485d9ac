"""Opens transactions on the schema `sessions` and offers its statements as the ports name them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from services.runtime.database import Database
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.page import SessionFilter
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.session import Address, Session
from services.sessions.store import contacts, outbox, replies, requests, sessions


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

    def suppressed(self, tenant_phones: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Return the reason for each tenant's phone that must get no SMS."""
        return contacts.suppressed(self._connection, tenant_phones) if tenant_phones else {}

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

    def queue(self, deliveries: Sequence[Delivery], *, leased_until: datetime) -> None:
        """Store deliveries to hand on, leased to this process."""
        if deliveries:
            outbox.queue(self._connection, deliveries, leased_until=leased_until)
