"""Tells the metrics for how long somebody has kept dead rows from being removed.

A transaction that stays open, a report or a forgotten session, holds a snapshot, and no row that died since can be
removed; every sweep then reads past all of them. Needs the rights of `pg_read_all_stats` to see other roles.
"""

from datetime import timedelta
from typing import Final

from prometheus_client import Gauge

from services.runtime.database import Database
from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic
from services.runtime.statements import Statement

LOOK_EVERY: Final = timedelta(seconds=15)
OLDEST = Gauge(
    "svar_postgres_oldest_snapshot_seconds",
    "For how long the oldest transaction has kept dead rows from being removed",
)
_OLDEST: Final = Statement("""
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(xact_start)), 0)::float8
FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid()
""")


def snapshot_gauge(database: Database) -> Periodic:
    """Make the worker that keeps the gauge right."""

    def look() -> None:
        with database.transaction() as connection:
            OLDEST.set(max(_OLDEST.run(connection).value_or_none() or 0.0, 0.0))

    return Periodic("snapshots", look, every=LOOK_EVERY, expected=(ServiceError,))
