"""Statements that take a phone, and what its owner wrote, out of everything of a tenant."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from services.sessions.domain.contact import Contact

_SESSIONS_OF = text("SELECT id FROM sessions.sessions WHERE phone = :phone AND tenant = :tenant")
_SESSIONS = text(
    """
    UPDATE sessions.sessions SET phone = '', variables = '[]'
    WHERE id = ANY(CAST(:ids AS uuid[]))
    """
)
# Every reply with the phone belongs to one of its sessions or to none. What was chosen stays.
_REPLIES = text(
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
_CONTACT = text(
    """
    DELETE FROM sessions.contacts WHERE tenant = :tenant AND phone = :phone
    RETURNING (opted_out_at IS NOT NULL)::int + (denied_at IS NOT NULL)::int
    """
)
# The key of a request may hold the phone, a delivery always does.
_REQUESTS = text("DELETE FROM sessions.requests WHERE session_id = ANY(CAST(:ids AS uuid[]))")
_OUTBOX = text(
    """
    DELETE FROM sessions.outbox
    WHERE delivery->>'tenant' = :tenant AND delivery->'address'->>2 = :phone
    """
)
_SAID = text("DELETE FROM sessions.said_texts WHERE tenant = :tenant AND phone = :phone")


def sessions_of(connection: Connection, contact: Contact) -> list[str]:
    """Return the ids of all sessions of a phone, open or over."""
    return [row[0] for row in connection.execute(_SESSIONS_OF, _values(contact))]


def blank_sessions(connection: Connection, session_ids: Sequence[str]) -> None:
    """Take phone and variables out of locked sessions that are over."""
    connection.execute(_SESSIONS, {"ids": list(session_ids)})


def blank_replies(connection: Connection, contact: Contact, session_ids: Sequence[str]) -> int:
    """Take phone and words out of the replies in these sessions and outside any; returns how many."""
    values = {**_values(contact), "ids": list(session_ids)}
    return connection.execute(_REPLIES, values).rowcount


def delete_traces(connection: Connection, contact: Contact, session_ids: Sequence[str]) -> int:
    """Delete everything else that names the phone; returns how many entries of lists there were."""
    connection.execute(_REQUESTS, {"ids": list(session_ids)})
    connection.execute(_OUTBOX, _values(contact))
    connection.execute(_SAID, _values(contact))
    return int(connection.execute(_CONTACT, _values(contact)).scalar_one_or_none() or 0)


def _values(contact: Contact) -> dict[str, str]:
    return {"tenant": contact[0], "phone": contact[1]}
