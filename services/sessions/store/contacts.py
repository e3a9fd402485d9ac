"""Contacts in Postgres: which phones want, or get, no SMS of a tenant.

Lists for people, and idle contacts, are `contact_lists`' business, forgetting a person is `erasure`'s.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sessions.domain.contact import Contact, OptOut
from services.sessions.domain.erasure import Remaining
from services.sessions.store import contact_lists, erasure

_GIVEN: Final = "unnest(CAST(:tenants AS text[]), CAST(:phones AS text[])) AS given (tenant, phone)"

_SUPPRESSED: Final = Statement(f"""
SELECT contact.tenant, contact.phone,
    CASE WHEN contact.opted_out_at IS NOT NULL THEN 'opted_out' ELSE 'denied' END AS reason
FROM sessions.contacts AS contact JOIN {_GIVEN} USING (tenant, phone)
WHERE contact.opted_out_at IS NOT NULL OR contact.denied_at IS NOT NULL
""")

# Two statements, so that the second one sees what somebody else committed while the first waited.
_ADD: Final = Statement(f"""
INSERT INTO sessions.contacts (tenant, phone)
SELECT tenant, phone FROM {_GIVEN} ORDER BY tenant, phone
ON CONFLICT DO NOTHING
""")

_LOCK: Final = Statement(f"""
SELECT count(*) FROM (
    SELECT 1 FROM sessions.contacts AS contact JOIN {_GIVEN} USING (tenant, phone)
    ORDER BY contact.tenant, contact.phone FOR NO KEY UPDATE OF contact
) AS locked
""")

_SENT_SINCE: Final = Statement("""
SELECT given.tenant, given.phone, newest.created_at
FROM unnest(
    CAST(:tenants AS text[]), CAST(:phones AS text[]), CAST(:times AS timestamptz[])
) AS given (tenant, phone, since)
CROSS JOIN LATERAL (
    SELECT max(session.created_at) AS created_at FROM sessions.sessions AS session
    WHERE session.phone = given.phone AND session.tenant = given.tenant
        AND session.created_at > given.since
        AND session.state NOT IN ('suppressed', 'undeliverable')
) AS newest
WHERE newest.created_at IS NOT NULL
""")

# What was suppressed says nothing of the phone.
_UNREACHABLE: Final = Statement("""
SELECT given.tenant, given.phone, lately.newest
FROM unnest(CAST(:tenants AS text[]), CAST(:phones AS text[])) AS given (tenant, phone)
CROSS JOIN LATERAL (
    SELECT max(created_at) AS newest, count(*) FILTER (WHERE state = 'undeliverable') AS failed
    FROM (
        SELECT session.created_at, session.state FROM sessions.sessions AS session
        WHERE session.phone = given.phone AND session.tenant = given.tenant
            AND session.state <> 'suppressed'
        ORDER BY session.created_at DESC, session.id DESC LIMIT 2
    ) AS last_two
) AS lately
WHERE lately.failed = 2 AND lately.newest > CAST(:since AS timestamptz)
""")

_OPT_OUT: Final = Statement(f"""
INSERT INTO sessions.contacts AS contact (tenant, phone, opted_out_at)
SELECT tenant, phone, :at FROM {_GIVEN} ORDER BY tenant, phone
ON CONFLICT (tenant, phone) DO UPDATE SET opted_out_at = excluded.opted_out_at
    WHERE contact.opted_out_at IS NULL
