"""The queue of messages as the sender sees it: claimed, and settled afterwards.

A message with `due_at` is first in line; one without waits for the one before it. Every queued row
has a lease: a waiting one so that it is looked at again should it have been overlooked, which two
transactions that add neighbours at the same moment can bring about.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection

from services.runtime.arrays import arrays, unnest
from services.runtime.database import Database
from services.runtime.ids import new_id
from services.runtime.statements import Statement
from services.sms.domain.messages import Outgoing, OwnErrorCode, Priority
from services.sms.domain.replies import NewStatusReport
from services.sms.domain.sending import Ended, Postponed, Sent, Settlement
from services.sms.store.inbox import PostgresInbox
from services.sms.store.message_parts import name_parts
from services.sms.store.outgoing_rows import OUTGOING, readable
from services.sms.store.promotion import Place, place_of, places_before, promote
from services.sms.store.provider_sessions import name_sessions, session_refs

_CLAIM: Final = Statement(f"""
UPDATE sms.messages
SET lease_until = CAST(:now AS timestamptz) + :lease
WHERE id = ANY(ARRAY(
    SELECT id FROM sms.messages
    WHERE lease_until <= :now AND sender = ANY(CAST(:senders AS text[]))
        AND (priority = '{Priority.AUTOMATIC}') = :automatic
    ORDER BY lease_until
    LIMIT :limit
    FOR UPDATE SKIP LOCKED
))
RETURNING {OUTGOING}, due_at, conversation_id, sequence
""")

# Rows are given in the order of their ids, and so locked. Each is looked up by itself: joined with the
# rows given, every one of these would be compared with every one of those.
_LOCKED: Final = "LATERAL (SELECT id FROM sms.messages WHERE id = input.id FOR UPDATE) AS locked"

# Who holds a lease knows when it runs out; a row with another lease is somebody else's.
_LEASE_COLUMNS: Final = {"id": "uuid", "held_until": "timestamptz"}
_RENEW: Final = Statement(f"""
UPDATE sms.messages AS message SET lease_until = CAST(:now AS timestamptz) + :lease
FROM {unnest(_LEASE_COLUMNS)}, {_LOCKED}
WHERE message.id = locked.id AND message.lease_until = input.held_until AND message.status = 'queued'
RETURNING message.id
""")

_STILL_LEASED: Final = Statement(f"""
SELECT message.id
FROM {unnest(_LEASE_COLUMNS)}, LATERAL (
    SELECT id, lease_until, status FROM sms.messages WHERE id = input.id
) AS message
WHERE message.lease_until = input.held_until AND message.status = 'queued'
""")

# In the order of their ids, as everybody locks them.
_MARK: Final = Statement("""
UPDATE sms.messages AS message SET unclear_at = coalesce(message.unclear_at, :at)
FROM (
    SELECT id FROM sms.messages WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE
) AS locked
WHERE message.id = locked.id AND message.status = 'queued'
RETURNING message.id
""")

_SENT_COLUMNS: Final = {
    "id": "uuid",
    "provider": "text",
    "provider_message_id": "text",
    "at": "timestamptz",
    "error_code": "text",
}
# A message that was taken back while it was leaving has left nevertheless.
_SENT: Final = Statement(f"""
UPDATE sms.messages AS message
SET status = 'sent', provider = input.provider, sent_at = input.at, lease_until = NULL,
    provider_message_id = input.provider_message_id, error_code = input.error_code
FROM {unnest(_SENT_COLUMNS)}, {_LOCKED}
WHERE message.id = locked.id AND (message.status = 'queued'
    OR (message.status = 'failed' AND message.error_code = '{OwnErrorCode.DROPPED}'))
RETURNING message.conversation_id, message.sequence, message.sent_at
""")

_ENDED_COLUMNS: Final = {"id": "uuid", "provider": "text", "status": "text", "error_code": "text"}
_ENDED: Final = Statement(f"""
UPDATE sms.messages AS message
SET status = input.status, provider = input.provider, error_code = input.error_code,
    lease_until = NULL
FROM {unnest(_ENDED_COLUMNS)}, {_LOCKED}
WHERE message.id = locked.id AND message.status = 'queued'
RETURNING message.id, message.conversation_id, message.sequence, message.sent_at
""")

_POSTPONED_COLUMNS: Final = {
    "id": "uuid",
    "until": "timestamptz",
    "reason": "text",
    "unclear_at": "timestamptz",
}
_POSTPONED: Final = Statement(f"""
UPDATE sms.messages AS message
SET not_before = input.until, lease_until = input.until, error_code = input.reason,
    attempts = attempts + 1, unclear_at = input.unclear_at
