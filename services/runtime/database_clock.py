"""The time as Postgres tells it, so that all processes on one database agree on it.

Leases, due times and expiries are written by one process and compared by another. With a clock of
its own that is minutes off, a process would take over what others hold, or keep customers waiting
for messages that are due. So the clock of the machine only bridges the start, until the first
connection; from then on only its steady one is used, and what Postgres has said is asked anew now
and then. For services with a database; ids still come from the machine's clock.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from psycopg import Connection
from sqlalchemy import event, text
from sqlalchemy.pool import ConnectionPoolEntry

from services.runtime.clock import Clock
from services.runtime.database import Database
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger
from services.runtime.periodic import Periodic

log = get_logger(__name__)

ASK_EVERY = timedelta(seconds=10)
_DRIFT = 1e-4
"""By how much two clocks may drift apart at most, in seconds a second: steady ones do by a tenth of it."""
_WORTH_TELLING = timedelta(seconds=1)
_QUERY = "SELECT clock_timestamp()"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What Postgres said, what our steady clock showed then, and by how much that may be wrong.

    `steady` and `error` are in seconds; the error is half of the way to Postgres and back.
    """

    at: datetime
    steady: float
    error: float

    def time(self, steady: float) -> datetime:
        """Return what time it is by this reading when our steady clock shows so much."""
        return self.at + timedelta(seconds=steady - self.steady)

    def error_at(self, steady: float) -> float:
        """Return by how much that may be wrong, in seconds."""
        return self.error + (steady - self.steady) * _DRIFT

    def is_better_than(self, other: "_Reading") -> bool:
        """Say whether it is more exact by now, or shows that the clock of Postgres was set anew."""
        others_error = other.error_at(self.steady)
        apart = abs((self.at - other.time(self.steady)).total_seconds())
        return self.error <= others_error or apart > self.error + others_error


class DatabaseClock:
    """A `Clock` that follows a database; right to half of the quickest round trip.

    Asked at every new connection, hence before anything can be stored, and by `worker` from then on.
    An answer that took long, as on a machine with too much to do, does not replace a better one.
    """

    def __init__(
        self, database: Database, *, own: Clock, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._own = own
        self._steady = steady
        self._reading: _Reading | None = None
        event.listen(database.engine, "connect", self._ask_new)

    def now(self) -> datetime:
        """Return the time, aware and in UTC."""
        reading = self._reading
        if reading is None:
            return self._own.now()
        return reading.time(self._steady())

    def ask(self) -> None:
        """Ask Postgres; raises ServiceError UNAVAILABLE when it does not answer."""
        with self._database.transaction() as connection:
            # The first statement of a transaction waits for a connection, which is no part of the way.
            connection.execute(text("SELECT 1"))
            self._take(lambda: connection.execute(text(_QUERY)).scalar_one())

    def worker(self) -> Periodic:
        """Make the worker that keeps asking."""
        return Periodic("clock", self.ask, every=ASK_EVERY, expected=(ServiceError,))

    def _ask_new(self, connection: Connection[tuple[datetime]], _: ConnectionPoolEntry) -> None:
        self._take(lambda: connection.execute(_QUERY).fetchall()[0][0])
        connection.rollback()

    def _take(self, ask: Callable[[], datetime]) -> None:
        before = self._steady()
        at = ask().astimezone(UTC)
        after = self._steady()
        reading = _Reading(at=at, steady=(before + after) / 2, error=(after - before) / 2)
        if self._reading is None:
            self._tell_difference(at)
        if self._reading is None or reading.is_better_than(self._reading):
            self._reading = reading

    def _tell_difference(self, at: datetime) -> None:
        difference = self._own.now() - at
        if abs(difference) > _WORTH_TELLING:
            log.warning(
                "the clock of this machine is not the database's", difference=str(difference)
            )
