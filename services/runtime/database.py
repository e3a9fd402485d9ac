"""Connections to Postgres: pooled, with deadlines, and with failures as errors of our own.

Statements belong to the stores. Uuids come back as strings, which is what the domain uses.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, cast

import msgspec
import psycopg
from prometheus_client import Gauge, Histogram
from psycopg import Connection as PsycopgConnection
from psycopg.types.string import TextLoader
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from services.runtime.array_dumper import use_quick_arrays
from services.runtime.errors import ServiceError, invalid, unavailable

STATEMENT_TIMEOUT_SECONDS = 15
_SETTINGS: Final = (
    f"statement_timeout={STATEMENT_TIMEOUT_SECONDS}s",
    # Who leaves a transaction open holds back those who read what was changed.
    f"idle_in_transaction_session_timeout={2 * STATEMENT_TIMEOUT_SECONDS}s",
    "timezone=UTC",
)
LOOK_UPS: Final = (
    # Every statement of the hot path finds its rows by an index. A prepared one keeps the plan that it got while a
    # table was small, and to read the whole of it was cheapest.
    "enable_seqscan=off",
    # For the same reason each of the rows given is looked up by itself: to join a thousand of them with
    # a table in one go, all of its index would be read.
    "enable_hashjoin=off",
    "enable_mergejoin=off",
    # With few rows given a plan for just these looks a little cheaper, and costs more to make each time.
    "plan_cache_mode=force_generic_plan",
    "jit=off",
)
"""Planner settings for the hot path, whose statements look up the rows that they are given. Not for
what lists, counts or reports."""
OPERATORS_CONNECTIONS: Final = 2
"""How many of a process's connections the hot path does not get: enough for what people ask, so few that
a slow report never takes more."""

_UNAVAILABLE = (
    OperationalError,
    InterfaceError,
    PoolTimeout,
    # From `Statement`, which goes past SQLAlchemy.
    psycopg.OperationalError,
    psycopg.InterfaceError,
)


TRANSACTION_SECONDS = Histogram(
    "svar_database_seconds",
    "Time that a transaction took, waiting for a connection included, by the group of its statements",
    ["group"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15),
)
CONNECTIONS = Gauge(
    "svar_database_connections", "Connections to Postgres, by group and state", ["group", "state"]
)


class Database:
    """A pool of connections to one Postgres, planning as Postgres does unless told otherwise."""

    def __init__(
        self, url: str, *, connections: int, application: str, planner: Sequence[str] = ()
    ) -> None:
        self.engine = _engine(url, connections, application, planner)
        group = "look_ups" if planner else "ordinary"
        self._seconds = TRANSACTION_SECONDS.labels(group)
        _watch_pool(self.engine, group)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open a transaction: committed at the end of the block, rolled back when it raises.

        Raises ServiceError INVALID for a value that Postgres has no room for, and UNAVAILABLE when
        Postgres cannot be reached, does not answer in time or gives up a transaction (deadlock,
        shutdown); nothing is committed then, unless it was the commit itself that was cut off,
        which is why everything that is repeated is idempotent.
        """
        started = time.perf_counter()
        try:
            with self.engine.begin() as connection:
                yield connection
        except _UNAVAILABLE as exc:
            raise unavailable("DATABASE_UNAVAILABLE", "The database does not answer.") from exc
        except (DataError, psycopg.DataError) as exc:
            # Nothing that comes through our own doors; another program may send a NUL or no UUID.
            raise invalid("INVALID_VALUE", "A value of this request cannot be stored.") from exc
        except DBAPIError as exc:
            if exc.connection_invalidated:
                raise unavailable("DATABASE_UNAVAILABLE", "The database went away.") from exc
            raise
        except psycopg.Error as exc:
            # Without its detail, which shows the whole row, and without the cause, which has it too.
            raise type(exc)(exc.diag.message_primary or "refused") from None
        finally:
            self._seconds.observe(time.perf_counter() - started)

    def ping(self) -> bool:
        """Say whether Postgres answers."""
        try:
            with self.transaction() as connection:
                connection.execute(text("SELECT 1"))
        except ServiceError:
            return False
        return True

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """The connections of a process: those of the hot path, and those of everybody else."""

    hot: Database
    ordinary: Database

    def close(self) -> None:
        """Close every connection."""
        self.hot.close()
        self.ordinary.close()


def open_pools(url: str, *, connections: int, application: str) -> Pools:
    """Share a process's connections out; none is opened before it is needed."""
    ordinary = min(OPERATORS_CONNECTIONS, connections - 1)
    return Pools(
        hot=Database(
            url, connections=connections - ordinary, application=application, planner=LOOK_UPS
        ),
        ordinary=Database(url, connections=ordinary, application=application),
    )


def sqlalchemy_url(url: str) -> str:
    """Name the driver in a plain Postgres URL.

    >>> sqlalchemy_url("postgresql://svar@db/svar")
    'postgresql+psycopg://svar@db/svar'
    """
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _engine(url: str, connections: int, application: str, planner: Sequence[str]) -> Engine:
    engine = create_engine(
        sqlalchemy_url(url),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        # What goes wrong is logged, and parameters hold phones and texts.
        hide_parameters=True,
        json_deserializer=msgspec.json.decode,
        connect_args={
            "connect_timeout": 5,
            "application_name": application,
            "options": " ".join(f"-c {setting}" for setting in (*_SETTINGS, *planner)),
            # The hot statements are few; each is prepared the second time a connection sees it.
            "prepare_threshold": 2,
        },
    )
    event.listen(engine, "connect", _adapt)
    return engine


def _watch_pool(engine: Engine, group: str) -> None:
    pool = cast(QueuePool, engine.pool)
    CONNECTIONS.labels(group, "in_use").set_function(pool.checkedout)
    CONNECTIONS.labels(group, "idle").set_function(pool.checkedin)


def _adapt(connection: PsycopgConnection, _entry: ConnectionPoolEntry) -> None:
    connection.adapters.register_loader("uuid", TextLoader)
    use_quick_arrays(connection)
