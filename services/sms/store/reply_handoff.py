"""Replies on their way to whoever holds the conversations: the inbox as `Handoff` sees it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.runtime.database import Database
from services.runtime.leased import Leased
from services.runtime.statements import RELAXED, Row, Statement
from services.sms.domain.replies import SAME_TEXT_WINDOW, Reply
from services.sms.store.inbox import REPLY, reply_of

_CLAIM: Final = Statement(f"""
UPDATE sms.inbox SET lease_until = :until
WHERE id = ANY(ARRAY(
    SELECT id FROM sms.inbox
    WHERE lease_until <= :now
    ORDER BY lease_until
    LIMIT :limit
    FOR UPDATE SKIP LOCKED
))
RETURNING {REPLY}, lease_until, attempts
""")

_FINISH: Final = Statement("""
UPDATE sms.inbox SET lease_until = NULL WHERE id = ANY(CAST(:ids AS uuid[]))
""")

_POSTPONE: Final = Statement("""
UPDATE sms.inbox SET lease_until = :until, attempts = attempts + 1, reason = :reason
WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NOT NULL
""")

_PARK: Final = Statement("""
UPDATE sms.inbox
SET lease_until = NULL, parked_at = now(), attempts = attempts + 1, reason = :reason
WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NOT NULL
""")

_FORGET: Final = Statement("DELETE FROM sms.recent_texts WHERE seen_at < :before")


class ReplyHandoffStore:
    """The inbox; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Leased[Reply]]:
        """Lease replies whose lease ran out, oldest first, skipping what others are claiming."""
        with self._database.transaction() as connection:
            _FORGET.run(connection, {"before": now - 2 * SAME_TEXT_WINDOW})
            rows = _CLAIM.run(connection, {"now": now, "until": until, "limit": limit})
            return sorted((_leased(row) for row in rows), key=lambda leased: leased.row.received_at)

    def finish(self, ids: Sequence[str]) -> None:
        """Mark replies as handed on; need not survive a crash, since a repetition is harmless."""
        with self._database.transaction() as connection:
            RELAXED.run(connection)
            _FINISH.run(connection, {"ids": list(ids)})

    def postpone(self, ids: Sequence[str], *, until: datetime, reason: str) -> None:
        """Count an attempt and let the replies be claimed again from `until` on."""
        with self._database.transaction() as connection:
            _POSTPONE.run(connection, {"ids": list(ids), "until": until, "reason": reason})

    def park(self, ids: Sequence[str], *, reason: str) -> None:
        """Put replies aside for a person; they are not claimed any more."""
        with self._database.transaction() as connection:
            _PARK.run(connection, {"ids": list(ids), "reason": reason})


def leased_reply(reply: Reply, *, until: datetime, attempts: int = 0) -> Leased[Reply]:
    """Return a reply as `Handoff` takes it; those of one phone keep their order."""
    return Leased(id=reply.id, key=reply.phone, until=until, attempts=attempts, row=reply)


def _leased(row: Row) -> Leased[Reply]:
    return leased_reply(reply_of(row), until=row.lease_until, attempts=row.attempts)
