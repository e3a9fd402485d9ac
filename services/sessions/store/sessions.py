"""Sessions in Postgres: set-based statements, rows locked in id order.

Finding those of an address is `session_lookup`'s, reading and writing a row is `session_rows`'.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec.structs import astuple
from psycopg.errors import UniqueViolation
from sqlalchemy import Connection, select

from services.runtime.arrays import as_arrays, columns_of, insert_rows, unnest
from services.runtime.statements import Row, Statement
from services.sessions.domain.contact import Contact
from services.sessions.domain.page import SessionFilter
from services.sessions.domain.session import Address, Session
from services.sessions.ports.sessions import AddressHeldError, UnreadableSessionError
from services.sessions.store import session_lookup as lookup
from services.sessions.store.session_rows import CHANGING, COLUMNS, changing, from_row, to_row
from services.sessions.store.tables import OPEN_ADDRESS, sessions

_SELECT: Final = select(*(sessions.c[name] for name in COLUMNS))

_LOCK: Final = Statement(f"""
SELECT {", ".join(COLUMNS)} FROM sessions.sessions
WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE
""")

_DUE: Final = Statement("""
WITH over AS (
    SELECT id FROM sessions.sessions WHERE state = 'active' AND expires_at <= :now
    ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED
), woken AS (
    SELECT id FROM sessions.sessions
    WHERE state = 'active' AND wake_at <= :now AND expires_at > :now
    ORDER BY wake_at LIMIT :limit FOR UPDATE SKIP LOCKED
)
SELECT id FROM over UNION ALL SELECT id FROM woken
""")

_SLEEP: Final = Statement("""
UPDATE sessions.sessions AS session SET wake_at = input.wake_at
FROM unnest(CAST(:ids AS uuid[]), CAST(:times AS timestamptz[])) AS input (id, wake_at)
WHERE session.id = input.id
""")

_ADD: Final = insert_rows(sessions, COLUMNS)

_SAVE: Final = Statement(f"""
UPDATE sessions.sessions AS session
SET {", ".join(f"{name} = input.{name}" for name in CHANGING if name != "id")}
FROM {unnest(columns_of(sessions, CHANGING))}
WHERE session.id = input.id
""")

_CLEAR: Final = Statement("""
UPDATE sessions.sessions SET conversation = '{}', state = 'cancelled',
    ended_at = coalesce(ended_at, CAST(:at AS timestamptz))
WHERE id = ANY(CAST(:ids AS uuid[]))
""")


class PostgresSessions:
    """`ports.Sessions` on one open transaction; with nothing to do it asks nothing."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(
        self, wanted: Sequence[tuple[str, Address]], *, closed_since: datetime
    ) -> Sequence[str | None]:
        """Return for each tenant's address its open session asked last, else the newest closed one."""
        return lookup.find(self._connection, wanted, closed_since=closed_since) if wanted else []

    def open_at(self, addresses: Sequence[Address]) -> Sequence[str]:
        """Return the ids of the open sessions on exactly these addresses."""
        return lookup.open_at(self._connection, addresses) if addresses else []

    def open_of(self, contacts: Sequence[Contact]) -> Sequence[str]:
        """Return the ids of all open sessions of these contacts."""
        return lookup.open_of(self._connection, contacts) if contacts else []

    def all_of(self, contact: Contact) -> Sequence[str]:
        """Return the ids of all sessions of a contact, open or over."""
        return lookup.all_of(self._connection, contact)

    def contacts_of(self, session_ids: Sequence[str]) -> Mapping[str, Contact]:
        """Return the contact of each of these sessions that exists."""
        return lookup.contacts_of(self._connection, session_ids) if session_ids else {}

    def due(self, *, now: datetime, limit: int) -> Sequence[str]:
        """Lock open sessions past their expiry, or their alarm, that nobody else has locked."""
        return _DUE.run(self._connection, {"now": now, "limit": limit}).values()

    def sleep(self, alarms: Mapping[str, datetime]) -> None:
        """Store when locked sessions are looked at next, by their ids."""
        if alarms:
            _SLEEP.run(self._connection, {"ids": list(alarms), "times": list(alarms.values())})

    def lock(self, session_ids: Sequence[str]) -> Mapping[str, Session]:
        """Lock sessions in id order and return those that exist, by id."""
        if not session_ids:
            return {}
        rows = _LOCK.run(self._connection, {"ids": list(session_ids)})
        return {row.id: _read(row) for row in rows}

    def add(self, added: Sequence[Session]) -> None:
        """Store new sessions; raises AddressHeldError when one's address has an open session."""
        if not added:
            return
        # In the order of the addresses, so that two of these do not wait for each other.
        ordered = sorted(added, key=lambda session: astuple(session.address))
        try:
            _ADD.run(self._connection, as_arrays(sessions, COLUMNS, map(to_row, ordered)))
        except UniqueViolation as exc:
            if exc.diag.constraint_name == OPEN_ADDRESS:
                raise AddressHeldError from exc
            raise

    def save(self, changed: Sequence[Session]) -> None:
        """Store what changed of locked sessions."""
        if changed:
            _SAVE.run(self._connection, as_arrays(sessions, CHANGING, map(changing, changed)))

    def clear(self, session_ids: Sequence[str], *, at: datetime) -> None:
        """Cancel sessions that cannot be read, and empty what is in them."""
        if session_ids:
            _CLEAR.run(self._connection, {"ids": list(session_ids), "at": at})

    def get(self, tenant: str, session_id: str) -> Session | None:
        """Return one session of a tenant."""
        statement = _SELECT.where(sessions.c.tenant == tenant, sessions.c.id == session_id)
        row = self._connection.execute(statement).first()
        return from_row(row) if row else None

    def page(self, wanted: SessionFilter) -> Sequence[Session]:
        """Return a page of a tenant's sessions, newest first: ids sort by the time they were made."""
        statement = _SELECT.where(sessions.c.tenant == wanted.tenant, *_narrowed(wanted))
        statement = statement.order_by(sessions.c.id.desc()).limit(wanted.limit)
        return [from_row(row) for row in self._connection.execute(statement).all()]


def _read(row: Row) -> Session:
    try:
        return from_row(row)
    except (KeyError, ValueError, TypeError, AttributeError, AssertionError) as exc:
        raise UnreadableSessionError(session_id=row.id) from exc


def _narrowed(wanted: SessionFilter) -> list[Any]:
    column = sessions.c
    conditions = {
        "survey_id": lambda value: column.survey_id == value,
        "identifier": lambda value: column.phone == value,
        "client_reference": lambda value: column.client_reference == value,
        "state": lambda value: column.state == value.value,
        "from_time": lambda value: column.created_at >= value,
        "to_time": lambda value: column.created_at < value,
        "before_id": lambda value: column.id < value,
    }
    given = ((name, getattr(wanted, name)) for name in conditions)
    return [conditions[name](value) for name, value in given if value is not None]
