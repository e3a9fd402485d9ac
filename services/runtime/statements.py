"""Statements that are SQL already, given to psycopg as they are.

SQLAlchemy keeps the pool and the transaction. To look up, compile and wrap a statement that somebody has
written out takes it twice the processor time of the statement itself, and a reply leads to a dozen of them.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from psycopg import Connection as PsycopgConnection
from psycopg.rows import namedtuple_row
from sqlalchemy import Connection

Row = Any
"""A named tuple with the columns of its statement."""

_NAMED: Final = re.compile(r"(?<![:\w]):([a-z]\w*)")
_NOTHING: Final[Mapping[str, object]] = {}


class Rows(list[Row]):
    """What a statement returned, in its order; `changed` counts the rows that it wrote or returned."""

    changed: int = 0

    def one_or_none(self) -> Row | None:
        """Return the first row, None when there is none."""
        return self[0] if self else None

    def value_or_none(self) -> Any:
        """Return the first column of the first row, None when there is none."""
        return self[0][0] if self else None

    def values(self) -> list[Any]:
        """Return the first column of every row."""
        return [row[0] for row in self]


class Statement:
    """A statement with parameters written `:name`; a list is given for an array.

    >>> Statement("SELECT :phone::text, 5 % 2 AS rest").sql
    'SELECT %(phone)s::text, 5 %% 2 AS rest'
    """

    def __init__(self, sql: str) -> None:
        self.sql: Final = _NAMED.sub(r"%(\1)s", sql.replace("%", "%%"))
        # The text is ours, whole: what comes from others travels beside it.
        self._query: Final = self.sql.encode()

    def run(self, connection: Connection, values: Mapping[str, object] = _NOTHING) -> Rows:
        """Execute it in the connection's transaction and return all of its rows.

        Raises the errors of psycopg, which `Database.transaction` translates.
        """
        cursor = _driver(connection).cursor(row_factory=namedtuple_row)
        cursor.execute(self._query, values)
        rows = Rows(cursor.fetchall() if cursor.description else ())
        rows.changed = cursor.rowcount
        return rows


RELAXED: Final = Statement("SET LOCAL synchronous_commit = off")
"""What is committed after it need not survive a crash: repeating it is harmless."""


def _driver(connection: Connection) -> PsycopgConnection[Any]:
    return cast(PsycopgConnection[Any], connection.connection.driver_connection)
