"""Messages whose parts a provider reports on one by one: delivered when all are, failed when one is."""

from collections.abc import Sequence, Set
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sms.domain.sending import Sent

_NAME: Final = Statement("""
INSERT INTO sms.message_parts (message_id, part, provider, named)
SELECT message_id, part, provider, true
FROM unnest(CAST(:message_id AS uuid[]), CAST(:part AS text[]), CAST(:provider AS text[]))
    AS input (message_id, part, provider)
ORDER BY message_id, part
ON CONFLICT (message_id, part) DO UPDATE SET named = true
""")

_FIND: Final = Statement("""
UPDATE sms.status_reports AS report SET message_id = part.message_id
FROM sms.message_parts AS part
WHERE report.id = ANY(CAST(:ids AS uuid[])) AND report.message_id IS NULL
    AND part.provider = report.provider AND part.part = report.part
""")

# Reports on two parts may be applied by two processes at once: the second waits, and counts the first.
_LOCK: Final = Statement("""
SELECT message.id FROM sms.messages AS message
WHERE message.id = ANY(ARRAY(
    SELECT message_id FROM sms.status_reports
    WHERE id = ANY(CAST(:ids AS uuid[])) AND part IS NOT NULL AND message_id IS NOT NULL
))
ORDER BY message.id
FOR UPDATE
""")

# Of several reports on a part the first one counts. One that overtook our own bookkeeping comes again.
_SETTLE: Final = Statement("""
INSERT INTO sms.message_parts AS known (message_id, part, provider, named, status)
SELECT DISTINCT ON (report.message_id, report.part)
    report.message_id, report.part, report.provider, false, report.status
FROM sms.status_reports AS report
JOIN sms.messages AS message
    ON message.id = report.message_id AND message.provider = report.provider
WHERE report.id = ANY(CAST(:ids AS uuid[])) AND report.part IS NOT NULL
    AND message.status <> 'queued'
ORDER BY report.message_id, report.part, report.reported_at, report.id
ON CONFLICT (message_id, part) DO UPDATE SET status = coalesce(known.status, excluded.status)
""")

# The parts that the provider named are all there are; else it is as many as it says, or as were sent.
_WAITING: Final = Statement("""
SELECT report.id
FROM sms.status_reports AS report
JOIN sms.messages AS message
    ON message.id = report.message_id AND message.provider = report.provider
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status = 'delivered') AS delivered,
        count(*) FILTER (WHERE named) AS named
    FROM sms.message_parts WHERE message_id = message.id
) AS parts
WHERE report.id = ANY(CAST(:ids AS uuid[])) AND report.part IS NOT NULL
    AND report.status = 'delivered' AND message.status = 'sent'
    AND parts.delivered < CASE
        WHEN parts.named > 0 THEN parts.named
        ELSE coalesce(report.parts_total, message.segments)
    END
""")


def name_parts(connection: Connection, sent: Sequence[Sent]) -> None:
    """Write down what the provider called the parts of messages that it took."""
    parts = [(one, part) for one in sent for part in one.part_ids]
    if parts:
        values = {
            "message_id": [one.id for one, _ in parts],
            "part": [part for _, part in parts],
            "provider": [one.provider for one, _ in parts],
        }
        _NAME.run(connection, values)


def settle_parts(connection: Connection, report_ids: Sequence[str]) -> Set[str]:
    """Change parts as reports say; returns the reports on parts whose message waits for others."""
    values = {"ids": list(report_ids)}
    _FIND.run(connection, values)
    _LOCK.run(connection, values)
    _SETTLE.run(connection, values)
    return {row.id for row in _WAITING.run(connection, values)}
