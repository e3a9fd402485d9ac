"""Statements that find sessions by what is known of them; nothing is locked.

LATERAL has each address looked up by itself: joined, all open sessions were read.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sessions.domain.contact import Contact
from services.sessions.domain.session import Address

# For each address the open session asked last, else the newest closed one. A reply to the bare
# number of a sender with subnumbers may belong to a session on any of them.
_FIND: Final = Statement("""
SELECT (
    SELECT session.id FROM sessions.sessions AS session
    WHERE session.phone = wanted.phone AND session.sender = wanted.sender
        AND session.tenant = wanted.tenant
        AND (session.subnumber = wanted.subnumber OR wanted.subnumber = '')
        AND (session.state = 'active' OR session.ended_at >= :closed_since)
    ORDER BY session.state = 'active' DESC, session.asked_at DESC, session.id DESC
    LIMIT 1
)
FROM unnest(
    CAST(:phones AS text[]), CAST(:senders AS text[]), CAST(:subnumbers AS text[]),
    CAST(:tenants AS text[])
) WITH ORDINALITY AS wanted (phone, sender, subnumber, tenant, position)
ORDER BY wanted.position
""")

_OPEN_AT: Final = Statement("""
SELECT found.id
FROM unnest(CAST(:phones AS text[]), CAST(:senders AS text[]), CAST(:subnumbers AS text[]))
    AS wanted (phone, sender, subnumber), LATERAL (
        SELECT session.id FROM sessions.sessions AS session
        WHERE session.phone = wanted.phone AND session.sender = wanted.sender
            AND session.subnumber = wanted.subnumber AND session.state = 'active'
        LIMIT 1
    ) AS found
""")

_OPEN_OF: Final = Statement("""
SELECT found.id
FROM unnest(CAST(:tenants AS text[]), CAST(:phones AS text[])) AS wanted (tenant, phone), LATERAL (
    SELECT session.id FROM sessions.sessions AS session
    WHERE session.phone = wanted.phone AND session.tenant = wanted.tenant
        AND session.state = 'active'
    OFFSET 0
) AS found
""")

_ALL_OF: Final = Statement(
    "SELECT id FROM sessions.sessions WHERE phone = :phone AND tenant = :tenant"
)

_CONTACTS_OF: Final = Statement(
    "SELECT id, tenant, phone FROM sessions.sessions WHERE id = ANY(CAST(:ids AS uuid[]))"
)


def find(
    connection: Connection, wanted: Sequence[tuple[str, Address]], *, closed_since: datetime
) -> list[str | None]:
    """Return a session id for each tenant's address, in order."""
    arrays = _arrays([address for _, address in wanted])
    tenants = [tenant for tenant, _ in wanted]
    values = {**arrays, "tenants": tenants, "closed_since": closed_since}
    return _FIND.run(connection, values).values()


def open_at(connection: Connection, addresses: Sequence[Address]) -> list[str]:
    """Return the ids of the open sessions on exactly these addresses."""
    return _OPEN_AT.run(connection, _arrays(addresses)).values()


def open_of(connection: Connection, contacts: Sequence[Contact]) -> list[str]:
    """Return the ids of all open sessions of these contacts."""
    tenants, phones = [one[0] for one in contacts], [one[1] for one in contacts]
    return _OPEN_OF.run(connection, {"tenants": tenants, "phones": phones}).values()


def all_of(connection: Connection, contact: Contact) -> list[str]:
    """Return the ids of all sessions of a contact."""
    tenant, phone = contact
    return _ALL_OF.run(connection, {"tenant": tenant, "phone": phone}).values()


def contacts_of(connection: Connection, session_ids: Sequence[str]) -> Mapping[str, Contact]:
    """Return the contact of each session; it never changes but when erased, so nothing is locked."""
    found = _CONTACTS_OF.run(connection, {"ids": list(session_ids)})
    return {row.id: (row.tenant, row.phone) for row in found}


def _arrays(addresses: Sequence[Address]) -> dict[str, list[str]]:
    return {
        "phones": [address.phone for address in addresses],
        "senders": [address.sender for address in addresses],
        "subnumbers": [address.subnumber for address in addresses],
    }
