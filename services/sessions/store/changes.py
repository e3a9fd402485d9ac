"""What a transaction tells others, in Postgres: the outbox, and one row of `changes`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.arrays import as_arrays
from services.runtime.statements import Statement
from services.sessions.domain.delivery import Delivery
from services.sessions.ports.changes import Touched
from services.sessions.store.outbox import to_json
from services.sessions.store.tables import outbox

_DELIVERIES: Final = ("id", "delivery", "lease_until")

# In one round trip. A reader takes the rows below the oldest transaction that is still open, in
# their order, so that one that commits late is never passed over.
_TELL: Final = Statement("""
WITH noted AS (
    INSERT INTO sessions.changes (transaction_id, tenants, session_ids, changed_at)
    SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint), CAST(:tenants AS text[]),
        CAST(:session_ids AS uuid[]), :changed_at
    WHERE cardinality(CAST(:session_ids AS uuid[])) > 0
)
INSERT INTO sessions.outbox (id, delivery, lease_until)
SELECT id, delivery, lease_until
FROM unnest(CAST(:id AS uuid[]), CAST(:delivery AS jsonb[]), CAST(:lease_until AS timestamptz[]))
    AS input (id, delivery, lease_until)
""")

# One forgets at a time. Readers are told how far they would have to have come.
_FORGET: Final = Statement("""
WITH turn AS (
    SELECT pg_try_advisory_xact_lock(hashtextextended('svar.sessions.changes', 0)) AS is_ours
), passed AS (
    SELECT min(transaction_id) AS by_all FROM sessions.change_marks WHERE name <> ''
), gone AS (
    DELETE FROM sessions.changes WHERE transaction_id = ANY(ARRAY(
        SELECT oldest.transaction_id FROM (
            SELECT transaction_id, changed_at FROM sessions.changes
            WHERE (SELECT is_ours FROM turn)
            ORDER BY transaction_id LIMIT :limit
        ) AS oldest
        WHERE oldest.changed_at < :before
            OR (oldest.changed_at < :passed_before
                AND oldest.transaction_id <= (SELECT by_all FROM passed))
    ))
    RETURNING transaction_id
), marked AS (
    INSERT INTO sessions.change_marks AS mark (name, transaction_id, marked_at)
    SELECT '', max(transaction_id), now() FROM gone HAVING count(*) > 0
    ON CONFLICT (name) DO UPDATE
        SET transaction_id = greatest(mark.transaction_id, excluded.transaction_id),
            marked_at = excluded.marked_at
)
SELECT count(*) FROM gone
""")


class PostgresChanges:
    """`ports.Changes` on one open transaction; with nothing to tell it asks nothing."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tell(
        self,
        deliveries: Sequence[Delivery],
        *,
        leased_until: datetime,
        touched: Sequence[Touched],
        at: datetime,
    ) -> None:
        """Store deliveries to hand on, leased to this process, and one row that names what was touched."""
        if not deliveries and not touched:
            return
        rows = (
            {"id": delivery.id, "delivery": to_json(delivery), "lease_until": leased_until}
            for delivery in deliveries
        )
        noted = {
            "tenants": list({tenant: None for tenant, _ in touched}),
            "session_ids": list({session_id: None for _, session_id in touched}),
            "changed_at": at,
        }
        _TELL.run(self._connection, {**as_arrays(outbox, _DELIVERIES, rows), **noted})

    def forget(self, *, before: datetime, passed_before: datetime, limit: int) -> int:
        """Delete the oldest rows of the log that are from before a time, or passed; returns how many."""
        values = {"before": before, "passed_before": passed_before, "limit": limit}
        return int(_FORGET.run(self._connection, values).value_or_none() or 0)
