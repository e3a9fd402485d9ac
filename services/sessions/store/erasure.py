"""Statements that take a phone, and what its owner wrote, out of everything of a tenant."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sessions.domain.contact import Contact
from services.sessions.domain.erasure import Remaining

_BLANK_SESSIONS: Final = Statement("""
UPDATE sessions.sessions SET phone = '', variables = '[]', client_reference = ''
WHERE id = ANY(CAST(:ids AS uuid[]))
""")

# Every reply with the phone belongs to one of its sessions or to none. What was chosen stays.
_BLANK_REPLIES: Final = Statement("""
UPDATE sessions.replies SET phone = '', text = '', comment = '',
    value = CASE WHEN jsonb_typeof(value) = 'string' THEN '""' ELSE value END
WHERE id = ANY(ARRAY(
    SELECT id FROM sessions.replies
    WHERE session_id = ANY(CAST(:ids AS uuid[]))
        OR (session_id IS NULL AND phone = :phone AND tenant = :tenant)
    ORDER BY id FOR UPDATE
))
""")

# Without its number a phone that wants nothing, or is to get nothing, could not be left alone.
_DELETE_CONTACT: Final = Statement("""
DELETE FROM sessions.contacts WHERE tenant = :tenant AND phone = :phone
    AND opted_out_at IS NULL AND denied_at IS NULL
""")

_REMAINING: Final = Statement("""
SELECT opted_out_at IS NOT NULL AS opt_out, denied_at IS NOT NULL AS denied
FROM sessions.contacts WHERE tenant = :tenant AND phone = :phone
""")

# The key of a request may hold the phone, a delivery always does.
_DELETE_REQUESTS: Final = Statement(
    "DELETE FROM sessions.requests WHERE session_id = ANY(CAST(:ids AS uuid[]))"
)

_DELETE_DELIVERIES: Final = Statement("""
DELETE FROM sessions.outbox
WHERE delivery->>'tenant' = :tenant AND delivery->'address'->>2 = :phone
""")

_DELETE_SAID_TEXTS: Final = Statement(
    "DELETE FROM sessions.said_texts WHERE tenant = :tenant AND phone = :phone"
)


def erase(
    connection: Connection, contact: Contact, session_ids: Sequence[str]
) -> tuple[int, Sequence[Remaining]]:
    """Blank sessions and replies, and delete everything else that names the phone but keeps it from nothing.

    Returns how many replies there were, and what remains.
    """
    tenant, phone = contact
    values = {"tenant": tenant, "phone": phone, "ids": list(session_ids)}
    _BLANK_SESSIONS.run(connection, values)
    replies = _BLANK_REPLIES.run(connection, values).changed
    for statement in (_DELETE_REQUESTS, _DELETE_DELIVERIES, _DELETE_SAID_TEXTS, _DELETE_CONTACT):
        statement.run(connection, values)
    kept = _REMAINING.run(connection, values).one_or_none()
    return replies, [one for one in Remaining if kept and getattr(kept, one.value)]
