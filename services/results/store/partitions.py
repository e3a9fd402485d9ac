"""Makes and drops the partitions of `sessions` and `responses`: one for each month in which a session began."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from services.results.domain.months import AFTER, BEFORE, Month, first_id, following, month_of
from services.runtime.database import Database
from services.runtime.statements import Statement

PARTITIONED: Final = ("sessions", "responses")
_LOCK_TIMEOUT: Final = Statement("SET LOCAL lock_timeout = '5s'")
# Whoever comes later waits as long.
_SHORT_LOCK_TIMEOUT: Final = Statement("SET LOCAL lock_timeout = '1s'")
_KNOWN: Final = Statement("""
SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
WHERE inhparent = CAST('results.sessions' AS regclass) ORDER BY child.relname
""")
_is_month: Final = re.compile(r"sessions_([0-9]{4})_([0-9]{2})").fullmatch


class Partitions:
    """Remembers which partitions there are, and makes the others."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._made: set[Month] = set()

    def prepare(self, session_ids: Iterable[str]) -> None:
        """Make what is missing for these sessions; safe to do twice at once."""
        missing = {month_of(one) for one in session_ids} - self._made
        for month in sorted(missing):
            with self._database.transaction() as connection:
                _LOCK_TIMEOUT.run(connection)
                for table in PARTITIONED:
                    Statement(partition(table, month)).run(connection)
            self._made.add(month)

    def known(self) -> Sequence[Month]:
        """Return the months that have partitions, the oldest first."""
        with self._database.transaction() as connection:
            names = _KNOWN.run(connection).values()
        found = (_is_month(name) for name in names)
        return [(int(one[1]), int(one[2])) for one in found if one]

    def drop(self, connection: Connection, month: Month, *, mark: int) -> None:
        """Drop a month; its days are counted anew, and cursors from before what is dropped are too old."""
        _SHORT_LOCK_TIMEOUT.run(connection)
        for statement in _dropping(month):
            statement.run(connection, {"mark": mark})
        self._made.discard(month)


def _dropping(month: Month) -> Iterator[Statement]:
    sessions, responses = (_name(table, month) for table in PARTITIONED)
    days = f"(SELECT DISTINCT survey_id, day FROM {sessions}) AS gone"
    same = "kept.survey_id = gone.survey_id AND kept.day = gone.day"
    yield Statement(f"""
        UPDATE results.day_marks AS kept SET mark = :mark, marked_at = now() FROM {days} WHERE {same}
    """)
    yield Statement(f"DELETE FROM results.day_counts AS kept USING {days} WHERE {same}")
    yield Statement(f"""
        UPDATE results.progress SET deleted_through = greatest(
            deleted_through, coalesce((SELECT max(feed_place) FROM {responses}), 0))
    """)
    yield Statement(f"DROP TABLE {sessions}, {responses}")


def partition(table: str, month: Month) -> str:
    """Return the statement that makes a partition."""
    low, high = _bounds(month)
    return (
        f"CREATE TABLE IF NOT EXISTS {_name(table, month)} PARTITION OF results.{table}"
        f" FOR VALUES FROM ({low}) TO ({high})"
    )


def _name(table: str, month: Month) -> str:
    return f"results.{table}_{month[0]}_{month[1]:02}"


def _bounds(month: Month) -> Iterator[str]:
    yield "MINVALUE" if month == BEFORE else f"'{first_id(month)}'"
    yield "MAXVALUE" if month == AFTER else f"'{first_id(following(month))}'"
