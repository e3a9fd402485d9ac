"""Lists that go to Postgres come back the same, whichever way they were written."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from services.runtime.database import Database
from services.text.segments import Encoding

TEXTS = st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]))
AS_THEY_ARE = settings(
    derandomize=True,
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A connection as every service has it."""
    database = Database(database_url, connections=2, application="test")
    with database.engine.connect() as connection:
        yield connection
    database.close()


def echoed(connection: Connection, items: list[Any], kind: str) -> list[Any]:
    """Send a list to Postgres and read it back, item by item."""
    rows = connection.execute(
        text(
            f"SELECT item FROM unnest(CAST(:items AS {kind}[])) WITH ORDINALITY AS i (item, n) ORDER BY n"
        ),
        {"items": items},
    )
    return [row[0] for row in rows]


@AS_THEY_ARE
@given(items=st.lists(st.none() | TEXTS))
def test_texts_and_nulls_come_back(connection: Connection, items: list[str | None]) -> None:
    assert echoed(connection, items, "text") == items


@pytest.mark.parametrize(
    "items",
    [[], ["NULL"], ["null", None], ['"'], ["\\"], ["{a,b}"], ["", " ", ","], ["a\nb\tc"]],
    ids=str,
)
def test_texts_that_look_like_syntax_come_back(connection: Connection, items: list[Any]) -> None:
    assert echoed(connection, items, "text") == items


def test_times_of_any_zone_come_back(connection: Connection) -> None:
    times = [
        datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC),
        datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
    ]
    assert echoed(connection, times, "timestamptz") == times


@AS_THEY_ARE
@given(items=st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_whole_numbers_come_back(connection: Connection, items: list[int]) -> None:
    assert echoed(connection, items, "integer") == items


@AS_THEY_ARE
@given(items=st.lists(st.timedeltas(timedelta(days=-9999), timedelta(days=9999))))
def test_spans_of_time_come_back(connection: Connection, items: list[timedelta]) -> None:
    assert echoed(connection, items, "interval") == items


def test_enums_of_texts_are_written_as_their_texts(connection: Connection) -> None:
    assert echoed(connection, [Encoding.UCS2, "x", Encoding.GSM7], "text") == ["ucs2", "x", "gsm7"]


@pytest.mark.parametrize("items", [[1, None, 2**31 - 1], [True, False], [None, None]], ids=str)
def test_other_lists_are_left_to_psycopg(connection: Connection, items: list[Any]) -> None:
    kind = "boolean" if type(items[0]) is bool else "integer"
    assert echoed(connection, items, kind) == items


def test_a_nul_is_refused_as_before(connection: Connection) -> None:
    with pytest.raises(psycopg.DataError):
        connection.connection.cursor().execute("SELECT %s::text[]", [["a\0b"]])
