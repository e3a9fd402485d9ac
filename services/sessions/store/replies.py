"""Replies in Postgres: what came in, and what became of it. Rows are `reply_rows`' business."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from services.runtime.arrays import as_arrays, insert_rows
from services.runtime.statements import Statement
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.restraint import Conversation, PastReply
from services.sessions.store.reply_rows import COLUMNS, from_row, to_row
from services.sessions.store.tables import replies

_KEEP: Final = insert_rows(replies, COLUMNS, tail="ON CONFLICT (id) DO NOTHING RETURNING id")

_KNOWN: Final = Statement("SELECT id FROM sessions.replies WHERE id = ANY(CAST(:ids AS uuid[]))")

_LAST_IN_SESSIONS: Final = Statement("""
SELECT given.id, last.text, last.verdict
FROM unnest(CAST(:ids AS uuid[])) AS given (id), LATERAL (
    SELECT reply.text, reply.verdict, reply.received_at, reply.id FROM sessions.replies AS reply
    WHERE reply.session_id = given.id ORDER BY reply.received_at DESC, reply.id DESC LIMIT 2
) AS last
ORDER BY last.received_at, last.id
""")

_LAST_OUTSIDE: Final = Statement("""
SELECT given.position, last.text, last.verdict
FROM unnest(
    CAST(:tenants AS text[]), CAST(:phones AS text[]), CAST(:senders AS text[]),
    CAST(:subnumbers AS text[])
) WITH ORDINALITY AS given (tenant, phone, sender, subnumber, position), LATERAL (
    SELECT reply.text, reply.verdict, reply.received_at, reply.id FROM sessions.replies AS reply
    WHERE reply.session_id IS NULL AND reply.phone = given.phone AND reply.tenant = given.tenant
        AND reply.sender = given.sender AND reply.subnumber = given.subnumber
    ORDER BY reply.received_at DESC, reply.id DESC LIMIT 2
) AS last
ORDER BY last.received_at, last.id
""")


class PostgresReplies:
    """`ports.Replies` on one open transaction; with nothing to do it asks nothing."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, reply_ids: Sequence[str]) -> set[str]:
        """Return which of these replies are stored already."""
        if not reply_ids:
            return set()
        return set(_KNOWN.run(self._connection, {"ids": list(reply_ids)}).values())

    def keep(self, kept: Sequence[KeptReply]) -> set[str]:
        """Store replies; one stored already stays as it is. Returns the ids of the new ones."""
        if not kept:
            return set()
        # In id order, so that two batches with the same replies do not wait for each other.
        ordered = sorted(kept, key=lambda one: one.reply.id)
        rows = _KEEP.run(self._connection, as_arrays(replies, COLUMNS, map(to_row, ordered)))
        return set(rows.values())

    def of_session(self, session_id: str) -> Sequence[KeptReply]:
        """Return the replies of a session, in the order received."""
        statement = select(replies).where(replies.c.session_id == session_id)
        rows = self._connection.execute(statement.order_by(replies.c.received_at, replies.c.id))
        return [from_row(row) for row in rows.mappings()]

    def last_of(
        self, conversations: Sequence[Conversation]
    ) -> Mapping[Conversation, Sequence[PastReply]]:
        """Return the last two replies of each conversation, oldest first."""
        found: dict[Conversation, list[PastReply]] = {one: [] for one in conversations}
        inside = {one[0]: one for one in conversations if one[0] is not None}
        outside = [one for one in conversations if one[0] is None]
        if inside:
            for row in _LAST_IN_SESSIONS.run(self._connection, {"ids": list(inside)}):
                found[inside[row.id]].append(_past(row.text, row.verdict))
        if outside:
            for row in _LAST_OUTSIDE.run(self._connection, _outside(outside)):
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
