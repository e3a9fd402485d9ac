"""Messages to phones in Postgres: queued, taken back, listed.

What the sender does with them is `services.sms.store.send_queue`.
"""

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection

from services.runtime.arrays import arrays, unnest
from services.runtime.statements import Row, Statement
from services.sms.domain.messages import (
    Added,
    ConversationEnd,
    ConversationPlace,
    Dropped,
    MessagePage,
    MessageRecord,
    MessageStanding,
    MessageStatus,
    Outgoing,
    OwnErrorCode,
    PreparedMessage,
    Priority,
    Withdrawal,
)
from services.sms.store.promotion import (
    COMES_TOO_LATE,
    drop_behind,
    place_of,
    places_before,
    promote,
    wait_for_settling,
)
from services.text.segments import Encoding

MOST_PLACES: Final = 100
"""Twice what a conversation says at most; beyond it nothing is kept free of what comes late."""

_COLUMNS: Final = {
    "id": "uuid",
    "tenant": "text",
    "conversation_id": "uuid",
    "sequence": "int",
    "sender": "text",
    "subnumber": "text",
    "recipient": "text",
    "text": "text",
    "kind": "text",
    "priority": "text",
    "encoding": "text",
    "segments": "smallint",
    "provider": "text",
    "delay": "interval",
    "not_before": "timestamptz",
    "expires_at": "timestamptz",
    "error_code": "text",
}
_NAMES: Final = ", ".join(_COLUMNS)
_PLACED: Final = _NAMES.replace("not_before", "coalesce(due_at, not_before)").replace(
    "error_code", "refusal"
)

# Whether a message is first in line: see `Messages.add`. No row is locked here: a message that waits
# alone gets a second look. The look-up is LATERAL with a limit, because a plan made while the table
# was small must not scan it when it is large.
_ADD: Final = Statement(f"""
WITH placed AS (
    SELECT input.*, refused.refusal, CASE
        WHEN refused.refusal <> '' THEN NULL
        WHEN input.conversation_id IS NULL OR input.sequence <= 1 THEN input.not_before
        WHEN previous.status IS NULL OR previous.status = 'queued' THEN NULL
        ELSE greatest(input.not_before, coalesce(previous.sent_at, :now) + input.delay)
    END AS due_at
    FROM {unnest(_COLUMNS)}
    LEFT JOIN LATERAL (
        SELECT status, sent_at FROM sms.messages
        WHERE conversation_id = input.conversation_id AND sequence = input.sequence - 1
        LIMIT 1
    ) AS previous ON true
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN input.error_code <> '' THEN input.error_code
            WHEN {COMES_TOO_LATE} THEN '{OwnErrorCode.DROPPED}'
            ELSE ''
        END AS refusal
    ) AS refused
)
INSERT INTO sms.messages
    ({_NAMES}, status, created_at, due_at, lease_until, attempts)
SELECT {_PLACED},
    CASE WHEN refusal = '' THEN 'queued' ELSE 'failed' END,
    CAST(:now AS timestamptz), due_at,
    CASE WHEN refusal = '' THEN greatest(due_at, CAST(:now AS timestamptz)) + :lease END,
    0
FROM placed
ORDER BY id
ON CONFLICT DO NOTHING
RETURNING id, due_at, lease_until, conversation_id, sequence
""")

_KNOWN: Final = Statement("SELECT id FROM sms.messages WHERE id = ANY(CAST(:ids AS uuid[]))")

_END_COLUMNS: Final = {"conversation_id": "uuid", "drop_through": "int"}
_DROP: Final = Statement(f"""
UPDATE sms.messages
SET status = 'failed', error_code = '{OwnErrorCode.DROPPED}', lease_until = NULL
WHERE id = ANY(ARRAY(
    SELECT message.id FROM sms.messages AS message JOIN {unnest(_END_COLUMNS)}
        ON message.conversation_id = input.conversation_id
            AND message.sequence <= input.drop_through
    WHERE message.status = 'queued'
    ORDER BY message.id
    FOR UPDATE OF message
))
RETURNING id, conversation_id, sequence, sent_at
""")

# What comes late, because whoever held it died, finds its place taken.
_FILL: Final = Statement(f"""
INSERT INTO sms.messages
    (id, tenant, conversation_id, sequence, sender, subnumber, recipient, text, kind, priority,
     status, encoding, segments, provider, created_at, delay, expires_at, attempts, error_code)
SELECT gen_random_uuid(), address.tenant, address.conversation_id, place, address.sender,
    address.subnumber, address.recipient, '', '', '{Priority.CONVERSATION}', 'failed',
    '{Encoding.GSM7}', 0, '', :now, interval '0', :now, 0, '{OwnErrorCode.DROPPED}'
FROM {unnest(_END_COLUMNS)}
JOIN sms.reply_addresses AS address ON address.conversation_id = input.conversation_id
CROSS JOIN LATERAL generate_series(1, least(input.drop_through, {MOST_PLACES})) AS place
WHERE NOT EXISTS (
    SELECT 1 FROM sms.messages AS message
    WHERE message.conversation_id = input.conversation_id AND message.sequence = place
)
ORDER BY address.conversation_id, place
ON CONFLICT DO NOTHING
RETURNING conversation_id, sequence, sent_at
""")

