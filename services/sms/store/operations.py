"""What operators see, from the tables. Read seldom, and bounded: never a whole table."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from services.runtime.database import Database
from services.runtime.statements import Statement
from services.sms.domain.operations import (
    PhoneMessage,
    ProviderCounts,
    QueuedMessages,
    SenderUse,
)

LAST: Final = timedelta(hours=1)
MOST_COUNTED: Final = 100_000

_SENDERS: Final = Statement("""
SELECT sender, count(*) FILTER (WHERE coalesce(ended_at, expires_at) > :now) AS open,
    count(*) FILTER (WHERE subnumber <> '') AS held
FROM sms.reply_addresses WHERE held GROUP BY sender
""")

# Ids are of version 7, and so sort by when they were made: the last hour is the end of the primary key.
_OUTCOMES: Final = Statement("""
SELECT message.provider,
    count(*) FILTER (WHERE message.sent_at IS NOT NULL) AS accepted,
    count(*) FILTER (WHERE message.status IN ('failed', 'expired', 'rejected')) AS failed,
    count(*) FILTER (WHERE message.status = 'delivered') AS delivered,
    coalesce(percentile_cont(0.5) WITHIN GROUP (
        ORDER BY extract(epoch FROM report.reported_at - message.sent_at)
    ) FILTER (WHERE report.reported_at IS NOT NULL), 0)::float8 AS median
FROM (
    SELECT id, provider, status, sent_at FROM sms.messages
    WHERE id >= CAST(:since AS uuid) AND status <> 'queued'
    ORDER BY id DESC LIMIT :limit
) AS message
LEFT JOIN (
    SELECT message_id, min(reported_at) AS reported_at FROM sms.status_reports
    WHERE id >= CAST(:since AS uuid) AND status = 'delivered' AND message_id IS NOT NULL
    GROUP BY message_id
) AS report ON report.message_id = message.id AND message.status = 'delivered'
GROUP BY message.provider
""")

_WAITING: Final = """
    SELECT tenant, sender, provider, priority, error_code,
        greatest(due_at, not_before) AS since
    FROM sms.messages
    WHERE lease_until IS NOT NULL AND status = 'queued' AND due_at IS NOT NULL
    ORDER BY lease_until LIMIT :limit
"""
_BY_PROVIDER: Final = Statement(f"""
SELECT provider, count(*) AS waiting, min(since) AS oldest
FROM ({_WAITING}) AS waiting WHERE since <= :now GROUP BY provider
""")
_QUEUES: Final = Statement(f"""
SELECT tenant, sender, provider, priority,
    count(*) FILTER (WHERE since <= :now) AS due, count(*) FILTER (WHERE since > :now) AS later,
    min(since) FILTER (WHERE since <= :now) AS oldest,
    coalesce(mode() WITHIN GROUP (ORDER BY error_code) FILTER (WHERE error_code <> ''), '') AS reason
FROM ({_WAITING}) AS waiting
WHERE :tenant = '' OR tenant = :tenant
GROUP BY tenant, sender, provider, priority ORDER BY tenant, sender, priority
""")

_MESSAGES: Final = Statement("""
SELECT * FROM (
    SELECT id, tenant, false AS inbound, sender || subnumber AS sender, provider,
        coalesce(provider_message_id, '') AS provider_message_id, text, status, error_code, attempts,
        created_at, sent_at, false AS incomplete
    FROM sms.messages
    WHERE recipient = :phone AND (:tenant = '' OR tenant = :tenant) AND kind <> ''
    UNION ALL
    SELECT id, tenant, true, sender || subnumber, provider, coalesce(provider_message_id, ''), text,
        '', coalesce(park_reason, ''), attempts, received_at, NULL, incomplete
    FROM sms.inbox
    WHERE phone = :phone AND (:tenant = '' OR tenant = :tenant)
) AS found
ORDER BY created_at DESC, id DESC LIMIT :limit
""")


class PostgresOperatorsView:
    """The view; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def senders(self, *, now: datetime) -> Sequence[SenderUse]:
        """Return how much of each sender is in use."""
        with self._database.transaction() as connection:
            return [
                SenderUse(sender=row.sender, open_conversations=row.open, held_subnumbers=row.held)
                for row in _SENDERS.run(connection, {"now": now})
            ]

    def providers(self, *, now: datetime) -> Sequence[ProviderCounts]:
        """Return what became of the last hour's messages, by provider."""
        values = {"since": first_id_of(now - LAST), "limit": MOST_COUNTED, "now": now}
        with self._database.transaction() as connection:
            outcomes = {row.provider: row for row in _OUTCOMES.run(connection, values)}
            waiting = {row.provider: row for row in _BY_PROVIDER.run(connection, values)}
        return [
            ProviderCounts(
                provider=name,
                waiting=waiting[name].waiting if name in waiting else 0,
                oldest_due_at=waiting[name].oldest if name in waiting else None,
                accepted=outcomes[name].accepted if name in outcomes else 0,
                failed=outcomes[name].failed if name in outcomes else 0,
                delivered=outcomes[name].delivered if name in outcomes else 0,
                median_delivery_seconds=outcomes[name].median if name in outcomes else 0,
            )
            for name in sorted({*outcomes, *waiting})
        ]

    def queues(self, *, tenant: str, now: datetime) -> Sequence[QueuedMessages]:
        """Return what waits, of one tenant or of all."""
        values = {"tenant": tenant, "now": now, "limit": MOST_COUNTED}
        with self._database.transaction() as connection:
            return [
                QueuedMessages(
                    tenant=row.tenant,
                    sender=row.sender,
                    provider=row.provider,
                    priority=row.priority,
                    due=row.due,
                    later=row.later,
                    oldest_due_at=row.oldest,
                    reason=row.reason,
                )
                for row in _QUEUES.run(connection, values)
            ]

    def messages(self, phone: str, *, tenant: str, limit: int) -> Sequence[PhoneMessage]:
        """Return the messages of a phone, newest first."""
        values = {"phone": phone, "tenant": tenant, "limit": limit}
        with self._database.transaction() as connection:
            return [PhoneMessage(**row._asdict()) for row in _MESSAGES.run(connection, values)]


def first_id_of(at: datetime) -> str:
    """Return the least id of version 7 that could be made at a time.

    >>> from datetime import UTC
    >>> first_id_of(datetime(2026, 1, 1, tzinfo=UTC))
    '019b76da-a800-0000-0000-000000000000'
    """
    milliseconds = f"{int(at.timestamp() * 1000):012x}"
    return f"{milliseconds[:8]}-{milliseconds[8:]}-0000-0000-000000000000"
