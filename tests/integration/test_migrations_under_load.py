"""Revisions run while the system works: nobody waits for them for longer than a lock is asked for."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from alembic import command
from sqlalchemy import create_engine

from services.runtime.database import sqlalchemy_url
from services.runtime.errors import ConfigurationError
from services.runtime.migrate import revisions_of, upgrade

ROWS = int(os.environ.get("SVAR_TEST_MIGRATED_ROWS", "300000"))
"""Millions of them make the same test longer and nothing else; it was held against 2,000,000."""
LONGEST_WAIT = 2.0
"""The lock timeout, and as long again for a machine on which everything else runs, too."""
INDEX = "sms.ix_messages_unreadable"

_INSERT = """
    INSERT INTO sms.messages (id, tenant, sequence, sender, subnumber, recipient, text, kind, priority,
        status, encoding, segments, provider, created_at, delay, expires_at, attempts, error_code)
    SELECT gen_random_uuid(), 'acme', 0, '1960', '', '+479' || n, 'Hello.', '', '', 'delivered',
        'gsm7', 1, 'plain', now(), interval '0', now(), 1, '' FROM generate_series(1, %s) AS n
"""


class Writer:
    """Inserts messages without a pause, and remembers how long the slowest one took."""

    def __init__(self, url: str) -> None:
        self.inserted = 0
        self.slowest = 0.0
        self._url = url
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Writer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            while not self._stopping.is_set():
                began = time.monotonic()
                connection.execute(_INSERT, [10])
                self.slowest = max(self.slowest, time.monotonic() - began)
                self.inserted += 10


@pytest.fixture
def old_url(database_url: str) -> str:
    """A database of the first release."""
    engine = create_engine(sqlalchemy_url(database_url))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA sms")
    with engine.connect() as connection:
        command.upgrade(revisions_of("sms", connection), "0001")
    engine.dispose()
    return database_url


@contextmanager
def holding(url: str, statement: str) -> Iterator[psycopg.Connection]:
    """Keep a transaction open that has done this."""
    with psycopg.connect(url) as connection:
        connection.execute(statement.encode())
        yield connection


def is_valid(url: str, index: str = INDEX) -> bool | None:
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [index]
        ).fetchone()
        return found[0] if found else None


def has_column(url: str, column: str) -> bool:
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT 1 FROM information_schema.columns WHERE table_schema = 'sms' AND column_name = %s",
            [column],
        ).fetchone()
        return found is not None


@pytest.mark.timeout(600)
def test_inserts_go_on_while_a_large_table_gets_its_index(old_url: str) -> None:
    with psycopg.connect(old_url, autocommit=True) as connection:
        connection.execute(_INSERT, [ROWS])

    with Writer(old_url) as writer:
        while not writer.inserted:
            time.sleep(0.01)
        before = writer.inserted
        upgrade(old_url, schema="sms")
        during = writer.inserted - before

    assert writer.slowest < LONGEST_WAIT
    assert during > 0
    assert is_valid(old_url)


def test_inserts_go_on_while_a_revision_waits_for_its_lock(old_url: str) -> None:
    migrating = threading.Thread(target=upgrade, args=[old_url], kwargs={"schema": "sms"})

    with holding(old_url, "SELECT count(*) FROM sms.unreadable_callbacks"):
        migrating.start()
        deadline, slowest = time.monotonic() + 3, 0.0
        with psycopg.connect(old_url, autocommit=True) as connection:
            while time.monotonic() < deadline:
                began = time.monotonic()
                connection.execute(
                    "INSERT INTO sms.unreadable_callbacks (id, provider, reason, raw, received_at)"
                    " VALUES (gen_random_uuid(), '', '', '', now())"
                )
                slowest = max(slowest, time.monotonic() - began)
                time.sleep(0.02)
        assert migrating.is_alive()
    migrating.join()

    assert slowest < LONGEST_WAIT
    assert has_column(old_url, "headers")


def test_a_lock_that_is_never_given_up_is_a_sentence_and_what_was_done_stays(old_url: str) -> None:
    held = "SELECT count(*) FROM sms.unreadable_callbacks"

    with holding(old_url, held), pytest.raises(ConfigurationError) as refused:
        upgrade(old_url, schema="sms", most_tries=2)

    assert refused.value.problems == (
        "The tables of sms stay as they are after revision 0001: the next one asked 2 times for a lock"
        " that another transaction holds. See pg_stat_activity for the oldest transaction, end it, and"
        " run this again.",
    )
    upgrade(old_url, schema="sms")
    assert is_valid(old_url)


def test_an_index_whose_building_was_interrupted_is_built_anew(old_url: str) -> None:
    with psycopg.connect(old_url, autocommit=True) as connection:
        connection.execute(_INSERT, [2])
        with pytest.raises(psycopg.errors.UniqueViolation):
            # Fails half-way, and leaves it behind.
            connection.execute(
                "CREATE UNIQUE INDEX CONCURRENTLY ix_messages_unreadable ON sms.messages (tenant)"
            )
    assert is_valid(old_url) is False

    upgrade(old_url, schema="sms")

    assert is_valid(old_url) is True


def test_a_reader_that_takes_long_does_not_keep_an_index_from_being_built(old_url: str) -> None:
    upgrade_done = threading.Event()

    def migrate() -> None:
        upgrade(old_url, schema="sms")
        upgrade_done.set()

    migrating = threading.Thread(target=migrate)
    # A snapshot that is older than the index: building waits for it, longer than for a lock.
    with holding(old_url, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT 1"):
        migrating.start()
        assert not upgrade_done.wait(2.5)
    migrating.join()

    assert is_valid(old_url)


def test_data_of_a_newer_release_are_a_sentence_at_once(old_url: str) -> None:
    upgrade(old_url, schema="sms")
    with psycopg.connect(old_url) as connection:
        connection.execute("UPDATE sms.alembic_version SET version_num = '9999'")
    began = time.monotonic()

    with pytest.raises(ConfigurationError) as refused:
        upgrade(old_url, schema="sms")

    assert time.monotonic() - began < 1
    assert refused.value.problems == (
        "The tables of sms are those of a newer release of Svar (revision 9999). Start that release,"
        " or one after it, on these data.",
    )
