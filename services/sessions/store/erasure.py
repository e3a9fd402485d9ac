"""Statements that take a phone, and what its owner wrote, out of everything of a tenant."""

from collections.abc import Sequence

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sessions.domain.contact import Contact

_SESSIONS_OF = Statement(
    "SELECT id FROM sessions.sessions WHERE phone = :phone AND tenant = :tenant"
)
_SESSIONS = Statement(
    """
    UPDATE sessions.sessions SET phone = '', variables = '[]'
    WHERE id = ANY(CAST(:ids AS uuid[]))
    """
)
# Every reply with the phone belongs to one of its sessions or to none. What was chosen stays.
_REPLIES = Statement(
    """
    UPDATE sessions.replies SET phone = '', text = '', comment = '',
      value = CASE WHEN jsonb_typeof(value) = 'string' THEN '""' ELSE value END
    WHERE id = ANY(ARRAY(
        SELECT id FROM sessions.replies
        WHERE session_id = ANY(CAST(:ids AS uuid[]))
          OR (session_id IS NULL AND phone = :phone AND tenant = :tenant)
        ORDER BY id FOR UPDATE
    ))
    """
)
_CONTACT = Statement(
    """
    DELETE FROM sessions.contacts WHERE tenant = :tenant AND phone = :phone
    RETURNING (opted_out_at IS NOT NULL)::int + (denied_at IS NOT NULL)::int
    """
)
# The key of a request may hold the phone, a delivery always does.
_REQUESTS = Statement("DELETE FROM sessions.requests WHERE session_id = ANY(CAST(:ids AS uuid[]))")
_OUTBOX = Statement(
    """
    DELETE FROM sessions.outbox
    WHERE delivery->>'tenant' = :tenant AND delivery->'address'->>2 = :phone
    """
)
_SAID = Statement("DELETE FROM sessions.said_texts WHERE tenant = :tenant AND phone = :phone")


def sessions_of(connection: Connection, contact: Contact) -> list[str]:
    """Return the ids of all sessions of a phone, open or over."""
    return [row[0] for row in _SESSIONS_OF.run(connection, _values(contact))]


def blank_sessions(connection: Connection, session_ids: Sequence[str]) -> None:
    """Take phone and variables out of locked sessions that are over."""
    _SESSIONS.run(connection, {"ids": list(session_ids)})


def blank_replies(connection: Connection, contact: Contact, session_ids: Sequence[str]) -> int:
    """Take phone and words out of the replies in these sessions and outside any; returns how many."""
    values = {**_values(contact), "ids": list(session_ids)}
    return _REPLIES.run(connection, values).changed


def delete_traces(connection: Connection, contact: Contact, session_ids: Sequence[str]) -> int:
    """Delete everything else that names the phone; returns how many entries of lists there were."""
    _REQUESTS.run(connection, {"ids": list(session_ids)})
    _OUTBOX.run(connection, _values(contact))
    _SAID.run(connection, _values(contact))
    return int(_CONTACT.run(connection, _values(contact)).value_or_none() or 0)


def _values(contact: Contact) -> dict[str, str]:
    return {"tenant": contact[0], "phone": contact[1]}
