"""Replies in Postgres: what came in, and what became of it. Rows are `reply_rows`' business."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from services.runtime.arrays import as_arrays, insert_rows
from services.runtime.statements import Statement
from services.sessions.domain.message_page import (
    BYTES_A_PAGE,
    CHARACTERS_OF_AN_ANSWER,
    MessagePage,
    RepliesPage,
)
from services.sessions.domain.misunderstood import (
    NEWEST_REPLIES,
    NEWEST_SESSIONS,
    MisunderstoodReply,
)
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


_SHOWN: Final = ", ".join(COLUMNS)
# How long a text is, is known without reading it. Those of a session are found first (OFFSET 0): by
# their ids, everybody's would be gone through.
_PAGE_OF: Final = Statement(f"""
WITH newest AS (
    SELECT {_SHOWN}, row_number() OVER (ORDER BY id DESC) AS position,
        sum(octet_length(text)) OVER (ORDER BY id DESC) - octet_length(text) AS bytes_before
    FROM (
        SELECT {_SHOWN} FROM sessions.replies
        WHERE session_id = CAST(:session_id AS uuid) OFFSET 0
    ) AS reply
    WHERE CAST(:before_id AS uuid) IS NULL OR id < CAST(:before_id AS uuid)
    ORDER BY id DESC LIMIT CAST(:size AS integer) + 1
)
SELECT {_SHOWN}, (SELECT count(*) FROM newest) AS found FROM newest
WHERE position <= :size AND bytes_before < :most_bytes
ORDER BY id DESC
""")

_SHORTENED: Final = ", ".join(
    f"left({name}, :most) AS {name}" if name in {"text", "comment"} else name for name in COLUMNS
)
_ANSWERS_OF: Final = Statement(f"""
SELECT DISTINCT ON (element_id) {_SHORTENED},
    first_value(received_at) OVER in_order AS first_received_at,
    first_value(id) OVER in_order AS first_id
FROM sessions.replies
WHERE session_id = CAST(:session_id AS uuid) AND verdict = 'answer'
WINDOW in_order AS (PARTITION BY element_id ORDER BY received_at, id)
ORDER BY element_id, received_at DESC, id DESC
""")


# A reply to nothing that was asked names no element.
_MISUNDERSTOOD: Final = Statement("""
SELECT reply.element_id, reply.element_type, left(reply.text, :most) AS text, reply.reason,
    reply.received_at
FROM (
    SELECT id FROM sessions.sessions
    WHERE survey_id = CAST(:survey_id AS uuid) AND tenant = :tenant
    ORDER BY id DESC LIMIT :sessions
) AS session JOIN sessions.replies AS reply ON reply.session_id = session.id
WHERE reply.verdict IN ('invalid', 'confirm') AND reply.element_id IS NOT NULL
ORDER BY reply.received_at DESC, reply.id DESC LIMIT :replies
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

    def page_of(self, session_id: str, page: MessagePage) -> RepliesPage:
        """Return a page of a session's replies: fewer than asked for when they are long."""
        values = {
            "session_id": session_id,
            "before_id": page.before_id,
            "size": page.size,
            "most_bytes": BYTES_A_PAGE,
        }
        rows = _PAGE_OF.run(self._connection, values)
        more = bool(rows) and rows[0].found > len(rows)
        return RepliesPage(replies=[from_row(row) for row in rows], more=more)

    def answers_of(self, session_id: str) -> Sequence[KeptReply]:
        """Return the last accepted reply to each question, in the order in which they were first answered."""
        values = {"session_id": session_id, "most": CHARACTERS_OF_AN_ANSWER}
        rows = _ANSWERS_OF.run(self._connection, values)
        ordered = sorted(rows, key=lambda row: (row.first_received_at, row.first_id))
        return [from_row(row) for row in ordered]

    def misunderstood(self, tenant: str, survey_id: str) -> Sequence[MisunderstoodReply]:
        """Return the newest replies of a survey that were asked again or confirmed, newest first."""
        values = {
            "tenant": tenant,
            "survey_id": survey_id,
            "sessions": NEWEST_SESSIONS,
            "replies": NEWEST_REPLIES,
            "most": CHARACTERS_OF_AN_ANSWER,
        }
        return [
            MisunderstoodReply(
                element_id=row.element_id,
                element_type=row.element_type or "",
                text=row.text,
                reason=row.reason or "",
                received_at=row.received_at,
            )
            for row in _MISUNDERSTOOD.run(self._connection, values)
        ]

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
