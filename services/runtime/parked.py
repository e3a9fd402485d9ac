"""Parked items: what could not be handled and waits for a person, wherever `Handoff` put it aside.

Lists them, shows one, counts them, gives them back and gives them up. Which tables they lie in, and what
each kind is called, is the stores' business; what is wrong with one is for the person to find out.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, text

from services.runtime.database import Database
from services.runtime.masking import mask_phone
from services.runtime.park_reason import ParkReason
from services.runtime.parked_audit import Operation, note

PAGE = 1000
"""How many items are read or given back at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedItem:
    """One item. `phone` is masked, and empty where none is known; so is `tenant`.

    `because` is one of a closed set; `reason` is a stable word or a short sentence that says more, and
    holds no phone and no text.
    """

    kind: str
    id: str
    tenant: str
    phone: str
    since: datetime
    because: ParkReason
    reason: str
    attempts: int


class Became(StrEnum):
    """What has become of an item since it was given back."""

    DONE = "done"
    WAITS = "waits"
    """For a process to take it; while none runs, for long."""
    PARKED = "parked again"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedFilter:
    """Which items: of a kind, for a reason of either sort (compared whole), parked until then.

    Empty means all.

    `after` is the last item of the page before.
    """

    kind: str = ""
    id: str = ""
    because: ParkReason | None = None
    reason: str = ""
    until: datetime | None = None
    after: ParkedItem | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedCount:
    """How many items of a kind are parked for one reason."""

    kind: str
    because: ParkReason
    reason: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedTable:
    """Where the parked items of one kind lie, in pieces of SQL that name the columns as those of `item`.

    `tenant`, `phone`, `since`, `because` and `reason` are what is shown of a row, for which others may be
    `joined`. `parked` is the condition that it is parked; `given_back` sets what lets a sweep take it
    again. Attempts and reason stay. `content` are the columns that say what the row holds, for a
    person who looks at one. `dropped` begins the statement that gives a row up; empty where something
    else has to be ended.
    """

    kind: str
    name: str
    tenant: str
    phone: str
    since: str
    because: str
    reason: str
    parked: str
    given_back: str
    content: Sequence[str] = ()
    dropped: str = ""
    joined: str = ""

    @property
    def rows(self) -> str:
        """The statement that selects what is parked."""
        return f"""
            SELECT '{self.kind}' AS kind, item.id, {self.tenant} AS tenant, {self.phone} AS phone,
                {self.since} AS since, {self.because} AS because, {self.reason} AS reason,
                item.attempts
            FROM {self.name} AS item {self.joined} WHERE {self.parked}
        """

    @property
    def give_back(self) -> str:
        """The statement that gives back those of `:ids` that are parked, and returns their ids."""
        return f"""
            UPDATE {self.name} AS item SET {self.given_back}
            WHERE id = ANY(CAST(:ids AS uuid[])) AND {self.parked}
            RETURNING id
        """

    @property
    def drop(self) -> str:
        """The statement that gives up those of `:ids` that are parked, and returns their ids."""
        return f"""
            {self.dropped} WHERE id = ANY(CAST(:ids AS uuid[])) AND {self.parked} RETURNING id
        """

    @property
    def show(self) -> str:
        """The statement that selects what one parked row holds."""
        columns = ", ".join(f"item.{name}" for name in self.content)
        return f"""
            SELECT {columns} FROM {self.name} AS item {self.joined}
            WHERE item.id = CAST(:id AS uuid) AND {self.parked}
        """

    @property
    def whereabouts(self) -> str:
        """The statement that says of those of `:ids` that are not done whether they are parked."""
        return f"""
            SELECT item.id, {self.parked} AS is_parked FROM {self.name} AS item {self.joined}
            WHERE item.id = ANY(CAST(:ids AS uuid[])) AND (item.lease_until IS NOT NULL OR {self.parked})
        """


