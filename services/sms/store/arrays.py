"""Rows as one array per column, which is how a statement takes a whole batch."""

from collections.abc import Iterable, Mapping, Sequence

Columns = Mapping[str, str]
"""The Postgres type of each column, by its name."""


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