RETURNING contact.tenant, contact.phone
""")

_OPT_IN: Final = Statement(f"""
WITH back AS (
    SELECT contact.tenant, contact.phone
    FROM sessions.contacts AS contact JOIN {_GIVEN} USING (tenant, phone)
    WHERE contact.opted_out_at IS NOT NULL
    ORDER BY contact.tenant, contact.phone FOR UPDATE OF contact
)
UPDATE sessions.contacts AS contact SET opted_out_at = NULL FROM back
WHERE contact.tenant = back.tenant AND contact.phone = back.phone
RETURNING contact.tenant, contact.phone
""")


class PostgresContacts:
    """`ports.Contacts` on one open transaction; with nothing to do it asks nothing."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, contacts: Sequence[Contact], *, create: bool = True) -> None:
        """Keep others from changing contacts, in key order; those unknown are added where told so."""
        if not contacts:
            return
        given = _arrays(contacts)
        wanted = len(given["tenants"]) if create else 0
        while True:
            if create:
                _ADD.run(self._connection, given)
            # One that was there may have been forgotten before it was locked.
            if _LOCK.run(self._connection, given).value_or_none() >= wanted:
                return

    def suppressed(self, contacts: Sequence[Contact]) -> Mapping[Contact, str]:
        """Return the reason for each contact that opted out or is denied."""
        found = _SUPPRESSED.run(self._connection, _arrays(contacts)) if contacts else ()
        return {(row.tenant, row.phone): row.reason for row in found}

    def sent_since(self, contacts: Mapping[Contact, datetime]) -> Mapping[Contact, datetime]:
        """Return the contacts that were sent a survey after their time, with when the last was."""
        if not contacts:
            return {}
        values = {**_arrays(list(contacts)), "times": list(contacts.values())}
        rows = _SENT_SINCE.run(self._connection, values)
        return {(row.tenant, row.phone): row.created_at for row in rows}

    def unreachable(
        self, contacts: Sequence[Contact], *, since: datetime
    ) -> Mapping[Contact, datetime]:
        """Return those whose last two surveys never arrived, with when the last one was."""
        if not contacts:
            return {}
        rows = _UNREACHABLE.run(self._connection, {**_arrays(contacts), "since": since})
        return {(row.tenant, row.phone): row.newest for row in rows}

    def opt_out(self, contacts: Sequence[Contact], *, at: datetime) -> set[Contact]:
        """Note opt-outs; returns those that are new."""
        if not contacts:
            return set()
        return _contacts(_OPT_OUT, self._connection, {**_arrays(contacts), "at": at})

    def opt_in(self, contacts: Sequence[Contact]) -> set[Contact]:
        """Take opt-outs back; returns those that there were."""
        return _contacts(_OPT_IN, self._connection, _arrays(contacts)) if contacts else set()

    def opted_out_at(self, contact: Contact) -> datetime | None:
        """Return since when a contact is opted out, None when it is not."""
        return contact_lists.opted_out_at(self._connection, contact)

    def denied_at(self, contact: Contact) -> datetime | None:
        """Return since when a contact is on the deny list, None when it is not."""
        return contact_lists.denied_at(self._connection, contact)

    def opt_outs(self, tenant: str, *, after: str, limit: int) -> Sequence[OptOut]:
        """Return a tenant's opt-outs in the order of the phones, those after a phone."""
        return contact_lists.opt_outs(self._connection, tenant, after=after, limit=limit)

    def deny(self, contact: Contact, *, at: datetime) -> datetime:
        """Put a contact on the deny list; returns since when it is there."""
        return contact_lists.deny(self._connection, contact, at=at)

    def allow(self, contact: Contact) -> None:
        """Take a contact off the deny list."""
        contact_lists.allow(self._connection, contact)

    def erase(
        self, contact: Contact, session_ids: Sequence[str]
    ) -> tuple[int, Sequence[Remaining]]:
        """Blank whatever names a contact; returns how many replies, and what remains."""
        return erasure.erase(self._connection, contact, session_ids)

    def forget_idle(self, *, after: Contact, idle_since: datetime, limit: int) -> Contact | None:
        """Delete those of the next contacts that nothing is known of; returns the last one looked at."""
        return contact_lists.forget_idle(
            self._connection, after=after, idle_since=idle_since, limit=limit
        )


def _contacts(
    statement: Statement, connection: Connection, values: Mapping[str, object]
) -> set[Contact]:
    return {(row.tenant, row.phone) for row in statement.run(connection, values)}


def _arrays(contacts: Sequence[Contact]) -> dict[str, list[str]]:
    unique = list(dict.fromkeys(contacts))
    return {"tenants": [pair[0] for pair in unique], "phones": [pair[1] for pair in unique]}
