"""Who is first in line: the message behind one that was sent, or that never will be.

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
from services.sms.domain.messages import ConversationPlace, Outgoing
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

_BEFORE: Final = Statement(f"""
SELECT found.conversation_id, found.sequence, found.sent_at
FROM {unnest(_PLACE_COLUMNS)}, LATERAL (
    SELECT conversation_id, sequence, sent_at FROM sms.messages
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
    """A place in a conversation that is settled; `conversation_id` is None outside any."""

    conversation_id: str | None
    sequence: int
    sent_at: datetime | None


def places_before(connection: Connection, waiting: Sequence[object]) -> list[Place]:
    """Return where the messages before these were settled."""
    rows = _BEFORE.run(connection, arrays(waiting, _PLACE_COLUMNS))
    return [place_of(row) for row in rows]


def wait_for_settling(connection: Connection, place: ConversationPlace) -> None:
    """Wait until nobody is settling the message before this place."""
    _WAIT.run(connection, {"conversation_id": place.conversation_id, "sequence": place.sequence})


def promote(
    connection: Connection, places: Sequence[Place], *, now: datetime, lease: timedelta
) -> Sequence[Outgoing]:
    """Put the messages behind these places first in line."""
    settled = [place for place in places if place.conversation_id is not None]
    if not settled:
        return []
    columns = {"conversation_id": "uuid", "sequence": "int", "sent_at": "timestamptz"}
    rows = _NEXT.run(connection, {**arrays(settled, columns), "now": now, "lease": lease})
    return readable(connection, rows)


def place_of(row: Row) -> Place:
    """Read a `Place` from a row with its columns."""
    return Place(conversation_id=row.conversation_id, sequence=row.sequence, sent_at=row.sent_at)
