"""What came from providers, in Postgres: replies, delivery reports, and what nobody understands.

How it is handed on afterwards is `services.sms.store.leased_tables`.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.arrays import arrays, unnest
from services.runtime.statements import Row, Statement
from services.sms.domain.replies import (
    SAME_TEXT_WINDOW,
    InReplyTo,
    NewReply,
    NewStatusReport,
    Reply,
    SpentNonce,
    Unreadable,
    text_digest,
)
from services.sms.domain.strangers import ROWS_A_DAY, StrangerKind
from services.sms.store.inbound_parts import InboundParts
from services.sms.store.kept_aside import keep_aside
from services.sms.store.provider_sessions import in_its_conversation
from services.sms.store.spent_nonces import spend
from services.sms.store.strangers import admitted

REPLY_COLUMNS: Final = (
    "tenant",
    "sender",
    "subnumber",
    "phone",
    "text",
    "received_at",
    "seen_message_id",
    "seen_conversation_id",
    "seen_sequence",
    "seen_due_at",
)
"""The columns of a `Reply`, beside its id."""

_REPLY_COLUMNS: Final = {
    "id": "uuid",
    "tenant": "text",
    "provider": "text",
    "provider_message_id": "text",
    "sender": "text",
    "subnumber": "text",
    "phone": "text",
    "text": "text",
    "incomplete": "boolean",
}
# `in_reply_to` (`services/sessions/README.md`): a message has a `due_at` from when it is first in
# line, so the newest one due by now is the last that the phone can have seen. Of several due at one
# moment it is the one made last: ids sort by that.
_ADD_REPLIES: Final = Statement(f"""
INSERT INTO sms.inbox
    ({", ".join(_REPLY_COLUMNS)}, received_at,
     seen_message_id, seen_conversation_id, seen_sequence, seen_due_at,
     lease_until, attempts, reason)
SELECT {", ".join(f"input.{name}" for name in _REPLY_COLUMNS)}, CAST(:now AS timestamptz),
    seen.id, seen.conversation_id, seen.sequence, seen.due_at, :lease_until, 0, ''
FROM {unnest(_REPLY_COLUMNS)}
LEFT JOIN LATERAL (
    SELECT id, conversation_id, sequence, due_at FROM sms.messages
    WHERE recipient = input.phone AND sender = input.sender AND subnumber = input.subnumber
        AND due_at <= :now
    ORDER BY due_at DESC, id DESC
    LIMIT 1
) AS seen ON true
ORDER BY input.position
ON CONFLICT DO NOTHING
RETURNING id, seen_message_id, seen_conversation_id, seen_sequence, seen_due_at
""")

_TAKE_OUT: Final = Statement("DELETE FROM sms.inbox WHERE id = ANY(CAST(:ids AS uuid[]))")

# One statement decides who was first, also between two transactions.
_FIRST_OF_TEXTS: Final = Statement("""
INSERT INTO sms.recent_texts AS known (digest, seen_at)
SELECT digest, CAST(:now AS timestamptz)
FROM unnest(CAST(:digests AS bytea[])) AS input (digest)
ORDER BY digest
ON CONFLICT (digest) DO UPDATE SET seen_at = excluded.seen_at
    WHERE known.seen_at < excluded.seen_at - CAST(:window AS interval)
RETURNING digest
""")

_REPORT_COLUMNS: Final = {
    "id": "uuid",
    "provider": "text",
    "provider_message_id": "text",
    "message_id": "uuid",
    "status": "text",
    "error_code": "text",
    "opted_out": "boolean",
    "applied": "boolean",
    "part": "text",
    "parts_total": "int",
}
_ADD_REPORTS: Final = Statement(f"""
INSERT INTO sms.status_reports
    ({", ".join(_REPORT_COLUMNS)}, reported_at, lease_until, attempts, reason)
