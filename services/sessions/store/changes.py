"""What a transaction tells others, in Postgres: the outbox, and one row of `changes`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.arrays import as_arrays
from services.runtime.statements import Statement
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.session import Session
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

# Whoever forgets at the same time takes others.
_FORGET: Final = Statement("""
DELETE FROM sessions.changes WHERE transaction_id = ANY(ARRAY(
    SELECT oldest.transaction_id FROM (
        SELECT transaction_id, changed_at FROM sessions.changes
        ORDER BY transaction_id LIMIT :limit FOR UPDATE SKIP LOCKED
    ) AS oldest
    WHERE oldest.changed_at < :before
))
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
        touched: Sequence[Session],
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
            "tenants": list({session.tenant: None for session in touched}),
            "session_ids": list({session.id: None for session in touched}),
            "changed_at": at,
        }
        _TELL.run(self._connection, {**as_arrays(outbox, _DELIVERIES, rows), **noted})

    def forget(self, *, before: datetime, limit: int) -> int:
        """Delete the oldest rows of the log that are from before a time; returns how many."""
        return _FORGET.run(self._connection, {"before": before, "limit": limit}).changed
