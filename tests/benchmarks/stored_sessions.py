"""Sessions held before the run, as many as wanted, so that the cost of a grown system is measured.

They are written by set-based SQL (`stored.sql`) straight into the tables of the services, the only way
to have a million of them within minutes. REST has to show them as if they had been held.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Final

import psycopg

from tests.benchmarks.questionnaire import QUESTIONS

_STATEMENTS: Final = Path(__file__).with_name("stored.sql")
_TABLES: Final = (
    "sessions.sessions",
    "sessions.contacts",
    "sessions.replies",
    "sms.messages",
    "sms.inbox",
    "sms.reply_addresses",
    "sms.status_reports",
)
_QUICKLY: Final = """
    SET synchronous_commit = off; SET work_mem = '128MB'; SET maintenance_work_mem = '512MB'
"""
_INDEXES: Final = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
"""
_SIZE: Final = "SELECT sum(pg_total_relation_size(one))::bigint FROM unnest(%s::regclass[]) AS one"
_SAMPLE: Final = """
    SELECT id::text, state FROM sessions.sessions
    WHERE phone LIKE '+474%%' AND state = %s ORDER BY id DESC LIMIT 3
"""
_STATES: Final = ("completed", "active", "expired")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """How many sessions are stored, how many bytes the newest took with all that is theirs, how long it took."""

    sessions: int
    bytes_per_session: float
    seconds: float


class StoredSessions:
    """Those of one database; they answer one survey in its first version."""

    def __init__(self, database_url: str, *, survey: str) -> None:
        self._url = database_url
        self._survey = survey
        self.count = 0

    def grow(self, count: int) -> Stored:
        """Store more until there are `count`, as well kept as a server does it by itself in time.

        Nothing else should be written meanwhile: indexes are made anew, which is quicker.
        """
        began = monotonic()
        with psycopg.connect(
            self._url, autocommit=True, cursor_factory=psycopg.ClientCursor
        ) as connection:
            connection.execute(_QUICKLY)
            before = _bytes(connection)
            with _without_autovacuum(connection):
                with _without_indexes(connection):
                    connection.execute(
                        _STATEMENTS.read_bytes(),
                        {"first": self.count, "last": count - 1, "survey": self._survey},
                    )
                connection.execute(f"VACUUM (ANALYZE) {', '.join(_TABLES)}")
            connection.execute("CHECKPOINT")
            added = (_bytes(connection) - before) / max(count - self.count, 1)
        self.count = count
        return Stored(sessions=count, bytes_per_session=added, seconds=monotonic() - began)

    def sample(self) -> list[tuple[str, str]]:
        """Return ids and states of some of them, of each state the newest."""
        with psycopg.connect(self._url) as connection:
            return [
                (found, state)
                for one in _STATES
                for found, state in connection.execute(_SAMPLE, [one])
            ]


def shown_wrong(session: dict[str, Any], state: str) -> str | None:
    """Return what is wrong with a stored session as REST shows it; None when nothing is."""
    answers: Sequence[object] = session["answers"]
    messages: Sequence[dict[str, Any]] = session["messages"]
    if session["state"] != state:
        return f"a stored session is {session['state']}, not {state}"
    if (len(answers) == QUESTIONS) != (state == "completed"):
        return f"a stored session that is {state} shows {len(answers)} answers"
    if len(messages) != 2 * len(answers) + 1:
        return f"a stored session shows {len(answers)} answers and {len(messages)} messages"
    return None


@contextmanager
def _without_autovacuum(connection: psycopg.Connection[Any]) -> Iterator[None]:
    # It would do once more, beside the measurement, what is done here.
    for table in _TABLES:
        connection.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")
    yield
    for table in _TABLES:
        connection.execute(f"ALTER TABLE {table} RESET (autovacuum_enabled)")


@contextmanager
def _without_indexes(connection: psycopg.Connection[Any]) -> Iterator[None]:
    indexes = connection.execute(_INDEXES, [list(_TABLES)]).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        connection.execute(definition)


def _bytes(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute(_SIZE, [list(_TABLES)]).fetchone()
    assert row is not None
    return int(row[0])
