"""`ports.Summaries` in Postgres: conversations are found by the index that keeps their order."""

from collections.abc import Sequence
from typing import Final

from services.runtime.database import Database
from services.runtime.statements import Statement
from services.sms.domain.summaries import ConversationSummary

# What failed after it was sent was paid for; what was dropped or refused before was not.
_SUMMARIES: Final = Statement("""
SELECT conversation_id, min(tenant) AS tenant,
    coalesce(min(provider) FILTER (WHERE sequence = 1), '') AS provider,
    count(*) AS messages,
    coalesce(sum(segments) FILTER (
        WHERE status IN ('queued', 'sent', 'delivered') OR sent_at IS NOT NULL
    ), 0) AS segments,
    min(sent_at) FILTER (WHERE sequence = 1) AS first_sent_at,
    bool_or(sequence = 1 AND status = 'delivered') AS delivered
FROM sms.messages WHERE conversation_id = ANY(CAST(:ids AS uuid[]))
GROUP BY conversation_id
""")


class PostgresSummaries:
    """Sums on one database; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, conversation_ids: Sequence[str]) -> Sequence[ConversationSummary]:
        """Return one for each conversation that has messages."""
        with self._database.transaction() as connection:
            rows = _SUMMARIES.run(connection, {"ids": list(conversation_ids)})
        return [
            ConversationSummary(
                conversation_id=row.conversation_id,
                tenant=row.tenant,
                provider=row.provider,
                messages=row.messages,
                segments=row.segments,
                first_sent_at=row.first_sent_at,
                delivered=row.delivered,
            )
            for row in rows
        ]
