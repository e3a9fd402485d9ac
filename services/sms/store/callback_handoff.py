"""Callbacks on their way to a second reading: those that were parked, as `Handoff` sees them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.runtime.database import Database
from services.runtime.leased import Leased
from services.runtime.statements import Row, Statement
from services.sms.domain.kept_callbacks import KeptCallback

_CLAIM: Final = Statement("""
UPDATE sms.unreadable_callbacks SET lease_until = :until
WHERE id = ANY(ARRAY(
    SELECT id FROM sms.unreadable_callbacks
    WHERE lease_until <= :now
    ORDER BY lease_until
    LIMIT :limit
    FOR UPDATE SKIP LOCKED
))
RETURNING id, provider, kind, raw, received_at, lease_until, attempts
""")

# What was understood is a reply or a report now, and what a phone wrote is not kept twice.
_FINISH: Final = Statement("""
DELETE FROM sms.unreadable_callbacks WHERE id = ANY(CAST(:ids AS uuid[]))
""")

_POSTPONE: Final = Statement("""
UPDATE sms.unreadable_callbacks
SET lease_until = :until, attempts = attempts + 1, reason = :reason
WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NOT NULL
""")

_PARK: Final = Statement("""
UPDATE sms.unreadable_callbacks
SET lease_until = NULL, parked_at = now(), attempts = attempts + 1, reason = :reason
WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NOT NULL
""")


class CallbackHandoffStore:
    """The kept callbacks; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(
        self, *, now: datetime, until: datetime, limit: int
    ) -> Sequence[Leased[KeptCallback]]:
        """Lease what was given back, in the order it came in, skipping what others are claiming."""
        with self._database.transaction() as connection:
            rows = _CLAIM.run(connection, {"now": now, "until": until, "limit": limit})
            return sorted((_leased(row) for row in rows), key=lambda leased: leased.row.received_at)

    def finish(self, ids: Sequence[str]) -> None:
        """Delete what was understood."""
        with self._database.transaction() as connection:
            _FINISH.run(connection, {"ids": list(ids)})

    def postpone(self, ids: Sequence[str], *, until: datetime, reason: str) -> None:
        """Count an attempt and let the callbacks be claimed again from `until` on."""
        with self._database.transaction() as connection:
            _POSTPONE.run(connection, {"ids": list(ids), "until": until, "reason": reason})

    def park(self, ids: Sequence[str], *, reason: str) -> None:
        """Put callbacks aside again."""
        with self._database.transaction() as connection:
            _PARK.run(connection, {"ids": list(ids), "reason": reason})


def _leased(row: Row) -> Leased[KeptCallback]:
    kept = KeptCallback(
        id=row.id,
        provider=row.provider,
        kind=row.kind,
        raw=bytes(row.raw),
        received_at=row.received_at,
    )
    # One key for all: one lane, and so the order in which they came in.
    return Leased(id=kept.id, key="", until=row.lease_until, attempts=row.attempts, row=kept)
