"""Brings one context's schema up to date, revision by revision, while the system works on it.

Each context keeps its revisions in `services/<context>/migrations/versions` and its own version table in its
own schema. Each revision is a transaction of its own that waits for a lock for a second at most, because
every statement after it waits behind it; then it is tried again. Replicas may start together: an advisory
lock lets one go first. What a revision may do is checked by a test; indexes are `index_building`'s.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import count
from typing import Final

from alembic import command, context
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import InterfaceError, OperationalError

from services.runtime.database import sqlalchemy_url
from services.runtime.errors import ConfigurationError, unavailable
from services.runtime.growing_pause import growing_pause
from services.runtime.logs import get_logger

VERSION_TABLE: Final = "alembic_version"
LOCK_TIMEOUT: Final = "1s"
MOST_TRIES: Final = 30
"""How often a lock is asked for before it is given up: for two to four minutes, with the pauses."""
_ASK_SECONDS: Final = (0.05, 0.25)

log = get_logger(__name__)


def upgrade(database_url: str, *, schema: str, most_tries: int = MOST_TRIES) -> None:
    """Create the schema if need be and run every revision that it lacks.

    Raises ConfigurationError when a newer release has been here or a lock is held for too long, and
    ServiceError UNAVAILABLE when Postgres does not answer.
    """
    engine = _engine(database_url, schema)
    try:
        if not _is_current(engine, schema):
            with _going_first(engine, schema):
                _run(engine, schema, most_tries)
    except (OperationalError, InterfaceError) as exc:
        raise unavailable("DATABASE_UNAVAILABLE", "The database does not answer.") from exc
    finally:
        engine.dispose()


def run_revisions() -> None:
    """Run revisions on the connection handed over by `upgrade`; every `migrations/env.py` is this call.

    Without a connection they are written down as SQL.
    """
    attributes = context.config.attributes
    connection = attributes.get("connection")
    context.configure(
        connection=connection,
        dialect_name=None if connection else "postgresql",
        version_table=VERSION_TABLE,
        version_table_schema=attributes["schema"],
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def revisions_of(schema: str, connection: Connection | None = None) -> Config:
    """Return alembic's configuration for the revisions of a context."""
    config = Config()
    config.set_main_option("script_location", str(files(f"services.{schema}") / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["schema"] = schema
    return config


def _engine(database_url: str, schema: str) -> Engine:
    return create_engine(
        sqlalchemy_url(database_url),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 5,
            "application_name": f"svar-migrate-{schema}",
            "options": f"-c lock_timeout={LOCK_TIMEOUT} -c timezone=UTC",
        },
    )


def _is_current(engine: Engine, schema: str) -> bool:
    """Say whether nothing is lacking; raises ConfigurationError when there is more than we know."""
    script = ScriptDirectory.from_config(revisions_of(schema))
    with engine.connect() as connection:
        applied = _applied(connection, schema)
    known = {revision.revision for revision in script.walk_revisions()}
    newer = sorted(applied - known)
    if newer:
        raise ConfigurationError(
            [
                f"The tables of {schema} are those of a newer release of Svar (revision"
                f" {', '.join(newer)}). Start that release, or one after it, on these data."
            ]
        )
    return applied == set(script.get_heads())


def _applied(connection: Connection, schema: str) -> set[str]:
    table = f'"{schema}".{VERSION_TABLE}'
    exists = connection.execute(text("SELECT to_regclass(:table)"), {"table": table}).scalar_one()
    if exists is None:
        return set()
    return set(connection.execute(text(f"SELECT version_num FROM {table}")).scalars())


@contextmanager
def _going_first(engine: Engine, schema: str) -> Iterator[None]:
    """Hold the advisory lock, in a transaction that does nothing else.

    It is asked for again and again: whoever waits for it has a snapshot, and an index that is built
    concurrently waits until there is no older one.
    """
    ask = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
    while True:
        with engine.begin() as connection:
            if connection.execute(ask, {"name": f"svar.migrate.{schema}"}).scalar_one():
                connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                yield
                return
        time.sleep(random.uniform(*_ASK_SECONDS))


def _run(engine: Engine, schema: str, most_tries: int) -> None:
    with engine.begin() as connection:
        connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
    for tries in count(1):
        try:
            with engine.connect() as connection:
                command.upgrade(revisions_of(schema, connection), "head")
        except OperationalError as exc:
            if not isinstance(exc.orig, LockNotAvailable | DeadlockDetected):
                raise
            if tries == most_tries:
                raise _locked(engine, schema, tries) from exc
            log.warning("a table is locked, trying again", schema=schema, tries=tries)
            time.sleep(growing_pause(tries).total_seconds())
        else:
            return


def _locked(engine: Engine, schema: str, tries: int) -> ConfigurationError:
    with engine.connect() as connection:
        last = max(_applied(connection, schema), default="none")
    return ConfigurationError(
        [
            f"The tables of {schema} stay as they are after revision {last}: the next one asked {tries}"
            " times for a lock that another transaction holds. See pg_stat_activity for the oldest"
            " transaction, end it, and run this again."
        ]
    )
