"""Delivery reports on their way to whoever holds the conversations.

They are applied to the messages first. A report may overtake our own bookkeeping: it then finds no message
that was sent, and is postponed until it does (`services/sms/README.md`).
"""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Final

from prometheus_client import Histogram

from services.runtime.database import Database
from services.runtime.leased_rows import LeasedRows
from services.runtime.statements import Row, Statement
from services.sms.domain.messages import MessageStatus
from services.sms.domain.replies import Applied, StatusReport
from services.sms.store.leased_tables import REPORTS
from services.sms.store.message_parts import settle_parts
from services.sms.store.promotion import drop_behind

DELIVERY_SECONDS = Histogram(
    "svar_delivery_seconds",
    "From a message that was sent to the report of its end",
    ["provider", "status"],
    buckets=(1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600),
)

# A report that a message failed is handed on at once, one that it arrived waits for a sweep. Of those on
# one message the first one counts all the same, so what came before a failure is applied together with it.
_CAME_BEFORE: Final = Statement("""
SELECT earlier.id, false AS parted
FROM sms.status_reports AS failure
JOIN sms.status_reports AS earlier
    ON earlier.lease_until IS NOT NULL AND NOT earlier.applied
    AND earlier.provider = failure.provider AND earlier.reported_at < failure.reported_at
    AND (earlier.message_id = failure.message_id
        OR earlier.provider_message_id = failure.provider_message_id)
WHERE failure.id = ANY(CAST(:ids AS uuid[])) AND failure.status <> 'delivered'
UNION ALL
SELECT id, true FROM sms.status_reports
WHERE id = ANY(CAST(:ids AS uuid[])) AND part IS NOT NULL
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
    SELECT DISTINCT ON (message_id, provider)
        message_id, provider, status, error_code, reported_at
    FROM sms.status_reports
    WHERE id = ANY(CAST(:ids AS uuid[])) AND NOT applied
    ORDER BY message_id, provider, reported_at, id
) AS report
WHERE message.id = report.message_id AND message.provider = report.provider
    AND message.status = 'sent'
RETURNING message.conversation_id, message.sequence, message.status, message.provider,
    extract(epoch FROM report.reported_at - message.sent_at)::float8 AS seconds
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


_GIVE_UP: Final = Statement("""
DELETE FROM sms.status_reports AS report
WHERE report.id = ANY(CAST(:ids AS uuid[])) AND report.reported_at < :before
    AND NOT EXISTS (
        SELECT 1 FROM sms.messages AS message
        WHERE message.id = report.message_id AND message.provider = report.provider
    )
RETURNING report.id
""")


class StatusReports(LeasedRows[str]):
    """The delivery reports, leased by id alone."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, REPORTS)

    def apply(self, ids: Sequence[str]) -> Applied:
        """Change messages as reports say, and drop what must not follow a first one that failed."""
        with self._database.transaction() as connection:
            rows = _CAME_BEFORE.run(connection, {"ids": list(ids)})
            counted = {*ids, *(row.id for row in rows)}
            _FIND.run(connection, {"ids": list(counted)})
            waiting: Set[str] = frozenset()
            if any(row.parted for row in rows):
                waiting = settle_parts(connection, list(counted))
            changed = _APPLY.run(connection, {"ids": list(counted - waiting)})
            for row in changed:
                DELIVERY_SECONDS.labels(row.provider, row.status).observe(row.seconds)
            dropped = drop_behind(
                connection, [row.conversation_id for row in changed if _failed_first(row)]
            )
            rows = _APPLIED.run(connection, {"ids": list(ids)})
            return Applied(
                reports=[_report(row) for row in rows],
                dropped=dropped,
                waiting=[name for name in ids if name in waiting],
            )

    def give_up(self, ids: Sequence[str], *, before: datetime) -> Sequence[str]:
        """Delete those that came before, on messages that are not there; returns which they were."""
        with self._database.transaction() as connection:
            rows = _GIVE_UP.run(connection, {"ids": list(ids), "before": before})
            return [row.id for row in rows]


def _failed_first(row: Row) -> bool:
    return (
        row.conversation_id is not None
        and row.sequence == 1
        and row.status != MessageStatus.DELIVERED
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