class ParkedItems:
    """The parked items in some tables of one database; each method is one transaction, or several."""

    def __init__(
        self, database: Database, tables: Sequence[ParkedTable], *, audit: Table | None = None
    ) -> None:
        """Take the tables, and the one in which it is written down who changes what is in them."""
        self._database = database
        self._tables = tables
        self._audit = audit

    def page(self, wanted: ParkedFilter) -> Sequence[ParkedItem]:
        """Return items, those parked longest first."""
        with self._database.transaction() as connection:
            return self._page(connection, wanted)

    def counts(self) -> Sequence[ParkedCount]:
        """Count what is parked, by kind and reason; a kind of which nothing is parked is left out."""
        statement = f"""
            SELECT kind, because, reason, count(*) AS items FROM ({_union(self._tables)}) AS parked
            GROUP BY kind, because, reason ORDER BY kind, because, reason
        """
        with self._database.transaction() as connection:
            rows = connection.execute(text(statement))
            return [_count(row) for row in rows]

    def kinds(self) -> dict[str, int]:
        """Count what is parked by kind, with a zero where it is nothing."""
        totals = {table.kind: 0 for table in self._tables}
        for count in self.counts():
            totals[count.kind] += count.items
        return totals

    def find(self, item_id: str) -> ParkedItem | None:
        """Return one item, None when it is not parked here."""
        wanted = ParkedFilter(id=item_id, limit=1)
        return next(iter(self.page(wanted)), None)

    def content(self, item: ParkedItem) -> dict[str, object]:
        """Return what an item holds by the names of columns; nothing when it is not parked any more."""
        table = self._table(item.kind)
        with self._database.transaction() as connection:
            row = connection.execute(text(table.show), {"id": item.id}).mappings().first()
        return dict(row) if row else {}

    def drop(self, ids: Sequence[str]) -> set[str]:
        """Give items up by their ids for good; returns those that were parked here and could be."""
        statements = [table.drop for table in self._tables if table.dropped]
        return self._change(Operation.DROP, statements, ids)

    def became(self, ids: Collection[str]) -> dict[str, Became]:
        """Say of those of the items that are not done what they wait for."""
        with self._database.transaction() as connection:
            return {
                str(row.id): Became.PARKED if row.is_parked else Became.WAITS
                for table in self._tables
                for row in connection.execute(text(table.whereabouts), {"ids": sorted(ids)})
            }

    def retry(self, ids: Sequence[str]) -> set[str]:
        """Give items back by their ids; returns those that were parked here."""
        statements = [table.give_back for table in self._tables]
        return self._change(Operation.RETRY, statements, ids)

    def retry_all(self, wanted: ParkedFilter) -> set[str]:
        """Give back everything that the filter names and that is parked by now; returns their ids.

        What fails again meanwhile is parked anew, and stays so.
        """
        return {
            given
            for page in self._pages(wanted)
            for given in self.retry([item.id for item in page])
        }

    def _change(
        self, operation: Operation, statements: Sequence[str], ids: Sequence[str]
    ) -> set[str]:
        """Run statements on those of the ids that are parked, and write down who does it."""
        values = {"ids": sorted(ids)}
        with self._database.transaction() as connection:
            parked = list(connection.execute(text(_named(self._tables)), values))
            changed = {
                str(row.id)
                for statement in statements
                for row in connection.execute(text(statement), values)
            }
            if self._audit is not None:
                done = [item for item in parked if str(item.id) in changed]
                note(connection, self._audit, operation, done)
            return changed

    def _table(self, kind: str) -> ParkedTable:
        return next(table for table in self._tables if table.kind == kind)

    def _pages(self, wanted: ParkedFilter) -> Iterator[Sequence[ParkedItem]]:
        with self._database.transaction() as connection:
            # Of the clock that parked them.
            now = connection.execute(text("SELECT now()")).scalar_one()
        wanted = replace(wanted, until=now, limit=PAGE)
        while page := self.page(wanted):
            yield page
            wanted = replace(wanted, after=page[-1])

    def _page(self, connection: Connection, wanted: ParkedFilter) -> Sequence[ParkedItem]:
        tables = [table for table in self._tables if wanted.kind in ("", table.kind)]
        if not tables:
            return []
        conditions, values = _conditions(wanted)
        statement = f"""
            SELECT kind, id, tenant, phone, since, because, reason, attempts
            FROM ({_union(tables)}) AS parked
            WHERE {" AND ".join(conditions)}
            ORDER BY since, id LIMIT :limit
        """
        return [_item(row) for row in connection.execute(text(statement), values)]


def _named(tables: Sequence[ParkedTable]) -> str:
    return f"""
        SELECT id, kind, tenant FROM ({_union(tables)}) AS parked
        WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id
    """


def _union(tables: Sequence[ParkedTable]) -> str:
    return " UNION ALL ".join(table.rows for table in tables)


def _conditions(wanted: ParkedFilter) -> tuple[list[str], dict[str, object]]:
    conditions, values = ["true"], dict[str, object](limit=wanted.limit)
    if wanted.id:
        conditions.append("id = CAST(:item_id AS uuid)")
        values["item_id"] = wanted.id
    if wanted.reason:
        conditions.append("reason = :reason")
        values["reason"] = wanted.reason
    if wanted.because is not None:
        conditions.append("because = :because")
        values["because"] = wanted.because.value
    if wanted.until is not None:
        conditions.append("since <= :until")
        values["until"] = wanted.until
    if wanted.after is not None:
        conditions.append("(since, id) > (:since, CAST(:id AS uuid))")
        values |= {"since": wanted.after.since, "id": wanted.after.id}
    return conditions, values


def _item(row: Any) -> ParkedItem:
    return ParkedItem(
        kind=row.kind,
        id=row.id,
        tenant=row.tenant,
        phone=mask_phone(row.phone),
        since=row.since,
        because=ParkReason(row.because),
        reason=row.reason,
        attempts=row.attempts,
    )


def _count(row: Any) -> ParkedCount:
    because = ParkReason(row.because)
    return ParkedCount(kind=row.kind, because=because, reason=row.reason, items=row.items)
