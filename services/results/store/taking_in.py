"""`ports.TakingIn` in Postgres: one row says how far it has come, and whose turn it is to write."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from services.results.domain.months import Month, first_id, following
from services.results.ports.taking_in import OvertakenError, Progress, Standing
from services.results.store.partitions import Partitions
from services.results.store.progress_rows import COLUMNS, from_row
from services.results.store.writing import PostgresWriting
from services.runtime.database import Database
from services.runtime.statements import Statement

_BEGIN: Final = Statement("""
INSERT INTO results.progress (name, cursor, position, generation, rebuilding, turn, holder,
    lease_until, as_of, deleted_through)
VALUES ('sessions', 0, 0, 1, true, 0, '', '-infinity', 'epoch', 0)
ON CONFLICT DO NOTHING
""")

# Kept without a write while most of it is left.
_READ: Final = Statement(f"SELECT {COLUMNS}, holder, lease_until FROM results.progress")
_CLAIM: Final = Statement(f"""
UPDATE results.progress SET holder = :holder, lease_until = :until
WHERE holder = :holder OR lease_until <= :now
RETURNING {COLUMNS}
""")
_LOCK: Final = Statement("SELECT turn FROM results.progress FOR UPDATE")
_UNSETTLED: Final = Statement("""
SELECT id FROM results.sessions WHERE unsettled_until <= :now ORDER BY unsettled_until LIMIT :limit
""")
# As many as Postgres reckons: to count them all would take seconds.
_STANDING: Final = Statement("""
SELECT as_of, rebuilding, (
    SELECT CAST(coalesce(sum(greatest(child.reltuples, 0)), 0) AS bigint)
    FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = CAST('results.sessions' AS regclass)
) AS sessions
FROM results.progress
""")
# Months go from the oldest on, and what was written in them with them.
_FORGET_VERBATIMS: Final = Statement("""
DELETE FROM results.verbatims WHERE (session_id, place) IN (
    SELECT session_id, place FROM results.verbatims WHERE session_id < CAST(:below AS uuid)
    ORDER BY session_id LIMIT :limit
)
""")
_BEGIN_AGAIN: Final = Statement("""
UPDATE results.progress
SET rebuilding = true, rebuilt_through = NULL, generation = generation + 1, turn = turn + 1
""")


class PostgresTakingIn:
    """The read model on one database, for the one who writes it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._partitions = Partitions(database)

    def claim(self, holder: str, *, now: datetime, until: datetime) -> Progress | None:
        """Take or keep the lease; None when somebody else has it."""
        with self._database.transaction() as connection:
            found = _READ.run(connection).one_or_none()
            if found is None:
                _BEGIN.run(connection)
            elif found.holder == holder and found.lease_until > now + (until - now) / 2:
                return from_row(found)
            values = {"holder": holder, "now": now, "until": until}
            row = _CLAIM.run(connection, values).one_or_none()
        return from_row(row) if row else None

    @contextmanager
    def writing(self, turn: int) -> Iterator[PostgresWriting]:
        """Open a transaction; raises OvertakenError unless nobody has written since that turn."""
        with self._database.transaction() as connection:
            if _LOCK.run(connection).value_or_none() != turn:
                raise OvertakenError
            yield PostgresWriting(connection, mark=turn + 1)

    def unsettled(self, *, now: datetime, limit: int) -> Sequence[str]:
        """Return sessions whose messages are to be asked for again."""
        with self._database.transaction() as connection:
            return _UNSETTLED.run(connection, {"now": now, "limit": limit}).values()

    def prepare(self, session_ids: Sequence[str]) -> None:
        """Make room for sessions of a new month."""
        self._partitions.prepare(session_ids)

    def months(self) -> Sequence[Month]:
        """Return the months that there is room for, the oldest first."""
        return self._partitions.known()

    def forget_verbatims(self, month: Month, *, limit: int) -> int:
        """Delete some of what was written in the sessions of a month; returns how much."""
        values = {"below": first_id(following(month)), "limit": limit}
        with self._database.transaction() as connection:
            return _FORGET_VERBATIMS.run(connection, values).changed

    def drop_month(self, month: Month, saved: Progress) -> None:
        """Drop the sessions of a month, in the turn before the progress to save."""
        with self._database.transaction() as connection:
            if _LOCK.run(connection).value_or_none() != saved.turn - 1:
                raise OvertakenError
            self._partitions.drop(connection, month, mark=saved.turn)
            PostgresWriting(connection, mark=saved.turn).save(saved)

    def standing(self) -> Standing:
        """Return how far it has come."""
        with self._database.transaction() as connection:
            row = _STANDING.run(connection).one_or_none()
        if row is None:
            return Standing(as_of=datetime.fromtimestamp(0, UTC), rebuilding=True, sessions=0)
        return Standing(as_of=row.as_of, rebuilding=row.rebuilding, sessions=row.sessions)

    def begin_again(self) -> None:
        """Have all sessions read anew."""
        with self._database.transaction() as connection:
            _BEGIN.run(connection)
            _BEGIN_AGAIN.run(connection)
