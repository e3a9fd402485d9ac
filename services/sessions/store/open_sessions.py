"""Tells the metrics how many sessions are open; every replica says the same."""

from datetime import timedelta
from typing import Final

from prometheus_client import Gauge

from services.runtime.database import Database
from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic
from services.runtime.statements import Statement

LOOK_EVERY: Final = timedelta(minutes=1)
OPEN: Final = Gauge("svar_open_sessions", "Sessions that are open, a million at most")
_COUNT: Final = Statement("""
SELECT count(*) FROM (
    SELECT 1 FROM sessions.sessions WHERE state = 'active' LIMIT 1000000
) AS open
""")


def open_sessions_gauge(database: Database) -> Periodic:
    """Make the worker that keeps the gauge right."""

    def look() -> None:
        with database.transaction() as connection:
            OPEN.set(_COUNT.run(connection).value_or_none())

    return Periodic("open sessions", look, every=LOOK_EVERY, expected=(ServiceError,))
