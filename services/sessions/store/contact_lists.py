"""Statements on contacts one by one, and on the list of those that opted out."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sessions.domain.contact import Contact, OptOut

_OPTED_OUT_AT: Final = Statement("""
SELECT opted_out_at FROM sessions.contacts
WHERE tenant = :tenant AND phone = :phone AND opted_out_at IS NOT NULL
""")

_DENIED_AT: Final = Statement("""
SELECT denied_at FROM sessions.contacts
WHERE tenant = :tenant AND phone = :phone AND denied_at IS NOT NULL
""")

_OPT_OUTS: Final = Statement("""
SELECT phone, opted_out_at FROM sessions.contacts
WHERE tenant = :tenant AND phone > :after AND opted_out_at IS NOT NULL
ORDER BY phone LIMIT :limit
""")

_DENY: Final = Statement("""
INSERT INTO sessions.contacts AS contact (tenant, phone, denied_at) VALUES (:tenant, :phone, :at)
ON CONFLICT (tenant, phone) DO UPDATE
    SET denied_at = coalesce(contact.denied_at, excluded.denied_at)
RETURNING denied_at
""")

_ALLOW: Final = Statement(
    "UPDATE sessions.contacts SET denied_at = NULL WHERE tenant = :tenant AND phone = :phone"
)

# Whoever locks one at the same time goes first: it is left for the next round.
_FORGET_IDLE: Final = Statement("""
WITH looked_at AS (
    SELECT tenant, phone FROM sessions.contacts WHERE (tenant, phone) > (:tenant, :phone)
    ORDER BY tenant, phone LIMIT :limit
), idle AS (
    SELECT contact.tenant, contact.phone
    FROM sessions.contacts AS contact JOIN looked_at USING (tenant, phone)
    WHERE contact.opted_out_at IS NULL AND contact.denied_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM sessions.sessions AS session
        WHERE session.phone = contact.phone AND session.tenant = contact.tenant
            AND (session.state = 'active' OR session.created_at > :idle_since)
    )
    ORDER BY contact.tenant, contact.phone FOR UPDATE OF contact SKIP LOCKED
), forgotten AS (
    DELETE FROM sessions.contacts AS contact USING idle
    WHERE contact.tenant = idle.tenant AND contact.phone = idle.phone
)
SELECT tenant, phone FROM looked_at ORDER BY tenant DESC, phone DESC LIMIT 1
""")


def opted_out_at(connection: Connection, contact: Contact) -> datetime | None:
    """Return since when a contact is opted out, None when it is not."""
    at: datetime | None = _OPTED_OUT_AT.run(connection, _values(contact)).value_or_none()
    return at


def denied_at(connection: Connection, contact: Contact) -> datetime | None:
    """Return since when a contact is on the deny list, None when it is not."""
    at: datetime | None = _DENIED_AT.run(connection, _values(contact)).value_or_none()
    return at


def opt_outs(connection: Connection, tenant: str, *, after: str, limit: int) -> list[OptOut]:
    """Return a tenant's opt-outs in the order of the phones, those after a phone."""
    rows = _OPT_OUTS.run(connection, {"tenant": tenant, "after": after, "limit": limit})
    return [OptOut(phone=row.phone, at=row.opted_out_at) for row in rows]


def deny(connection: Connection, contact: Contact, *, at: datetime) -> datetime:
    """Put a contact on the deny list; returns since when it is there."""
    since: datetime = _DENY.run(connection, {**_values(contact), "at": at}).value_or_none()
    return since


def allow(connection: Connection, contact: Contact) -> None:
    """Take a contact off the deny list."""
    _ALLOW.run(connection, _values(contact))


def forget_idle(
    connection: Connection, *, after: Contact, idle_since: datetime, limit: int
) -> Contact | None:
    """Delete those of the next contacts that nothing is known of; returns the last one looked at."""
    values = {**_values(after), "idle_since": idle_since, "limit": limit}
    last = _FORGET_IDLE.run(connection, values).one_or_none()
    return None if last is None else (last.tenant, last.phone)


def _values(contact: Contact) -> dict[str, object]:
    return {"tenant": contact[0], "phone": contact[1]}
