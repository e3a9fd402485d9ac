"""Leased tables: one declaration makes the store that `Handoff` works with and the operators' view.

A leased table has the columns id (uuid), lease_until, attempts, reason, park_reason and parked_at. A row
waits while it has a lease, is parked when it lost it without being done, and is kept or deleted once it is
done. How rows get into the table is the business of whoever inserts them; what they hold, of whoever
declares it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from services.runtime.database import Database
from services.runtime.leased import Leased
from services.runtime.logs import get_logger
from services.runtime.park_reason import ParkReason
from services.runtime.parked import ParkedTable
from services.runtime.statements import RELAXED, Statement

RowT = TypeVar("RowT")

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedTable(Generic[RowT]):
    """Declaration of a leased table. Pieces of SQL name its columns as those of `item`.

    `columns` are what `read` needs, which raises ValueError, KeyError, TypeError or AttributeError for a
    row that cannot be read. Rows with the same `key` keep their order. `came_in` is when a row came in: a
    claim hands rows out in that order, and what a person gives back is claimed as of that time. `tenant`
    and `phone` are for operators, and may need what is `joined`.
    """

    name: str
    kind: str
    columns: Sequence[str]
    read: Callable[[Any], RowT]
    key: str
    came_in: str
    tenant: str
    phone: str
    joined: str = ""
    # Which of the due rows are claimed when there are more than the limit.
    claimed_first: str = "lease_until"
    # A condition on what may be claimed, which may name `:of`: what a claim is narrowed to.
    claimable: str = "true"
    # Deleted once they are done; else kept, without a lease.
    deleted: bool = False
    # What else is set of a row that is done and kept.
    done: str = ""
    # A tenth of their age longer each time: for what is probably never going to be done.
    postponed_by_age: bool = False
    # Inserted parked, because nobody understands them.
    inserted_unreadable: bool = False
    # What a person sees of a parked row, where that is not what is read of it.
    shown: Sequence[str] = ()
    # Rows without it are not parked any more, although they were.
    existing: str = "true"

    @property
    def _park_reason_of_old(self) -> str:
        """Why rows are parked that do not say: inserted so, or parked by a release before."""
        if self.inserted_unreadable:
            return f"'{ParkReason.UNREADABLE}'"
        return (
            f"CASE WHEN item.reason LIKE '%UNREADABLE' THEN '{ParkReason.UNREADABLE}'"
            f" ELSE '{ParkReason.REFUSED}' END"
        )

    @property
    def parked(self) -> ParkedTable:
        """The parked rows of the table, as operators see them."""
        # A row that is done has no lease either, where it is kept.
        put_aside = "item.lease_until IS NULL" if self.deleted else "item.parked_at IS NOT NULL"
        return ParkedTable(
            kind=self.kind,
            name=self.name,
            tenant=self.tenant,
            phone=self.phone,
            since=f"coalesce(item.parked_at, {self.came_in})",
            because=f"coalesce(item.park_reason, {self._park_reason_of_old})",
            reason="coalesce(item.reason, '')",
            parked=f"{put_aside} AND {self.existing}",
            given_back=f"lease_until = {self.came_in}, parked_at = NULL",
            content=self.shown or self.columns,
            dropped=f"DELETE FROM {self.name} AS item"
            if self.deleted
            else f"UPDATE {self.name} AS item SET parked_at = NULL",
            joined=self.joined,
        )


class LeasedRows(Generic[RowT]):
    """The store of one leased table: `HandoffStore` on Postgres. Each method is one transaction."""

    def __init__(self, database: Database, table: LeasedTable[RowT]) -> None:
        self._database = database
        self._table = table
        self._claim = _claim(table)
        self._finish = _finish(table)
        self._postpone = _postpone(table)
        self._park = Statement(f"""
            UPDATE {table.name}
            SET lease_until = NULL, parked_at = now(), attempts = attempts + 1, reason = :reason,
                park_reason = :because
            WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NOT NULL
        """)

    def claim(
        self, *, now: datetime, until: datetime, limit: int, of: str = ""
    ) -> Sequence[Leased[RowT]]:
        """Lease rows whose lease ran out, in the order they came in, skipping what others are claiming.

        What cannot be read is parked and keeps no other.
        """
        values = {"now": now, "until": until, "limit": limit, "of": of}
        with self._database.transaction() as connection:
            rows = self._claim.run(connection, values)
        # RETURNING keeps no order.
        read = [(row, self._read(row)) for row in sorted(rows, key=_place_in_line)]
        unreadable = [row.id for row, leased in read if leased is None]
        if unreadable:
            log.error("rows cannot be read", table=self._table.name, rows=unreadable)
            self.park(unreadable, because=ParkReason.UNREADABLE, reason=ParkReason.UNREADABLE.value)
        return [leased for _, leased in read if leased is not None]

    def finish(self, ids: Sequence[str]) -> None:
        """Mark rows as handed on; need not survive a crash, since a repetition is harmless."""
        with self._database.transaction() as connection:
            RELAXED.run(connection)
            self._finish.run(connection, {"ids": list(ids)})

    def postpone(self, ids: Sequence[str], *, until: datetime, reason: str) -> None:
        """Count an attempt and let the rows be claimed again from `until` on, or later if they are old."""
        with self._database.transaction() as connection:
            values = {"ids": list(ids), "until": until, "reason": reason}
            self._postpone.run(connection, values)

    def park(self, ids: Sequence[str], *, because: ParkReason, reason: str) -> None:
        """Put rows aside for a person; they are not claimed any more."""
        values = {"ids": list(ids), "because": because.value, "reason": reason}
        with self._database.transaction() as connection:
            self._park.run(connection, values)

    def _read(self, row: Any) -> Leased[RowT] | None:
        try:
            read = self._table.read(row)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        return Leased(
            id=row.id, key=row.lane_key, until=row.lease_until, attempts=row.attempts, row=read
        )


def _place_in_line(row: Any) -> tuple[datetime, str]:
    return row.came_in_at, row.id


def _claim(table: LeasedTable[RowT]) -> Statement:
    # The ids are found first, and each is then looked up by itself: no plan joins the whole table.
    columns = "".join(f", item.{column}" for column in table.columns)
    return Statement(f"""
        UPDATE {table.name} AS item SET lease_until = :until
        WHERE id = ANY(ARRAY(
            SELECT id FROM {table.name} AS item WHERE lease_until <= :now AND {table.claimable}
            ORDER BY {table.claimed_first}
            LIMIT :limit
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING item.id, item.lease_until, item.attempts,
            {table.key} AS lane_key, {table.came_in} AS came_in_at{columns}
    """)


def _finish(table: LeasedTable[RowT]) -> Statement:
    change = (
        f"DELETE FROM {table.name}"
        if table.deleted
        else f"UPDATE {table.name} SET lease_until = NULL{', ' if table.done else ''}{table.done}"
    )
    return Statement(f"{change} WHERE id = ANY(CAST(:ids AS uuid[]))")


def _postpone(table: LeasedTable[RowT]) -> Statement:
    until = "CAST(:until AS timestamptz)"
    longer = f" + greatest({until} - {table.came_in}, interval '0') / 10"
    return Statement(f"""
        UPDATE {table.name} AS item
        SET lease_until = {until}{longer if table.postponed_by_age else ""},
            attempts = attempts + 1, reason = :reason
        WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NOT NULL
    """)
