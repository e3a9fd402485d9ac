"""Sessions that the benchmark stores before a run, in the tables as migrations make them."""

import psycopg
import pytest

from services.runtime.ids import new_id
from services.runtime.migrate import upgrade
from tests.benchmarks.stored_sessions import StoredSessions
from tests.benchmarks.verification import verify, verify_reports

INDEXES = "SELECT schemaname, indexname, indexdef FROM pg_indexes ORDER BY schemaname, indexname"
STATES = "SELECT state, count(*) FROM sessions.sessions GROUP BY state"
# One message each, and one more for each reply; every reply was received, and every message reported on.
COUNTS = """
    SELECT (SELECT count(*) FROM sessions.sessions), (SELECT count(*) FROM sessions.replies),
        (SELECT count(*) FROM sms.messages), (SELECT count(*) FROM sms.inbox),
        (SELECT count(*) FROM sms.reply_addresses), (SELECT count(*) FROM sms.status_reports)
"""


@pytest.fixture
def url(database_url: str) -> str:
    """A database with the tables of the services."""
    for schema in ("sessions", "sms"):
        upgrade(database_url, schema=schema)
    return database_url


def test_sessions_grow_by_those_that_are_missing(url: str) -> None:
    stored = StoredSessions(url, survey=new_id())

    stored.grow(50)
    grown = stored.grow(200)

    assert grown.sessions == stored.count == 200
    with psycopg.connect(url) as connection:
        counts = connection.execute(COUNTS).fetchone()
        states: dict[str, int] = dict(connection.execute(STATES).fetchall())
    assert counts is not None
    sessions, replies, messages, received, addresses, reports = counts
    assert sessions == addresses == 200
    assert replies == received > 2 * sessions
    assert messages == reports == sessions + replies
    assert states == {"completed": 80, "active": 40, "expired": 80}


def test_every_index_is_there_again(url: str) -> None:
    with psycopg.connect(url) as connection:
        before = connection.execute(INDEXES).fetchall()

    StoredSessions(url, survey=new_id()).grow(20)

    with psycopg.connect(url) as connection:
        assert connection.execute(INDEXES).fetchall() == before


def test_a_sample_has_sessions_of_each_state(url: str) -> None:
    stored = StoredSessions(url, survey=new_id())
    stored.grow(40)

    assert {state for _, state in stored.sample()} == {"completed", "active", "expired"}


def test_what_was_stored_before_is_no_part_of_what_a_run_has_to_be_held_against(url: str) -> None:
    StoredSessions(url, survey=new_id()).grow(20)

    assert verify(url, []) == []
    assert verify_reports(url, reported=0, repeats=0) == []
