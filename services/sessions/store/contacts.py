"""Statements on contacts: which phones want, or get, no SMS of a tenant."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sessions.domain.contact import Contact, OptOut

_GIVEN = "unnest(CAST(:tenants AS text[]), CAST(:phones AS text[])) AS given (tenant, phone)"
_SUPPRESSED = Statement(
    f"""
    SELECT c.tenant, c.phone,
      CASE WHEN c.opted_out_at IS NOT NULL THEN 'opted_out' ELSE 'denied' END
    FROM sessions.contacts c JOIN {_GIVEN} USING (tenant, phone)
    WHERE c.opted_out_at IS NOT NULL OR c.denied_at IS NOT NULL
    """
)
# Two statements, so that the second one sees what somebody else committed while the first waited.
_ADD = Statement(
    f"""
    INSERT INTO sessions.contacts (tenant, phone)
    SELECT tenant, phone FROM {_GIVEN} ORDER BY tenant, phone
    ON CONFLICT DO NOTHING
    """
)
_LOCK = Statement(
    f"""
    SELECT count(*) FROM (
        SELECT 1 FROM sessions.contacts c JOIN {_GIVEN} USING (tenant, phone)
        ORDER BY c.tenant, c.phone FOR NO KEY UPDATE OF c
    ) AS locked
    """
)
_SENT_SINCE = Statement(
    """
    SELECT given.tenant, given.phone
    FROM unnest(
        CAST(:tenants AS text[]), CAST(:phones AS text[]), CAST(:times AS timestamptz[])
    ) AS given (tenant, phone, since)
    WHERE EXISTS (
        SELECT 1 FROM sessions.sessions s
        WHERE s.phone = given.phone AND s.tenant = given.tenant AND s.created_at > given.since
          AND s.state NOT IN ('suppressed', 'undeliverable')
    )
    """
)
_OPT_OUT = Statement(
    f"""
    INSERT INTO sessions.contacts AS c (tenant, phone, opted_out_at)
    SELECT tenant, phone, :at FROM {_GIVEN} ORDER BY tenant, phone
    ON CONFLICT (tenant, phone) DO UPDATE SET opted_out_at = excluded.opted_out_at
      WHERE c.opted_out_at IS NULL
    RETURNING c.tenant, c.phone
    """
)
_OPT_IN = Statement(
    f"""
    WITH back AS (
        SELECT c.tenant, c.phone FROM sessions.contacts c JOIN {_GIVEN} USING (tenant, phone)
        WHERE c.opted_out_at IS NOT NULL ORDER BY c.tenant, c.phone FOR UPDATE OF c
    )
    UPDATE sessions.contacts c SET opted_out_at = NULL FROM back
    WHERE c.tenant = back.tenant AND c.phone = back.phone
    RETURNING c.tenant, c.phone
    """
)


_OF_PHONE = Statement(
    """
    SELECT opted_out_at FROM sessions.contacts
    WHERE tenant = :tenant AND phone = :phone AND opted_out_at IS NOT NULL
    """
)
_LIST = Statement(
    """
    SELECT phone, opted_out_at FROM sessions.contacts
    WHERE tenant = :tenant AND phone > :after AND opted_out_at IS NOT NULL
    ORDER BY phone LIMIT :limit
    """
)
_DENY = Statement(
    """
    INSERT INTO sessions.contacts AS c (tenant, phone, denied_at) VALUES (:tenant, :phone, :at)
    ON CONFLICT (tenant, phone) DO UPDATE SET denied_at = coalesce(c.denied_at, excluded.denied_at)
    RETURNING denied_at
    """
)
_ALLOW = Statement(
    "UPDATE sessions.contacts SET denied_at = NULL WHERE tenant = :tenant AND phone = :phone"
)

# Whoever locks one at the same time goes first: it is left for the next round.
_FORGET_IDLE = Statement(
    """
    WITH looked_at AS (
        SELECT tenant, phone FROM sessions.contacts WHERE (tenant, phone) > (:tenant, :phone)
        ORDER BY tenant, phone LIMIT :limit
    ), idle AS (
        SELECT c.tenant, c.phone FROM sessions.contacts c JOIN looked_at USING (tenant, phone)
        WHERE c.opted_out_at IS NULL AND c.denied_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM sessions.sessions s WHERE s.phone = c.phone AND s.tenant = c.tenant
              AND (s.state = 'active' OR s.created_at > :idle_since)
        )
        ORDER BY c.tenant, c.phone FOR UPDATE OF c SKIP LOCKED
    ), forgotten AS (
        DELETE FROM sessions.contacts c USING idle
        WHERE c.tenant = idle.tenant AND c.phone = idle.phone
    )
    SELECT tenant, phone FROM looked_at ORDER BY tenant DESC, phone DESC LIMIT 1
    """
)


def lock(connection: Connection, contacts: Sequence[Contact], *, create: bool) -> None:
    """Keep others from changing contacts, in key order; those unknown are added where told so."""
    given = _arrays(contacts)
    wanted = len(given["tenants"]) if create else 0
    while True:
        if create:
            _ADD.run(connection, given)
        # One that was there may have been forgotten before it was locked.
        if _LOCK.run(connection, given).value_or_none() >= wanted:
            return


def forget_idle(
    connection: Connection, *, after: Contact, idle_since: datetime, limit: int
) -> Contact | None:
    """Delete those of the next contacts that nothing is known of; returns the last one looked at."""
    values = {"tenant": after[0], "phone": after[1], "idle_since": idle_since, "limit": limit}
    last = _FORGET_IDLE.run(connection, values).one_or_none()
    return None if last is None else (last.tenant, last.phone)


def suppressed(connection: Connection, contacts: Sequence[Contact]) -> Mapping[Contact, str]:
    """Return the reason for each contact that opted out or is denied."""
    found = _SUPPRESSED.run(connection, _arrays(contacts))
    return {(tenant, phone): reason for tenant, phone, reason in found}


def sent_since(connection: Connection, contacts: Mapping[Contact, datetime]) -> set[Contact]:
    """Return the contacts that were sent a survey after their time."""
    found = _SENT_SINCE.run(
        connection, {**_arrays(list(contacts)), "times": list(contacts.values())}
    )
    return {(tenant, phone) for tenant, phone in found}


def opted_out_at(connection: Connection, contact: Contact) -> datetime | None:
    """Return since when a contact is opted out, None when it is not."""
    values = {"tenant": contact[0], "phone": contact[1]}
    at: datetime | None = _OF_PHONE.run(connection, values).value_or_none()
    return at


def opt_outs(connection: Connection, tenant: str, *, after: str, limit: int) -> list[OptOut]:
    """Return a tenant's opt-outs in the order of the phones, those after a phone."""
    rows = _LIST.run(connection, {"tenant": tenant, "after": after, "limit": limit})
    return [OptOut(phone=row.phone, at=row.opted_out_at) for row in rows]


def deny(connection: Connection, contact: Contact, *, at: datetime) -> datetime:
    """Put a contact on the deny list; returns since when it is there."""
    values = {"tenant": contact[0], "phone": contact[1], "at": at}
    since: datetime = _DENY.run(connection, values).value_or_none()
    return since


def allow(connection: Connection, contact: Contact) -> None:
    """Take a contact off the deny list."""
    _ALLOW.run(connection, {"tenant": contact[0], "phone": contact[1]})


def opt_out(connection: Connection, contacts: Sequence[Contact], *, at: datetime) -> set[Contact]:
    """Note opt-outs; returns those that are new."""
    found = _OPT_OUT.run(connection, {**_arrays(contacts), "at": at})
    return {(tenant, phone) for tenant, phone in found}


def opt_in(connection: Connection, contacts: Sequence[Contact]) -> set[Contact]:
    """Take opt-outs back; returns those that there were."""
    return {(tenant, phone) for tenant, phone in _OPT_IN.run(connection, _arrays(contacts))}


def _arrays(contacts: Sequence[Contact]) -> dict[str, list[str]]:
    unique = list(dict.fromkeys(contacts))
    return {"tenants": [pair[0] for pair in unique], "phones": [pair[1] for pair in unique]}
