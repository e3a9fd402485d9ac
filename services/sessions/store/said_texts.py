"""Statements on what was said to phones that answered no question, and on what they wrote before.

The first messages of surveys are counted, too, from the sessions themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from services.runtime.arrays import as_arrays, insert_rows
from services.runtime.statements import Statement
from services.sessions.domain.contact import Contact
from services.sessions.domain.restraint import (
    AUTOMATIC_TEXTS_ARE_COUNTED_FOR,
    Conversation,
    Heard,
    Line,
    PastReply,
)
from services.sessions.store.tables import said_texts

_COLUMNS = ("tenant", "phone", "sender", "said_at", "forget_at")
_GIVEN = (
    "unnest(CAST(:tenants AS text[]), CAST(:phones AS text[]), CAST(:senders AS text[]))"
    " AS given (tenant, phone, sender)"
)
_ADD = Statement(
    f"""
    INSERT INTO sessions.said_texts (tenant, phone, sender, said_at, forget_at)
    SELECT tenant, phone, sender, CAST('[]' AS jsonb), :forget_at FROM {_GIVEN} ORDER BY tenant, phone, sender
    ON CONFLICT DO NOTHING
    """
)
_LOCK = Statement(
    f"""
    SELECT s.tenant, s.phone, s.sender, s.said_at
    FROM sessions.said_texts s JOIN {_GIVEN} USING (tenant, phone, sender)
    ORDER BY s.tenant, s.phone, s.sender FOR UPDATE OF s
    """
)
_NOTE = insert_rows(
    said_texts,
    _COLUMNS,
    tail="""ON CONFLICT (tenant, phone, sender) DO UPDATE
      SET said_at = excluded.said_at, forget_at = excluded.forget_at""",
)
_HEARD = Statement(
    """
    SELECT given.tenant, given.phone, first.messages AS first_messages, other.messages AS others
    FROM unnest(CAST(:tenants AS text[]), CAST(:phones AS text[])) AS given (tenant, phone),
    LATERAL (
        SELECT coalesce(sum(s.first_messages), 0) AS messages FROM sessions.sessions s
        WHERE s.phone = given.phone AND s.tenant = given.tenant AND s.created_at > :since
    ) AS first,
    LATERAL (
        SELECT count(*) AS messages
        FROM sessions.said_texts t, jsonb_array_elements(t.said_at) AS at
        WHERE t.tenant = given.tenant AND t.phone = given.phone AND t.sender = ''
          AND CAST(at AS float8) > :unix_since
    ) AS other
    WHERE first.messages > 0 OR other.messages > 0
    """
)
_FORGET = Statement("DELETE FROM sessions.said_texts WHERE forget_at <= :now")
_LAST_IN_SESSIONS = Statement(
    """
    SELECT given.id, last.text, last.verdict
    FROM unnest(CAST(:ids AS uuid[])) AS given (id), LATERAL (
        SELECT r.text, r.verdict, r.received_at, r.id FROM sessions.replies r
        WHERE r.session_id = given.id ORDER BY r.received_at DESC, r.id DESC LIMIT 2
    ) AS last
    ORDER BY last.received_at, last.id
    """
)
_LAST_OUTSIDE = Statement(
    """
    SELECT given.position, last.text, last.verdict
    FROM unnest(
        CAST(:tenants AS text[]), CAST(:phones AS text[]), CAST(:senders AS text[]),
        CAST(:subnumbers AS text[])
    ) WITH ORDINALITY AS given (tenant, phone, sender, subnumber, position), LATERAL (
        SELECT r.text, r.verdict, r.received_at, r.id FROM sessions.replies r
        WHERE r.session_id IS NULL AND r.phone = given.phone AND r.tenant = given.tenant
          AND r.sender = given.sender AND r.subnumber = given.subnumber
        ORDER BY r.received_at DESC, r.id DESC LIMIT 2
    ) AS last
    ORDER BY last.received_at, last.id
    """
)


def lock(
    connection: Connection, lines: Sequence[Line], *, now: datetime
) -> dict[Line, list[datetime]]:
    """Lock what is counted for lines, in key order, and return it."""
    given = {
        "tenants": [line[0] for line in lines],
        "phones": [line[1] for line in lines],
        "senders": [line[2] for line in lines],
    }
    _ADD.run(connection, {**given, "forget_at": now + AUTOMATIC_TEXTS_ARE_COUNTED_FOR})
    rows = _LOCK.run(connection, given)
    return {
        (row.tenant, row.phone, row.sender): [datetime.fromtimestamp(at, UTC) for at in row.said_at]
        for row in rows
    }


def note(connection: Connection, said: Mapping[Line, Sequence[datetime]], *, now: datetime) -> None:
    """Store what is counted for lines that are locked."""
    rows = (
        {
            "tenant": line[0],
            "phone": line[1],
            "sender": line[2],
            "said_at": [at.timestamp() for at in times],
            "forget_at": now + AUTOMATIC_TEXTS_ARE_COUNTED_FOR,
        }
        for line, times in sorted(said.items())
    )
    _NOTE.run(connection, as_arrays(said_texts, _COLUMNS, rows))


def heard(
    connection: Connection, contacts: Sequence[Contact], *, since: datetime
) -> dict[Contact, Heard]:
    """Return what phones were sent after a time: those that were sent anything."""
    given = {"tenants": [one[0] for one in contacts], "phones": [one[1] for one in contacts]}
    times = {"since": since, "unix_since": since.timestamp()}
    return {
        (row.tenant, row.phone): Heard(first_messages=row.first_messages, others=row.others)
        for row in _HEARD.run(connection, {**given, **times})
    }


def forget(connection: Connection, *, now: datetime) -> None:
    """Delete what does not count any more."""
    _FORGET.run(connection, {"now": now})


def last_replies(
    connection: Connection, conversations: Sequence[Conversation]
) -> dict[Conversation, list[PastReply]]:
    """Return the last two replies of conversations, oldest first."""
    found: dict[Conversation, list[PastReply]] = {one: [] for one in conversations}
    inside = {one[0]: one for one in conversations if one[0] is not None}
    outside = [one for one in conversations if one[0] is None]
    if inside:
        for row in _LAST_IN_SESSIONS.run(connection, {"ids": list(inside)}):
            found[inside[row.id]].append(_past(row.text, row.verdict))
    if outside:
        for row in _LAST_OUTSIDE.run(connection, _outside(outside)):
            found[outside[row.position - 1]].append(_past(row.text, row.verdict))
    return found


def _outside(conversations: Sequence[Conversation]) -> dict[str, list[str]]:
    return {
        "tenants": [tenant for _, tenant, _ in conversations],
        "phones": [address.phone for _, _, address in conversations],
        "senders": [address.sender for _, _, address in conversations],
        "subnumbers": [address.subnumber for _, _, address in conversations],
    }


def _past(words: str, verdict: str) -> PastReply:
    return PastReply(text=words, accepted=verdict == "answer")
