"""The outbox and the log of changes, in memory."""

from collections.abc import Sequence
from datetime import datetime

from services.sessions.domain.delivery import Delivery
from services.sessions.ports.changes import Touched
from tests.fakes.sessions_store.rows import NotedChange, Rows


class FakeChanges:
    """`ports.Changes` on tables in memory."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def tell(
        self,
        deliveries: Sequence[Delivery],
        *,
        leased_until: datetime,
        touched: Sequence[Touched],
        at: datetime,
    ) -> None:
        """Store deliveries and one row that names what was touched."""
        self._rows.deliveries.extend(deliveries)
        if touched:
            ids = frozenset(session_id for _, session_id in touched)
            tenants = frozenset(tenant for tenant, _ in touched)
            self._rows.changes.append(NotedChange(session_ids=ids, tenants=tenants, at=at))

    def forget(self, *, before: datetime, passed_before: datetime, limit: int) -> int:
        """Delete the oldest rows of the log that are from before a time; returns how many."""
        oldest = self._rows.changes[:limit]
        old = [one for one in oldest if one.at < before]
        self._rows.changes = [one for one in self._rows.changes if one not in old]
        return len(old)
