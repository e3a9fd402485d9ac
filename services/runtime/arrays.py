"""Set-based statements: many rows in one statement, as one array a column.

`INSERT … SELECT FROM unnest(…)` costs one round trip and one plan, however many rows there are
(`services/README.md`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Dialect, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB

from services.runtime.statements import Statement

Row = Mapping[str, Any]

Columns = Mapping[str, str]
"""The Postgres type of each column, by its name."""

_POSTGRES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy
_encode: Final = msgspec.json.Encoder().encode


def unnest(columns: Columns) -> str:
    """Return the table expression over arrays with the columns' names, and their `position` from 1.

    >>> unnest({"id": "uuid", "text": "text"})
    'unnest(CAST(:id AS uuid[]), CAST(:text AS text[])) WITH ORDINALITY AS input (id, text, position)'
    """
    arrays = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in columns.items())
    return f"unnest({arrays}) WITH ORDINALITY AS input ({', '.join(columns)}, position)"


def arrays(rows: Iterable[object], columns: Columns) -> dict[str, Sequence[object]]:
    """Return the values of the rows' attributes, by column."""
    listed = list(rows)
    return {name: [getattr(row, name) for row in listed] for name in columns}


def columns_of(table: Table, names: Sequence[str]) -> Columns:
    """Return the types of a table's columns."""
    return {name: table.c[name].type.compile(dialect=_POSTGRES) for name in names}


def insert_rows(table: Table, names: Sequence[str], *, tail: str = "") -> Statement:
    """Build an insert of rows given as arrays; `tail` is for ON CONFLICT and RETURNING."""
    listed = ", ".join(names)
    rows = unnest(columns_of(table, names))
    return Statement(f"INSERT INTO {table.fullname} ({listed}) SELECT {listed} FROM {rows} {tail}")


def as_arrays(table: Table, names: Sequence[str], rows: Iterable[Row]) -> dict[str, list[Any]]:
    """Turn rows, given by column, into one list a column; JSON columns are written as text."""
    listed = list(rows)
    return {name: _column(table.c[name], [row[name] for row in listed]) for name in names}


def _column(column: Column[Any], values: list[Any]) -> list[Any]:
    if not isinstance(column.type, JSONB):
        return values
    return [None if value is None else _encode(value).decode() for value in values]
