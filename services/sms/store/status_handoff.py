"""Delivery reports on their way to whoever holds the conversations.

Applied to the messages first. A report may overtake our own bookkeeping: it then finds no message
that was sent, and is postponed until it does (`behaviour.md` section 8).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.runtime.database import Database
from services.runtime.leased import Leased
from services.runtime.statements import RELAXED, Row, Statement
from services.sms.domain.messages import MessageStatus
from services.sms.domain.replies import StatusReport

_CLAIM: Final = Statement("""
UPDATE sms.status_reports SET lease_until = :until
WHERE id = ANY(ARRAY(
    SELECT id FROM sms.status_reports
    WHERE lease_until <= :now
    ORDER BY lease_until
    LIMIT :limit
    FOR UPDATE SKIP LOCKED
))
RETURNING id, lease_until, attempts, reported_at,
    coalesce(message_id::text, provider_message_id, id::text) AS about
""")

_FINISH: Final = Statement("""
UPDATE sms.status_reports SET lease_until = NULL WHERE id = ANY(CAST(:ids AS uuid[]))
""")

# A tenth of its age longer each time: a report on something that was never ours is looked for less
# and less often, and one that overtook our bookkeeping is found soon.
_POSTPONE: Final = Statement("""
UPDATE sms.status_reports SET attempts = attempts + 1, reason = :reason,
    lease_until = CAST(:until AS timestamptz)
        + greatest(CAST(:until AS timestamptz) - reported_at, interval '0') / 10
WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NOT NULL
""")

_PARK: Final = Statement("""
UPDATE sms.status_reports
SET lease_until = NULL, parked_at = now(), attempts = attempts + 1, reason = :reason
WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NOT NULL
""")

_FIND: Final = Statement("""
UPDATE sms.status_reports AS report SET message_id = message.id
FROM sms.messages AS message
WHERE report.id = ANY(CAST(:ids AS uuid[])) AND report.message_id IS NULL
    AND message.provider = report.provider
    AND message.provider_message_id = report.provider_message_id
""")

# Never back from a final state: only what was sent changes, and of several reports the first one counts.
_APPLY: Final = Statement("""
UPDATE sms.messages AS message SET status = report.status, error_code = report.error_code
FROM (
    SELECT DISTINCT ON (message_id, provider) message_id, provider, status, error_code
    FROM sms.status_reports
    WHERE id = ANY(CAST(:ids AS uuid[])) AND NOT applied
    ORDER BY message_id, provider, reported_at, id
) AS report
WHERE message.id = report.message_id AND message.provider = report.provider
    AND message.status = 'sent'
""")

_APPLIED: Final = Statement("""
UPDATE sms.status_reports AS report SET applied = true
FROM sms.messages AS message
WHERE report.id = ANY(CAST(:ids AS uuid[]))
    AND message.id = report.message_id AND message.provider = report.provider
    AND message.status NOT IN ('queued', 'sent')
RETURNING report.id, message.tenant, message.id AS message_id, message.conversation_id,
    message.sequence, message.status, message.error_code, report.opted_out, report.reported_at
""")


class StatusHandoffStore:
    """The delivery reports; each method is one transaction. Rows are leased by id alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Leased[str]]:
        """Lease reports whose lease ran out, oldest first, skipping what others are claiming."""
        with self._database.transaction() as connection:
            rows = _CLAIM.run(connection, {"now": now, "until": until, "limit": limit})
            return [_leased(row) for row in sorted(rows, key=lambda row: (row.reported_at, row.id))]

    def apply(self, ids: Sequence[str]) -> Sequence[StatusReport]:
        """Change messages as reports say; returns the reports whose message has a final status."""
        with self._database.transaction() as connection:
            _FIND.run(connection, {"ids": list(ids)})
            _APPLY.run(connection, {"ids": list(ids)})
            return [_report(row) for row in _APPLIED.run(connection, {"ids": list(ids)})]

    def finish(self, ids: Sequence[str]) -> None:
        """Mark reports as handed on; need not survive a crash, since a repetition is harmless."""
        with self._database.transaction() as connection:
            RELAXED.run(connection)
            _FINISH.run(connection, {"ids": list(ids)})

    def postpone(self, ids: Sequence[str], *, until: datetime, reason: str) -> None:
        """Count an attempt; the reports can be claimed again from `until` on, or later if they are old."""
        with self._database.transaction() as connection:
            _POSTPONE.run(connection, {"ids": list(ids), "until": until, "reason": reason})

    def park(self, ids: Sequence[str], *, reason: str) -> None:
        """Put reports aside for a person; they are not claimed any more."""
        with self._database.transaction() as connection:
            _PARK.run(connection, {"ids": list(ids), "reason": reason})


def _leased(row: Row) -> Leased[str]:
    # Reports on one message keep their order.
    return Leased(
        id=row.id, key=row.about, until=row.lease_until, attempts=row.attempts, row=row.id
    )


def _report(row: Row) -> StatusReport:
    return StatusReport(
        id=row.id,
        tenant=row.tenant,
        message_id=row.message_id,
        conversation_id=row.conversation_id,
        sequence=row.sequence,
        status=MessageStatus(row.status),
        error_code=row.error_code,
        opted_out=row.opted_out,
        reported_at=row.reported_at,
    )
