"""Builds indexes on tables that are in use. For revisions; a table made by the same one needs it not."""

from typing import Final

from alembic import op
from sqlalchemy import text

from services.runtime.migrate import LOCK_TIMEOUT

_LEFT_OVER: Final = text("""
    SELECT 1 FROM pg_index JOIN pg_class ON pg_class.oid = pg_index.indexrelid
    WHERE pg_class.oid = to_regclass(:name) AND NOT indisvalid
""")


def build_index(
    name: str, *, table: str, columns: str, where: str = "", unique: bool = False
) -> None:
    """Build an index CONCURRENTLY, in no transaction, so that nobody waits for it.

    What an interrupted build left behind is dropped first. Everything else in such a revision is done
    again after an interruption, and must bear it (IF NOT EXISTS). `table` names its schema.
    """
    migration = op.get_context()
    qualified = f"{table.split('.')[0]}.{name}"
    with migration.autocommit_block():
        # Building waits for old transactions, as long as they last, and keeps nobody waiting meanwhile.
        op.execute("SET lock_timeout = 0")
        connection = None if migration.as_sql else migration.connection
        if connection is not None and connection.execute(_LEFT_OVER, {"name": qualified}).first():
            op.execute(f"DROP INDEX CONCURRENTLY {qualified}")
        op.execute(
            f"CREATE {'UNIQUE ' if unique else ''}INDEX CONCURRENTLY IF NOT EXISTS {name}"
            f" ON {table} ({columns}){f' WHERE {where}' if where else ''}"
        )
        op.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
