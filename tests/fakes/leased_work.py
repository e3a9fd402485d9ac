"""A leased table of nobody's: for tests of what every leased table can do."""

from typing import Any

from sqlalchemy import text

from services.runtime.database import Database
from services.runtime.leased_rows import LeasedTable

UNREADABLE_WORD = "rubbish"

_CREATE = (
    "CREATE SCHEMA work",
    """
    CREATE TABLE work.items (
        id uuid PRIMARY KEY, said text NOT NULL, phone text NOT NULL, came_at timestamptz NOT NULL,
        lease_until timestamptz, attempts int NOT NULL DEFAULT 0, reason text NOT NULL DEFAULT '',
        parked_at timestamptz, park_reason text
    )
    """,
    "CREATE INDEX items_lease ON work.items (lease_until) WHERE lease_until IS NOT NULL",
    "CREATE INDEX items_parked ON work.items (parked_at) WHERE parked_at IS NOT NULL",
)


def create_work(database: Database) -> None:
    """Create the table."""
    with database.transaction() as connection:
        for statement in _CREATE:
            connection.execute(text(statement))


def work_table(*, deleted: bool = False, postponed_by_age: bool = False) -> LeasedTable[str]:
    """Declare it."""
    return LeasedTable(
        name="work.items",
        kind="work",
        columns=("said",),
        read=_said,
        key="item.phone",
        came_in="item.came_at",
        tenant="'acme'",
        phone="item.phone",
        deleted=deleted,
        postponed_by_age=postponed_by_age,
        existing="item.phone <> ''",
    )


def _said(row: Any) -> str:
    said: str = row.said
    if said == UNREADABLE_WORD:
        raise ValueError(said)
    return said