_PLACE_COLUMNS: Final = {"conversation_id": "uuid", "sequence": "int"}
# A phone that replied in several parts has replied, although the whole is not there yet.
_STANDINGS: Final = Statement(f"""
SELECT message.status, message.sent_at, message.id IS NOT NULL AND (
    EXISTS (
        SELECT 1 FROM sms.inbox AS reply
        WHERE reply.phone = message.recipient AND reply.sender = message.sender
            AND reply.subnumber IN (message.subnumber, '')
            AND reply.received_at >= message.created_at
            AND (reply.lease_until IS NOT NULL OR reply.parked_at IS NOT NULL)
    ) OR EXISTS (
        SELECT 1 FROM sms.inbound_parts AS part
        WHERE part.phone = message.recipient AND part.sender = message.sender
            AND part.given_out_at IS NULL
    )
) AS reply_waits
FROM {unnest(_PLACE_COLUMNS)}
LEFT JOIN LATERAL (
    SELECT id, status, sent_at, created_at, recipient, sender, subnumber FROM sms.messages
    WHERE conversation_id = input.conversation_id AND sequence = input.sequence
    LIMIT 1
) AS message ON true
ORDER BY input.position
""")

# OFFSET 0 has a conversation's messages found before the newest of them are: the other way round, those
# of everybody would be gone through.
_OF_CONVERSATION: Final = Statement("""
SELECT id, sequence, text, status, error_code, encoding, segments, created_at, sent_at, kind
FROM (
    SELECT id, sequence, text, status, error_code, encoding, segments, created_at, sent_at, kind
    FROM sms.messages
    WHERE conversation_id = CAST(:conversation_id AS uuid) AND tenant = :tenant AND kind <> ''
    OFFSET 0
) AS message
WHERE CAST(:before_id AS uuid) IS NULL OR id < CAST(:before_id AS uuid)
ORDER BY id DESC
LIMIT CAST(:size AS integer)
""")


class PostgresMessages:
    """Messages on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, ids: Sequence[str]) -> Set[str]:
        """Return which of these messages are there."""
        return set(_KNOWN.run(self._connection, {"ids": list(ids)}).values())

    def add(self, messages: Sequence[PreparedMessage], *, now: datetime, lease: timedelta) -> Added:
        """Queue messages, dropping those already known."""
        values = {**arrays(messages, _COLUMNS), "now": now, "lease": lease}
        rows = _ADD.run(self._connection, values)
        drop_behind(
            self._connection,
            [
                message.conversation_id
                for message in messages
                if message.error_code and message.sequence == 1 and message.conversation_id
            ],
        )
        given = {message.id: message for message in messages}
        together = {(message.conversation_id, message.sequence) for message in messages}
        return Added(
            ids={row.id for row in rows},
            ready=[_first_in_line(given[row.id], row) for row in rows if row.due_at is not None],
            alone=[
                ConversationPlace(conversation_id=row.conversation_id, sequence=row.sequence)
                for row in rows
                if row.lease_until is not None
                and row.due_at is None
                and (row.conversation_id, row.sequence - 1) not in together
            ],
        )

    def look_again(
        self, place: ConversationPlace, *, now: datetime, lease: timedelta
    ) -> Sequence[Outgoing]:
        """Return the message at this place if it is first in line after all."""
        wait_for_settling(self._connection, place)
        before = places_before(self._connection, [place])
        return promote(self._connection, before, now=now, lease=lease)

    def drop(
        self,
        ends: Sequence[ConversationEnd | Withdrawal],
        *,
        now: datetime,
        lease: timedelta,
    ) -> Dropped:
        """Take back what is queued in conversations, as far as their ends say."""
        dropping = [end for end in ends if end.drop_through]
        if not dropping:
            return Dropped(ids=[], ready=[])
        rows = _DROP.run(self._connection, arrays(dropping, _END_COLUMNS))
        filled = _FILL.run(self._connection, {**arrays(dropping, _END_COLUMNS), "now": now})
        places = [place_of(row) for row in (*rows, *filled)]
        ready = promote(self._connection, places, now=now, lease=lease)
        return Dropped(ids=[row.id for row in rows], ready=ready)

    def standings(self, places: Sequence[ConversationPlace]) -> Sequence[MessageStanding]:
        """Return how far the message at each place has come, in order."""
        if not places:
            return []
        rows = _STANDINGS.run(self._connection, arrays(places, _PLACE_COLUMNS))
        return [_standing(row) for row in rows]

    def of_conversation(
        self, tenant: str, conversation_id: str, *, page: MessagePage
    ) -> Sequence[MessageRecord]:
        """Return messages of a conversation in order; none for one that is not the tenant's."""
        values = {
            "tenant": tenant,
            "conversation_id": conversation_id,
            "before_id": page.before_id,
            "size": page.size,
        }
        rows = _OF_CONVERSATION.run(self._connection, values)
        return [_record(row) for row in sorted(rows, key=attrgetter("sequence"))]


def _first_in_line(message: PreparedMessage, row: Row) -> Outgoing:
    return Outgoing(
        id=message.id,
        tenant=message.tenant,
        sender=message.sender,
        subnumber=message.subnumber,
        recipient=message.recipient,
        text=message.text,
        encoding=message.encoding,
        segments=message.segments,
        priority=message.priority,
        not_before=row.due_at,
        expires_at=message.expires_at,
        lease_until=row.lease_until,
        attempts=0,
    )


def _standing(row: Row) -> MessageStanding:
    return MessageStanding(
        status=None if row.status is None else MessageStatus(row.status),
        sent_at=row.sent_at,
        reply_waits=row.reply_waits,
    )


def _record(row: Row) -> MessageRecord:
    return MessageRecord(
        id=row.id,
        sequence=row.sequence,
        text=row.text,
        status=MessageStatus(row.status),
        error_code=row.error_code if row.status != MessageStatus.QUEUED else "",
        encoding=Encoding(row.encoding),
        segments=row.segments,
        created_at=row.created_at,
        sent_at=row.sent_at,
        kind=row.kind,
    )
