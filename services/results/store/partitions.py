"""Makes the partitions of `sessions` and `responses`: one for each month in which a session began.

A session's id says when it was made (UUID of version 7, RFC 9562): its first 48 bits are milliseconds.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from services.runtime.database import Database
from services.runtime.statements import Statement

PARTITIONED: Final = ("sessions", "responses")
_FIRST_YEAR: Final = 2020
_LAST_YEAR: Final = 2100
_LOCK_TIMEOUT: Final = Statement("SET LOCAL lock_timeout = '5s'")

Month = tuple[int, int]
"""A year and a month; before and after what is likely, one stands for all."""
BEFORE: Final[Month] = (_FIRST_YEAR - 1, 12)
AFTER: Final[Month] = (_LAST_YEAR, 1)


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


def month_of(session_id: str) -> Month:
    """Return the month in which a session was made.

    >>> month_of("019acf8e-8000-7000-8000-000000000000")
    (2025, 11)
    """
    milliseconds = int(session_id.replace("-", "")[:12], 16)
    if milliseconds >= _milliseconds(AFTER):
        return AFTER
    if milliseconds < _milliseconds((_FIRST_YEAR, 1)):
        return BEFORE
    made_at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return made_at.year, made_at.month


def first_id(month: Month) -> str:
    """Return the lowest id of a month.

    >>> first_id((2026, 1))
    '019b76da-a800-0000-0000-000000000000'
    """
    written = f"{_milliseconds(month):012x}"
    return f"{written[:8]}-{written[8:]}-0000-0000-000000000000"


def partition(table: str, month: Month) -> str:
    """Return the statement that makes a partition."""
    name = f"results.{table}_{month[0]}_{month[1]:02}"
    low, high = _bounds(month)
    return (
        f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF results.{table}"
        f" FOR VALUES FROM ({low}) TO ({high})"
    )


def _bounds(month: Month) -> Iterator[str]:
    year, number = month
    yield "MINVALUE" if month == BEFORE else f"'{first_id(month)}'"
    following = (year + 1, 1) if number == 12 else (year, number + 1)
    yield "MAXVALUE" if month == AFTER else f"'{first_id(following)}'"


def _milliseconds(month: Month) -> int:
    return int(datetime(*month, 1, tzinfo=UTC).timestamp()) * 1000
