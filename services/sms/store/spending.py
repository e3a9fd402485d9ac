"""What tenants with a limit had sent a day, in Postgres."""

from datetime import date
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement

# The row is locked from here on: two transactions never spend the same rest.
_SPENT: Final = Statement("""
INSERT INTO sms.spending AS known (tenant, day, segments) VALUES (:tenant, :day, 0)
ON CONFLICT (tenant, day) DO UPDATE SET segments = known.segments
RETURNING segments
""")
_ADD: Final = Statement("""
UPDATE sms.spending SET segments = segments + :segments WHERE tenant = :tenant AND day = :day
""")


class PostgresSpending:
    """Spending on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def spent(self, tenant: str, day: date) -> int:
        """Return how many SMS a day has cost so far; nobody else spends until this transaction ends."""
        found: int = _SPENT.run(self._connection, {"tenant": tenant, "day": day}).value_or_none()
        return found

    def add(self, tenant: str, day: date, segments: int) -> None:
        """Count SMS of a day."""
        values = {"tenant": tenant, "day": day, "segments": segments}
        _ADD.run(self._connection, values)
