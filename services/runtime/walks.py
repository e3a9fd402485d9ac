"""Daily walks over tables in the order of their ids, which are UUIDs of version 7 and so tell when rows were made.

A walk looks at what it has not looked at before, a bounded number of rows in each transaction, and notes how far
it has come: one that breaks off, because a process died or for lack of time, goes on from there in any replica.
What is done with the rows, and which of them are due, is known to whoever declares it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from prometheus_client import Counter
from sqlalchemy import Column, DateTime, MetaData, Table, Text, Uuid

from services.runtime.audit_log import first_id_of
from services.runtime.clock import Clock
from services.runtime.database import Database
from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic
from services.runtime.statements import Statement
from services.runtime.stretch import BEFORE_ALL, Stretch

STEPS = Counter("svar_walk_steps_total", "Transactions of daily walks", ["walk"])

ROWS_IN_A_STEP: Final = 1_000
STEPS_IN_A_RUN: Final = 50
"""So many transactions, and then the next walk has its turn; the rest follows in the next run."""
RUN_EVERY: Final = timedelta(seconds=5)
LEASE: Final = timedelta(minutes=10)
"""Longer than a run takes, a statement's time limit included; what a dead process held is taken over then."""
_KEPT_FOR: Final = timedelta(days=60)
"""How long it is remembered of a walk that nobody takes any more how far it has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One walk a day. `kind` is one of a few words, for metrics; `name` is unique, and is kept.

    It is due since `moment`. Rows made at `before` or later are not looked at; those made before `again_from` are
    not looked at again by the next one. `step` does one transaction, and returns the last id that it looked at,
    or None when there was none.
    """

    kind: str
    name: str
    moment: datetime
    before: datetime
    again_from: datetime
    step: Callable[[Stretch], str | None]


def walks_table(metadata: MetaData) -> Table:
    """Declare the table `walks` in the schema of `metadata`; its migrations create it."""
    return Table(
        "walks",
        metadata,
        Column("name", Text, primary_key=True),
        # Rows up to this one need not be looked at again; absent before the first walk is done.
        Column("through", Uuid(as_uuid=False)),
        # The last row that an unfinished walk looked at, and the moment since which that was due.
        Column("position", Uuid(as_uuid=False)),
        Column("begun_for", DateTime(timezone=True)),
        # The moment since which the last finished walk was due.
        Column("done_for", DateTime(timezone=True)),
        Column("lease_until", DateTime(timezone=True), nullable=False),
    )


class Walks:
    """How far walks have come, in one schema; each method is a transaction."""

    def __init__(self, database: Database, table: Table) -> None:
        self._database = database
        name = table.fullname
        self._begin = Statement(f"""
            INSERT INTO {name} (name, lease_until) VALUES (:name, '-infinity') ON CONFLICT DO NOTHING
        """)
        # Rows that were not due the last time may be now: a walk of another day begins anew.
        self._claim = Statement(f"""
            UPDATE {name} SET lease_until = :until, begun_for = :moment,
                position = CASE WHEN begun_for = :moment THEN position END
            WHERE name = :name AND lease_until <= :now AND (done_for IS NULL OR done_for < :moment)
            RETURNING coalesce(position, through) AS after
        """)
        self._is_done = Statement(f"SELECT done_for >= :moment FROM {name} WHERE name = :name")
        self._note = Statement(f"""
            UPDATE {name} SET position = CAST(:position AS uuid), lease_until = '-infinity'
            WHERE name = :name AND begun_for = :moment
        """)
        self._finish = Statement(f"""
            UPDATE {name} SET through = CAST(:through AS uuid), position = NULL,
                lease_until = '-infinity', done_for = :moment
            WHERE name = :name AND begun_for = :moment
        """)
        self._forget = Statement(f"DELETE FROM {name} WHERE done_for < :before")

    def claim(self, walk: Walk, *, now: datetime) -> str | None:
        """Take a walk that is due and return after which id to go on; None when it is done or another's."""
        values = {"name": walk.name, "now": now, "until": now + LEASE, "moment": walk.moment}
        with self._database.transaction() as connection:
            self._begin.run(connection, {"name": walk.name})
            row = self._claim.run(connection, values).one_or_none()
        return None if row is None else row.after or BEFORE_ALL

    def is_done(self, walk: Walk) -> bool:
        """Say whether somebody has finished it."""
        with self._database.transaction() as connection:
            found = self._is_done.run(connection, {"name": walk.name, "moment": walk.moment})
        return bool(found.value_or_none())

    def note(self, walk: Walk, *, position: str) -> None:
        """Note how far it has come, and let go of it."""
        values = {"name": walk.name, "position": position, "moment": walk.moment}
        with self._database.transaction() as connection:
            self._note.run(connection, values)

    def finish(self, walk: Walk, *, through: str) -> None:
        """Note that it is done, and through which row the next one need not look."""
        values = {"name": walk.name, "through": through, "moment": walk.moment}
        with self._database.transaction() as connection:
            self._finish.run(connection, values)

    def forget(self, *, before: datetime) -> None:
        """Delete what is known of walks that nobody takes any more."""
        with self._database.transaction() as connection:
            self._forget.run(connection, {"before": before})


class Walker:
    """Takes the walks that are due; any number of replicas may do so at once, each walk is taken by one."""

    def __init__(
        self,
        walks: Walks,
        *,
        declared: Callable[[datetime], Iterable[Walk]],
        clock: Clock,
        rows: int = ROWS_IN_A_STEP,
    ) -> None:
        """`declared` says which walks there are at a time."""
        self._walks = walks
        self._declared = declared
        self._clock = clock
        self._rows = rows
        self._done: dict[str, datetime] = {}

    def __call__(self) -> bool:
        """Take what is due, up to a bound for each; returns whether everything is done."""
        now = self._clock.now()
        everything = True
        for walk in self._declared(now):
            if self._done.get(walk.name) != walk.moment:
                everything = self._take(walk, now) and everything
        return everything

    def worker(self) -> Periodic:
        """Make the worker; with nothing due it asks the database nothing."""

        def run() -> None:
            self()

        return Periodic("keeping", run, every=RUN_EVERY, expected=(ServiceError,))

    def _take(self, walk: Walk, now: datetime) -> bool:
        after = self._walks.claim(walk, now=now)
        if after is None:
            return self._noted(walk, self._walks.is_done(walk))
        end = first_id_of(walk.before)
        for _ in range(STEPS_IN_A_RUN):
            STEPS.labels(walk.kind).inc()
            last = walk.step(Stretch(after=after, before=end, limit=self._rows))
            if last is None:
                self._walks.finish(walk, through=first_id_of(walk.again_from))
                self._walks.forget(before=now - _KEPT_FOR)
                return self._noted(walk, True)
            after = last
        self._walks.note(walk, position=after)
        return False

    def _noted(self, walk: Walk, is_done: bool) -> bool:
        if is_done:
            self._done[walk.name] = walk.moment
        return is_done
