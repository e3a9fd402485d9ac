"""Statements on sessions: set-based, columns named, rows locked in id order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import astuple
from psycopg.errors import UniqueViolation
from sqlalchemy import Connection, select

from services.runtime.arrays import as_arrays, columns_of, insert_rows, unnest
from services.runtime.statements import Row, Statement
from services.sessions.domain.page import SessionFilter
from services.sessions.domain.session import Address, Session
from services.sessions.ports import AddressHeldError, UnreadableSessionError
from services.sessions.store.session_rows import CHANGING, COLUMNS, changing, from_row, to_row
from services.sessions.store.tables import OPEN_ADDRESS, sessions

_SELECT = select(*(sessions.c[name] for name in COLUMNS))

_LOCK = Statement(
    f"""
    SELECT {", ".join(COLUMNS)} FROM sessions.sessions
    WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE
    """
)

# For each address the open session asked last, else the newest closed one. A reply to the bare
# number of a sender with subnumbers may belong to a session on any of them.
_FIND = Statement(
    """
    SELECT (
        SELECT s.id FROM sessions.sessions s
        WHERE s.phone = wanted.phone AND s.sender = wanted.sender AND s.tenant = wanted.tenant
          AND (s.subnumber = wanted.subnumber OR wanted.subnumber = '')
          AND (s.state = 'active' OR s.ended_at >= :closed_since)
        ORDER BY s.state = 'active' DESC, s.asked_at DESC, s.id DESC
        LIMIT 1
    )
    FROM unnest(
        CAST(:phones AS text[]), CAST(:senders AS text[]), CAST(:subnumbers AS text[]),
        CAST(:tenants AS text[])
    ) WITH ORDINALITY AS wanted (phone, sender, subnumber, tenant, position)
    ORDER BY wanted.position
    """
)
# LATERAL, here and below, has each address looked up by itself: joined, all open sessions were read.
_OPEN_AT = Statement(
    """
    SELECT found.id
    FROM unnest(CAST(:phones AS text[]), CAST(:senders AS text[]), CAST(:subnumbers AS text[]))
      AS wanted (phone, sender, subnumber), LATERAL (
        SELECT s.id FROM sessions.sessions s
        WHERE s.phone = wanted.phone AND s.sender = wanted.sender
          AND s.subnumber = wanted.subnumber AND s.state = 'active'
        LIMIT 1
      ) AS found
    """
)
_OPEN_OF_PHONES = Statement(
    """
    SELECT found.id
    FROM unnest(CAST(:tenants AS text[]), CAST(:phones AS text[])) AS wanted (tenant, phone), LATERAL (
        SELECT s.id FROM sessions.sessions s
        WHERE s.phone = wanted.phone AND s.tenant = wanted.tenant AND s.state = 'active'
        OFFSET 0
      ) AS found
    """
)
_CONTACTS_OF = Statement(
    "SELECT id, tenant, phone FROM sessions.sessions WHERE id = ANY(CAST(:ids AS uuid[]))"
)
_OVERDUE = Statement(
    """
    SELECT id FROM sessions.sessions WHERE state = 'active' AND expires_at <= :now
    ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED
    """
)
_ADD = insert_rows(sessions, COLUMNS)
_SAVE = Statement(
    f"""
    UPDATE sessions.sessions s
    SET {", ".join(f"{name} = input.{name}" for name in CHANGING if name != "id")}
    FROM {unnest(columns_of(sessions, CHANGING))}
    WHERE s.id = input.id
    """
)


def find(
    connection: Connection, wanted: Sequence[tuple[str, Address]], *, closed_since: datetime
) -> list[str | None]:
    """Return a session id for each tenant's address, in order."""
    arrays = _arrays([address for _, address in wanted])
    tenants = [tenant for tenant, _ in wanted]
    found = _FIND.run(connection, {**arrays, "tenants": tenants, "closed_since": closed_since})
    return [row[0] for row in found]


def open_at(connection: Connection, addresses: Sequence[Address]) -> list[str]:
    """Return the ids of the open sessions on exactly these addresses."""
    return [row[0] for row in _OPEN_AT.run(connection, _arrays(addresses))]


def open_of_phones(connection: Connection, tenant_phones: Sequence[tuple[str, str]]) -> list[str]:
    """Return the ids of all open sessions of these tenants' phones."""
    tenants, phones = [pair[0] for pair in tenant_phones], [pair[1] for pair in tenant_phones]
    found = _OPEN_OF_PHONES.run(connection, {"tenants": tenants, "phones": phones})
    return [row[0] for row in found]


def contacts_of(
    connection: Connection, session_ids: Sequence[str]
) -> Mapping[str, tuple[str, str]]:
    """Return the tenant and phone of each session; neither ever changes, so nothing is locked."""
    found = _CONTACTS_OF.run(connection, {"ids": list(session_ids)})
    return {row[0]: (row[1], row[2]) for row in found}


def overdue(connection: Connection, *, now: datetime, limit: int) -> list[str]:
    """Lock and return the ids of open sessions past their expiry, skipping what others hold."""
    return [row[0] for row in _OVERDUE.run(connection, {"now": now, "limit": limit})]


def lock(connection: Connection, session_ids: Sequence[str]) -> Mapping[str, Session]:
    """Lock sessions in id order and return those that exist; UnreadableSessionError names a bad one."""
    rows = _LOCK.run(connection, {"ids": list(session_ids)})
    return {row.id: _read(row) for row in rows}


def add(connection: Connection, added: Sequence[Session]) -> None:
    """Store new sessions; raises AddressHeldError when one's address has an open session."""
    # In the order of the addresses, so that two of these do not wait for each other.
    ordered = sorted(added, key=lambda session: astuple(session.address))
    try:
        _ADD.run(connection, as_arrays(sessions, COLUMNS, map(to_row, ordered)))
    except UniqueViolation as exc:
        if exc.diag.constraint_name == OPEN_ADDRESS:
            raise AddressHeldError from exc
        raise


def save(connection: Connection, changed: Sequence[Session]) -> None:
    """Store what changes of sessions."""
    _SAVE.run(connection, as_arrays(sessions, CHANGING, map(changing, changed)))


def get(connection: Connection, tenant: str, session_id: str) -> Session | None:
    """Return one session of a tenant."""
    statement = _SELECT.where(sessions.c.tenant == tenant, sessions.c.id == session_id)
    row = connection.execute(statement).first()
    return from_row(row) if row else None


def page(connection: Connection, wanted: SessionFilter) -> list[Session]:
    """Return a page of a tenant's sessions, newest first: ids sort by the time they were made."""
    statement = _SELECT.where(sessions.c.tenant == wanted.tenant, *_narrowed(wanted))
    statement = statement.order_by(sessions.c.id.desc()).limit(wanted.limit)
    return [from_row(row) for row in connection.execute(statement).all()]


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


def _arrays(addresses: Sequence[Address]) -> dict[str, list[str]]:
    return {
        "phones": [address.phone for address in addresses],
        "senders": [address.sender for address in addresses],
        "subnumbers": [address.subnumber for address in addresses],
    }
