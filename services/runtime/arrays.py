"""Set-based statements: many rows in one statement, as one array a column.

`INSERT … SELECT FROM unnest(…)` costs one round trip and one plan, however many rows there are
(`architecture.md` section 2, rule 5).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Dialect, Table, TextClause, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB

Row = Mapping[str, Any]

_POSTGRES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy


def insert_rows(table: Table, columns: Sequence[str], *, tail: str = "") -> TextClause:
    """Build an insert of rows given as arrays; `tail` is for ON CONFLICT and RETURNING."""
    arrays = ", ".join(array_of(table.c[name]) for name in columns)
    names = ", ".join(columns)
    return text(f"INSERT INTO {table.fullname} ({names}) SELECT * FROM unnest({arrays}) {tail}")


def array_of(column: Column[Any], *, name: str | None = None) -> str:
    """Write the parameter that holds one column of all rows, with its type."""
    kind = column.type.compile(dialect=_POSTGRES)
    return f"CAST(:{name or column.name} AS {kind}[])"


def as_arrays(table: Table, columns: Sequence[str], rows: Iterable[Row]) -> dict[str, list[Any]]:
    """Turn rows into one list a column; JSON columns are written as text."""
    listed = list(rows)
    return {name: [_written(table.c[name], row[name]) for row in listed] for name in columns}


def _written(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, JSONB) and value is not None:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value
