"""Looks for words in every column of every table of a schema, so that a table added later is searched, too."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from services.runtime.database import Database

_COLUMNS = text("""
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = :schema ORDER BY table_name, ordinal_position
""")


def places_of(database: Database, schema: str, words: Iterable[str]) -> list[str]:
    """Return `table.column: word` for each place where one of the words stands, in whatever type."""
    with database.transaction() as connection:
        columns = connection.execute(_COLUMNS, {"schema": schema}).all()
        assert columns, f"there is no schema {schema}"
        return [
            f"{table}.{column}: {word}"
            for table, column, kind in columns
            for word in words
            if _stands_in(connection, f'{schema}."{table}"', column, kind, word)
        ]


def _stands_in(connection: Connection, table: str, column: str, kind: str, word: str) -> bool:
    shown = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
    found = connection.execute(
        text(f"SELECT 1 FROM {table} WHERE position(:word IN {shown}) > 0 LIMIT 1"), {"word": word}
    )
    return found.first() is not None
