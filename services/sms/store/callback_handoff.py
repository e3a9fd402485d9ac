"""Callbacks on their way to a second reading: those that were parked, as `Handoff` sees them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, text

from services.runtime.database import Database
from services.runtime.leased import Leased
from services.sms.domain.kept_callbacks import KeptCallback

_CLAIM: Final = text("""
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
_FINISH: Final = text("""
DELETE FROM sms.unreadable_callbacks WHERE id = ANY(CAST(:ids AS uuid[]))
""")

_POSTPONE: Final = text("""
UPDATE sms.unreadable_callbacks
SET lease_until = :until, attempts = attempts + 1, reason = :reason
WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NOT NULL
""")

_PARK: Final = text("""
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
            rows = connection.execute(_CLAIM, {"now": now, "until": until, "limit": limit})
            return sorted((_leased(row) for row in rows), key=lambda leased: leased.row.received_at)

    def finish(self, ids: Sequence[str]) -> None:
        """Delete what was understood."""
        with self._database.transaction() as connection:
            connection.execute(_FINISH, {"ids": list(ids)})

    def postpone(self, ids: Sequence[str], *, until: datetime, reason: str) -> None:
        """Count an attempt and let the callbacks be claimed again from `until` on."""
        with self._database.transaction() as connection:
            connection.execute(_POSTPONE, {"ids": list(ids), "until": until, "reason": reason})

    def park(self, ids: Sequence[str], *, reason: str) -> None:
        """Put callbacks aside again."""
        with self._database.transaction() as connection:
            connection.execute(_PARK, {"ids": list(ids), "reason": reason})


def _leased(row: Row[Any]) -> Leased[KeptCallback]:
    kept = KeptCallback(
        id=row.id,
        provider=row.provider,
        kind=row.kind,
        raw=bytes(row.raw),
        received_at=row.received_at,
    )
    # One key for all: one lane, and so the order in which they came in.
    return Leased(id=kept.id, key="", until=row.lease_until, attempts=row.attempts, row=kept)