FROM {unnest(_POSTPONED_COLUMNS)}, {_LOCKED}
WHERE message.id = locked.id AND message.status = 'queued'
""")


class PostgresSendStore:
    """The queue; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(
        self,
        *,
        senders: Sequence[str],
        now: datetime,
        lease: timedelta,
        limit: int,
        automatic: bool,
    ) -> Sequence[Outgoing]:
        """Lease messages of these senders whose lease ran out, skipping what others are claiming."""
        values = {
            "senders": list(senders),
            "now": now,
            "lease": lease,
            "limit": limit,
            "automatic": automatic,
        }
        with self._database.transaction() as connection:
            rows = _CLAIM.run(connection, values)
            waiting = [row for row in rows if row.due_at is None]
            before = places_before(connection, waiting) if waiting else []
            first = readable(connection, [row for row in rows if row.due_at is not None])
            return [*first, *promote(connection, before, now=now, lease=lease)]

    def renew(
        self, leases: Mapping[str, datetime], *, now: datetime, lease: timedelta
    ) -> Sequence[str]:
        """Prolong leases, given as they are; returns the messages that are still ours and queued."""
        ids = sorted(leases)
        values = {"id": ids, "held_until": [leases[one] for one in ids], "now": now}
        with self._database.transaction() as connection:
            return [row.id for row in _RENEW.run(connection, {**values, "lease": lease})]

    def mark(self, message_ids: Sequence[str], *, at: datetime) -> Set[str]:
        """Note that messages are leaving; returns those that are queued still."""
        with self._database.transaction() as connection:
            return set(_MARK.run(connection, {"ids": list(message_ids), "at": at}).values())

    def session_refs(self, message_ids: Sequence[str]) -> Mapping[str, str]:
        """Return what the provider calls the SMS sessions of messages, of those that have one."""
        with self._database.transaction() as connection:
            return session_refs(connection, message_ids)

    def still_leased(self, leases: Mapping[str, datetime]) -> Sequence[str]:
        """Return which messages are still queued under leases, given as they are; changes nothing."""
        values = {"id": list(leases), "held_until": list(leases.values())}
        with self._database.transaction() as connection:
            return [row.id for row in _STILL_LEASED.run(connection, values)]

    def settle(
        self, settlements: Sequence[Settlement], *, now: datetime, lease: timedelta
    ) -> Sequence[Outgoing]:
        """Write down what became of messages; returns those that are first in line by it.

        Whatever somebody else settled in the meantime stays as it is.
        """
        ordered = sorted(settlements, key=attrgetter("id"))
        sent = [one for one in ordered if isinstance(one, Sent)]
        ended = [one for one in ordered if isinstance(one, Ended)]
        postponed = [one for one in ordered if isinstance(one, Postponed)]
        with self._database.transaction() as connection:
            places = _sent(connection, sent) + _ended(connection, ended, now=now)
            if postponed:
                _POSTPONED.run(connection, arrays(postponed, _POSTPONED_COLUMNS))
            # A statement of its own, so that it sees what was added while the rows were locked.
            return promote(connection, places, now=now, lease=lease)


def _sent(connection: Connection, sent: Sequence[Sent]) -> list[Place]:
    if not sent:
        return []
    rows = _SENT.run(connection, arrays(sent, _SENT_COLUMNS))
    name_parts(connection, sent)
    name_sessions(connection, sent)
    return [place_of(row) for row in rows]


def _ended(connection: Connection, ended: Sequence[Ended], *, now: datetime) -> list[Place]:
    if not ended:
        return []
    rows = _ENDED.run(connection, arrays(ended, _ENDED_COLUMNS))
    changed = {row.id for row in rows}
    reports = [_report(one) for one in ended if one.id in changed]
    PostgresInbox(connection).add_reports(reports, now=now, lease_until=now)
    return [place_of(row, failed=True) for row in rows]


def _report(ended: Ended) -> NewStatusReport:
    return NewStatusReport(
        id=new_id(),
        provider=ended.provider,
        provider_message_id=None,
        message_id=ended.id,
        status=ended.status,
        error_code=ended.error_code,
        opted_out=ended.opted_out,
        applied=True,
    )
