"""Tells the metrics how much waits in the tables, and for how long: the figure that alerts and scalers look at.

Every replica reports the same, since they read the same tables: take the greatest of them, not their sum. What
waits in one process's memory is `svar_handoff_backlog`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from prometheus_client import Gauge

from services.runtime.database import Database
from services.runtime.errors import ServiceError
from services.runtime.leased_rows import LeasedTable
from services.runtime.periodic import Periodic
from services.runtime.statements import Statement

LOOK_EVERY: Final = timedelta(seconds=15)
MOST_ROWS: Final = 10_000
"""How many rows of a queue are counted, those whose turn came first; more count as so many."""

ROWS = Gauge("svar_queue_rows", "Rows that wait, at most 10000 a queue", ["queue", "provider"])
OLDEST = Gauge(
    "svar_queue_oldest_seconds",
    "For how long the oldest of the rows that wait has waited",
    ["queue", "provider"],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """One queue: `rows` is SQL for a row's `provider` and `since` when it has waited, at most :limit rows."""

    queue: str
    rows: str

    @property
    def statement(self) -> Statement:
        """The statement that counts them by provider."""
        return Statement(f"""
            SELECT provider, count(*) AS waiting,
                greatest(extract(epoch FROM now() - min(since)), 0)::float8 AS seconds
            FROM ({self.rows}) AS waiting GROUP BY provider
        """)


def view_of(table: LeasedTable[Any], *, queue: str, provider: str = "''") -> QueueView:
    """Return how long the rows of a leased table have waited since they came in.

    A row has a lease as long as somebody has to act on it.
    """
    return QueueView(
        queue=queue,
        rows=f"""
            SELECT {provider} AS provider, {table.came_in} AS since FROM {table.name} AS item
            WHERE lease_until IS NOT NULL ORDER BY lease_until LIMIT :limit
        """,
    )


def queue_gauge(database: Database, views: Sequence[QueueView]) -> Periodic:
    """Make the worker that keeps the gauges right."""
    statements = {view.queue: view.statement for view in views}
    seen: set[tuple[str, str]] = {(view.queue, "") for view in views}

    def look() -> None:
        waiting = _waiting(database, statements)
        # A queue that is empty now is told so, and does not keep its last figure.
        seen.update(waiting)
        for labels in seen:
            rows, seconds = waiting.get(labels, (0, 0.0))
            ROWS.labels(*labels).set(rows)
            OLDEST.labels(*labels).set(seconds)

    return Periodic("queues", look, every=LOOK_EVERY, expected=(ServiceError,))


def _waiting(
    database: Database, statements: dict[str, Statement]
) -> dict[tuple[str, str], tuple[int, float]]:
    with database.transaction() as connection:
        return {
            (queue, row.provider): (row.waiting, row.seconds)
            for queue, statement in statements.items()
            for row in statement.run(connection, {"limit": MOST_ROWS})
        }
