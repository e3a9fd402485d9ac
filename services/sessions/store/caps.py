"""How many sessions began, in Postgres."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sessions.domain.caps import Count

_COUNTED: Final = Statement("""
SELECT key, sessions FROM sessions.cap_counts WHERE key = ANY(CAST(:keys AS bytea[]))
""")

# Two statements, so that the second one sees what somebody else committed while the first waited.
_ADD: Final = Statement("""
INSERT INTO sessions.cap_counts (key, sessions, ends_at)
SELECT key, 0, ends_at
FROM unnest(CAST(:keys AS bytea[]), CAST(:times AS timestamptz[])) AS input (key, ends_at)
ORDER BY key
ON CONFLICT DO NOTHING
""")

_LOCK: Final = Statement("""
SELECT key, sessions FROM sessions.cap_counts WHERE key = ANY(CAST(:keys AS bytea[]))
ORDER BY key FOR UPDATE
""")

_NOTE: Final = Statement("""
UPDATE sessions.cap_counts AS cap SET sessions = input.sessions
FROM unnest(CAST(:keys AS bytea[]), CAST(:counts AS int[])) AS input (key, sessions)
WHERE cap.key = input.key
""")

# What somebody is adding to is not over, whatever his clock says.
_FORGET: Final = Statement("""
DELETE FROM sessions.cap_counts WHERE key = ANY(ARRAY(
    SELECT key FROM sessions.cap_counts WHERE ends_at < :now FOR UPDATE SKIP LOCKED
))
""")


class PostgresCaps:
    """`ports.Caps` on one open transaction; with nothing to do it asks nothing."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counted(self, keys: Sequence[bytes]) -> Mapping[bytes, int]:
        """Return how many sessions each key counts, without locking."""
        if not keys:
            return {}
        rows = _COUNTED.run(self._connection, {"keys": list(keys)})
        return {bytes(row.key): row.sessions for row in rows}

    def lock(self, counts: Sequence[Count]) -> Mapping[bytes, int]:
        """Lock counts, which begin at 0, and return them by key."""
        if not counts:
            return {}
        times = {count.key: count.ends_at for count in counts}
        given = {"keys": list(times), "times": list(times.values())}
        while True:
            _ADD.run(self._connection, given)
            rows = _LOCK.run(self._connection, {"keys": list(times)})
            found = {bytes(row.key): row.sessions for row in rows}
            # One that was there may have been forgotten before it was locked.
            if found.keys() >= times.keys():
                return found

    def note(self, counted: Mapping[bytes, int]) -> None:
        """Store locked counts."""
        if counted:
            given = {"keys": list(counted), "counts": list(counted.values())}
            _NOTE.run(self._connection, given)

    def forget(self, *, now: datetime) -> None:
        """Delete counts whose period is over."""
        _FORGET.run(self._connection, {"now": now})
