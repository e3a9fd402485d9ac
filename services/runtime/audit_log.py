"""Reads what a context has written down about changes, and forgets what is old. Writing is `audit_table`'s."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, delete, select

from services.runtime.clock import Clock
from services.runtime.database import Database
from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic

FORGET_EVERY: Final = timedelta(hours=1)
FORGOTTEN_AT_A_TIME: Final = 5_000
"""Entries in one transaction, so that none holds locks for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries of a tenant; what is empty or None does not narrow them.

    `before_id` is the last id of the page before.
    """

    tenant: str
    operation: str = ""
    object: str = ""
    actor_id: str = ""
    from_time: datetime | None = None
    to_time: datetime | None = None
    before_id: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Rows of the table, newest first; the next page begins before `next_id`, None after the last."""

    rows: Sequence[Any]
    next_id: str | None


class AuditLog:
    """The entries of one context; each method is a transaction."""

    def __init__(self, database: Database, table: Table) -> None:
        self._database = database
        self._table = table

    def page(self, wanted: AuditFilter) -> AuditPage:
        """Return entries, newest first."""
        statement = (
            select(self._table)
            .where(*_conditions(wanted, self._table.c))
            .order_by(self._table.c.id.desc())
            .limit(wanted.limit + 1)
        )
        with self._database.transaction() as connection:
            rows = list(connection.execute(statement))
        more = len(rows) > wanted.limit
        shown = rows[: wanted.limit]
        return AuditPage(rows=shown, next_id=shown[-1].id if more else None)

    def forget(self, *, before: datetime, limit: int = FORGOTTEN_AT_A_TIME) -> int:
        """Delete so many of the oldest entries written before a time; returns how many there were."""
        column = self._table.c
        oldest = (
            select(column.id)
            .where(column.id < first_id_of(before))
            .order_by(column.id)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            return connection.execute(delete(self._table).where(column.id.in_(oldest))).rowcount


def audit_forgetter(log: AuditLog, *, clock: Clock, kept: timedelta) -> Periodic:
    """Make the worker that forgets old entries; any number of replicas may run it at once."""

    def forget() -> None:
        before = clock.now() - kept
        while log.forget(before=before) == FORGOTTEN_AT_A_TIME:
            pass

    return Periodic("audit", forget, every=FORGET_EVERY, expected=(ServiceError,))


def _conditions(wanted: AuditFilter, column: Any) -> list[Any]:
    narrowing = {name: getattr(wanted, name) for name in ("operation", "object", "actor_id")}
    conditions = [column[name] == value for name, value in narrowing.items() if value]
    # Times by the ids, which are in the index and sort by when they were made.
    if wanted.from_time is not None:
        conditions.append(column.id >= first_id_of(wanted.from_time))
    if wanted.to_time is not None:
        conditions.append(column.id < first_id_of(wanted.to_time))
    if wanted.before_id is not None:
        conditions.append(column.id < wanted.before_id)
    return [column.tenant == wanted.tenant, *conditions]


def first_id_of(moment: datetime) -> str:
    """Return what sorts before every id of version 7 that was made then or later.

    >>> from datetime import UTC
    >>> first_id_of(datetime(2026, 11, 29, tzinfo=UTC))
    '01a22499-f800-7000-8000-000000000000'
    >>> first_id_of(datetime(1969, 12, 31, tzinfo=UTC))  # ids count from 1970
    '00000000-0000-7000-8000-000000000000'
    """
    milliseconds = max(0, int(moment.timestamp() * 1000))
    return str(UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62)))
