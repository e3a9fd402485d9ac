"""How many messages began to ranges of numbers a day, for tenants that brake them, in Postgres."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from services.runtime.database import Database
from services.runtime.statements import RELAXED, Statement
from services.sms.domain.prefix_brake import LOOKS_BACK, Begun

# The rows are locked from here on, in one order: two transactions never begin the same last message.
_TODAY: Final = Statement("""
INSERT INTO sms.range_days AS known (day, tenant, prefix, begun)
SELECT :day, :tenant, prefix, 0 FROM unnest(CAST(:prefixes AS text[])) AS given (prefix)
ORDER BY prefix
ON CONFLICT (day, tenant, prefix) DO UPDATE SET begun = known.begun
RETURNING prefix, begun
""")
_BEFORE: Final = Statement("""
SELECT given.prefix, max(known.begun) AS most
FROM unnest(CAST(:prefixes AS text[])) AS given (prefix)
JOIN sms.range_days AS known
    ON known.tenant = :tenant AND known.prefix = given.prefix
    AND known.day >= :since AND known.day < :day
GROUP BY given.prefix
""")
_ADD: Final = Statement("""
UPDATE sms.range_days AS known SET begun = known.begun + given.count
FROM unnest(CAST(:prefixes AS text[]), CAST(:counts AS int[])) AS given (prefix, count)
WHERE known.day = :day AND known.tenant = :tenant AND known.prefix = given.prefix
""")
_FORGET: Final = Statement("DELETE FROM sms.range_days WHERE day < :before")


class PostgresRangeDays:
    """The counts on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begun(self, tenant: str, day: date, ranges: Sequence[str]) -> Mapping[str, Begun]:
        """Return what began to ranges; nobody else begins to them until this transaction ends."""
        values = {"tenant": tenant, "day": day, "prefixes": list(ranges), "since": day - LOOKS_BACK}
        today = {row.prefix: row.begun for row in _TODAY.run(self._connection, values)}
        before = {row.prefix: row.most for row in _BEFORE.run(self._connection, values)}
        return {one: Begun(today.get(one, 0), before.get(one, 0)) for one in ranges}

    def add(self, tenant: str, day: date, begun: Mapping[str, int]) -> None:
        """Count messages that began."""
        if begun:
            values = {"prefixes": list(begun), "counts": list(begun.values())}
            _ADD.run(self._connection, {"tenant": tenant, "day": day, **values})


class RangeDays:
    """The table of them; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, now: datetime) -> int:
        """Delete days that nobody looks back to; returns how many rows there were."""
        with self._database.transaction() as connection:
            RELAXED.run(connection)
            # A tenant's day may be another one than ours.
            return _FORGET.run(
                connection, {"before": (now - LOOKS_BACK).date() - timedelta(days=1)}
            ).changed
