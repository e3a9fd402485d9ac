"""Who is first in line: the message behind one that was sent, or that never will be.

Nobody is behind a conversation's first message that failed for good: what waits there is dropped, since
nothing may follow it (`services/sms/README.md`). A conversation goes on all the same once it was ended,
which whoever holds it says, or when somebody replied: so the message came, whatever a report says.

For every statement that settles or adds messages. The statements here need a snapshot taken after
the rows before were locked, so each is a statement of its own.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection

from services.runtime.arrays import arrays, unnest
from services.runtime.statements import Row, Statement
from services.sms.domain.messages import ConversationPlace, Outgoing, OwnErrorCode
from services.sms.store.outgoing_rows import OUTGOING, readable

_PLACE_COLUMNS: Final = {"conversation_id": "uuid", "sequence": "int"}

_NEXT: Final = Statement(f"""
WITH next AS MATERIALIZED (
    SELECT found.id, greatest(found.not_before, coalesce(input.sent_at, :now) + found.delay) AS due_at
    FROM {unnest({"conversation_id": "uuid", "sequence": "int", "sent_at": "timestamptz"})}, LATERAL (
        SELECT id, not_before, delay FROM sms.messages
        WHERE conversation_id = input.conversation_id AND sequence = input.sequence + 1
            AND status = 'queued' AND due_at IS NULL
        LIMIT 1
    ) AS found
    ORDER BY found.id
)
UPDATE sms.messages AS message
SET due_at = next.due_at, not_before = next.due_at,
    lease_until = greatest(next.due_at, CAST(:now AS timestamptz)) + :lease
FROM next, LATERAL (SELECT id FROM sms.messages WHERE id = next.id FOR UPDATE) AS locked
WHERE message.id = locked.id AND message.status = 'queued' AND message.due_at IS NULL
RETURNING message.{OUTGOING.replace(" ", " message.")}
""")

_FAILED: Final = "('failed', 'rejected', 'expired')"

_HOPELESS: Final = f"""
    first.sequence = 1 AND first.status IN {_FAILED}
    AND first.error_code <> '{OwnErrorCode.DROPPED}'
    AND NOT EXISTS (
        SELECT 1 FROM sms.reply_addresses AS address
        WHERE address.conversation_id = first.conversation_id AND address.ended_at IS NOT NULL
    )
    AND NOT EXISTS (
        SELECT 1 FROM sms.inbox AS reply
        WHERE reply.phone = first.recipient AND reply.seen_conversation_id = first.conversation_id
    )
"""
"""Says of the message `first` that nothing may follow it."""

COMES_TOO_LATE: Final = f"""
    previous.status IN {_FAILED} AND (
        SELECT true FROM sms.messages AS first
        WHERE first.conversation_id = input.conversation_id AND {_HOPELESS}
        LIMIT 1
    )
"""
"""Says of an `input`, whose place is behind `previous`, that it must not be sent. Looks at the first
message only where the one before failed: nearly never."""

_HOPELESS_ONES: Final = Statement(f"""
SELECT first.conversation_id FROM sms.messages AS first
WHERE first.conversation_id = ANY(CAST(:conversation_ids AS uuid[])) AND {_HOPELESS}
""")

_DROP_BEHIND: Final = Statement(f"""
UPDATE sms.messages
SET status = 'failed', error_code = '{OwnErrorCode.DROPPED}', lease_until = NULL
WHERE id = ANY(ARRAY(
    SELECT message.id FROM sms.messages AS first
    JOIN sms.messages AS message
        ON message.conversation_id = first.conversation_id AND message.status = 'queued'
    WHERE first.conversation_id = ANY(CAST(:conversation_ids AS uuid[])) AND {_HOPELESS}
    ORDER BY message.id
    FOR UPDATE OF message
))
RETURNING id
""")

_BEFORE: Final = Statement(f"""
SELECT found.conversation_id, found.sequence, found.sent_at, found.failed
FROM {unnest(_PLACE_COLUMNS)}, LATERAL (
    SELECT conversation_id, sequence, sent_at, status IN {_FAILED} AS failed FROM sms.messages
    WHERE conversation_id = input.conversation_id AND sequence = input.sequence - 1
        AND status <> 'queued'
    LIMIT 1
) AS found
""")

# Waits for whoever is settling the message before. One row, and nothing else locked: no deadlock.
_WAIT: Final = Statement("""
SELECT 1 FROM sms.messages
WHERE conversation_id = CAST(:conversation_id AS uuid) AND sequence = :sequence - 1
    AND status = 'queued'
FOR SHARE
""")


class Place(Struct, frozen=True, kw_only=True):
    """A place in a conversation that is settled; `conversation_id` is None outside any.

    `failed` says that its message failed, and nobody ended the conversation by that.
    """

    conversation_id: str | None
    sequence: int
    sent_at: datetime | None
    failed: bool = False


def places_before(connection: Connection, waiting: Sequence[object]) -> list[Place]:
    """Return where the messages before these were settled."""
    rows = _BEFORE.run(connection, arrays(waiting, _PLACE_COLUMNS))
    return [place_of(row, failed=row.failed) for row in rows]


def wait_for_settling(connection: Connection, place: ConversationPlace) -> None:
    """Wait until nobody is settling the message before this place."""
    _WAIT.run(connection, {"conversation_id": place.conversation_id, "sequence": place.sequence})


def promote(
    connection: Connection, places: Sequence[Place], *, now: datetime, lease: timedelta
) -> Sequence[Outgoing]:
    """Put the messages behind these places first in line; drop what must not follow."""
    settled = _that_go_on(connection, places)
    if not settled:
        return []
    columns = {"conversation_id": "uuid", "sequence": "int", "sent_at": "timestamptz"}
    rows = _NEXT.run(connection, {**arrays(settled, columns), "now": now, "lease": lease})
    return readable(connection, rows)


def _that_go_on(connection: Connection, places: Sequence[Place]) -> Sequence[Place]:
    """Return the places in conversations that go on; what waits in the others is dropped."""
    # A message in the middle may itself have been dropped because the first one failed.
    failed = [place.conversation_id for place in places if place.failed and place.conversation_id]
    hopeless: set[str | None] = {None}
    if failed:
        rows = _HOPELESS_ONES.run(connection, {"conversation_ids": failed})
        hopeless.update(row.conversation_id for row in rows)
        # What is added just now, unseen, gets its second look from whoever adds it.
        drop_behind(connection, failed)
    return [place for place in places if place.conversation_id not in hopeless]


def drop_behind(connection: Connection, conversation_ids: Sequence[str]) -> Sequence[str]:
    """Drop what waits behind first messages that failed for good; returns the ids of what was dropped."""
    if not conversation_ids:
        return []
    rows = _DROP_BEHIND.run(connection, {"conversation_ids": list(conversation_ids)})
    return [row.id for row in rows]


def place_of(row: Row, *, failed: bool = False) -> Place:
    """Read a `Place` from a row with its columns."""
    return Place(
        conversation_id=row.conversation_id,
        sequence=row.sequence,
        sent_at=row.sent_at,
        failed=failed,
    )