SELECT {", ".join(_REPORT_COLUMNS)}, :now, CAST(:lease_until AS timestamptz), 0, ''
FROM {unnest(_REPORT_COLUMNS)}
ON CONFLICT DO NOTHING
""")


class PostgresInbox:
    """The inbox on one open transaction."""

    def __init__(self, connection: Connection, *, strangers_a_day: int = ROWS_A_DAY) -> None:
        self._connection = connection
        self._strangers_a_day = strangers_a_day

    def add_replies(
        self, replies: Sequence[NewReply], *, now: datetime, lease_until: datetime
    ) -> Sequence[Reply]:
        """Keep replies received now, dropping those already known; returns the new ones in order."""
        fresh = self._without_repeats(self._whole(replies, now=now), now=now)
        if not fresh:
            return []
        values = {**arrays(fresh, _REPLY_COLUMNS), "now": now, "lease_until": lease_until}
        added = {row.id: row for row in _ADD_REPLIES.run(self._connection, values)}
        if any(row.seen_message_id is None for row in added.values()):
            self._bound_strangers(fresh, added, now=now)
        return [_kept(reply, added[reply.id], now) for reply in fresh if reply.id in added]

    def late_parts(self, *, before: datetime, limit: int) -> Sequence[str]:
        """Return long texts of which a part came before, and others never did."""
        return InboundParts(self._connection).late(before=before, limit=limit)

    def give_out(self, whole: str, *, now: datetime) -> NewReply | None:
        """Return what is there of a long text; None when it was given out meanwhile."""
        return InboundParts(self._connection).give_out(whole, now=now)

    def spend(self, nonces: Mapping[int, SpentNonce], *, now: datetime) -> Set[int]:
        """Spend nonces of callbacks, by their place; returns those used for another one before."""
        return spend(self._connection, nonces, now=now)

    def _whole(self, replies: Sequence[NewReply], *, now: datetime) -> Sequence[NewReply]:
        """Return the replies with parts joined, each in the conversation that its session stands for."""
        parts = [reply for reply in replies if reply.part is not None]
        if parts:
            wholes = InboundParts(self._connection).add(parts, now=now)
            replies = [*(reply for reply in replies if reply.part is None), *wholes]
        return [
            reply
            if reply.session is None
            else in_its_conversation(self._connection, reply, now=now)
            for reply in replies
        ]

    def _bound_strangers(
        self, replies: Sequence[NewReply], added: dict[str, Row], *, now: datetime
    ) -> None:
        """Take out again what phones that we never wrote to have sent beyond their bound."""
        strangers = [
            reply
            for reply in replies
            if reply.id in added and added[reply.id].seen_message_id is None
        ]
        kept = admitted(
            self._connection, StrangerKind.REPLY, strangers, now=now, limit=self._strangers_a_day
        )
        beyond = [reply.id for reply in strangers if reply.id not in kept]
        if beyond:
            _TAKE_OUT.run(self._connection, {"ids": beyond})
        for name in beyond:
            del added[name]

    def add_reports(
        self, reports: Sequence[NewStatusReport], *, now: datetime, lease_until: datetime
    ) -> None:
        """Keep delivery reports, leased to this process until then: from then on they are swept."""
        if reports:
            values = {
                **arrays(reports, _REPORT_COLUMNS),
                "now": now,
                "lease_until": lease_until,
            }
            _ADD_REPORTS.run(self._connection, values)

    def add_unreadable(self, items: Sequence[Unreadable], *, now: datetime) -> None:
        """Keep what nobody understands, for a person, within the bound of a day."""
        keep_aside(self._connection, items, now=now, limit=self._strangers_a_day)

    def _without_repeats(self, replies: Sequence[NewReply], *, now: datetime) -> list[NewReply]:
        """Drop what came a second time without an id of the provider's."""
        unnamed = [reply for reply in replies if reply.provider_message_id is None]
        # Reversed, so that the first of a batch is the one that stays.
        digests = {text_digest(reply): reply for reply in reversed(unnamed)}
        if not digests:
            return list(replies)
        rows = _FIRST_OF_TEXTS.run(
            self._connection, {"digests": list(digests), "now": now, "window": SAME_TEXT_WINDOW}
        )
        first = {digests[bytes(row.digest)].id for row in rows}
        return [
            reply for reply in replies if reply.provider_message_id is not None or reply.id in first
        ]


def _kept(reply: NewReply, row: Row, now: datetime) -> Reply:
    return Reply(
        id=reply.id,
        tenant=reply.tenant,
        sender=reply.sender,
        subnumber=reply.subnumber,
        phone=reply.phone,
        text=reply.text,
        received_at=now,
        in_reply_to=_in_reply_to(row),
    )


def reply_of(row: Row) -> Reply:
    """Read a `Reply` from a row with its id and `REPLY_COLUMNS`."""
    return Reply(
        id=row.id,
        tenant=row.tenant,
        sender=row.sender,
        subnumber=row.subnumber,
        phone=row.phone,
        text=row.text,
        received_at=row.received_at,
        in_reply_to=_in_reply_to(row),
    )


def _in_reply_to(row: Row) -> InReplyTo | None:
    if row.seen_message_id is None:
        return None
    return InReplyTo(
        message_id=row.seen_message_id,
        conversation_id=row.seen_conversation_id,
        sequence=row.seen_sequence,
        due_at=row.seen_due_at,
    )
