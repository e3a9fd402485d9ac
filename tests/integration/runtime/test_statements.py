"""Statements that go past SQLAlchemy: in its transaction, with its connections, and with clean failures."""

from collections.abc import Iterator

import psycopg
import pytest

from services.runtime.database import Database
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.statements import Statement

CREATE = Statement("CREATE TABLE kept (number int PRIMARY KEY, text text)")
ADD = Statement(
    "INSERT INTO kept SELECT * FROM unnest(CAST(:numbers AS int[]), CAST(:texts AS text[]))"
)
LIST = Statement("SELECT number, text FROM kept WHERE number % 2 = :rest ORDER BY number")
CUT = Statement("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, connections=1, application="svar-test")
    with database.transaction() as connection:
        CREATE.run(connection)
    yield database
    database.close()


def add(database: Database, *numbers: int) -> None:
    with database.transaction() as connection:
        ADD.run(connection, {"numbers": list(numbers), "texts": [f"text {n}" for n in numbers]})


def odd(database: Database) -> list[int]:
    with database.transaction() as connection:
        return LIST.run(connection, {"rest": 1}).values()


def test_rows_have_names_and_come_in_order(database: Database) -> None:
    add(database, 3, 1, 2)

    with database.transaction() as connection:
        rows = LIST.run(connection, {"rest": 1})

    assert [(row.number, row.text) for row in rows] == [(1, "text 1"), (3, "text 3")]
    assert rows.one_or_none() == (1, "text 1")


def test_no_row_is_none(database: Database) -> None:
    with database.transaction() as connection:
        rows = LIST.run(connection, {"rest": 0})

    assert (rows, rows.one_or_none(), rows.value_or_none()) == ([], None, None)


def test_what_was_written_is_counted(database: Database) -> None:
    with database.transaction() as connection:
        assert ADD.run(connection, {"numbers": [1, 2], "texts": ["a", "b"]}).changed == 2


def add_and_stumble(database: Database) -> None:
    with database.transaction() as connection:
        ADD.run(connection, {"numbers": [1], "texts": ["a"]})
        raise LookupError("on the way")


def test_it_is_a_part_of_the_transaction(database: Database) -> None:
    with pytest.raises(LookupError):
        add_and_stumble(database)

    assert odd(database) == []


def test_a_broken_constraint_is_told_without_the_row(database: Database) -> None:
    add(database, 1)

    with pytest.raises(psycopg.errors.UniqueViolation) as raised:
        add(database, 1)

    assert "kept_pkey" in str(raised.value)
    assert "(1)" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert odd(database) == [1]


def cut(database: Database) -> None:
    with database.transaction() as connection:
        CUT.run(connection)


def test_a_connection_that_is_cut_is_unavailable_and_the_next_one_works(
    database: Database,
) -> None:
    with pytest.raises(ServiceError) as raised:
        cut(database)

    assert raised.value.kind is ErrorKind.UNAVAILABLE
    assert odd(database) == []


def test_a_value_without_room_is_invalid(database: Database) -> None:
    with pytest.raises(ServiceError) as raised:
        add(database, 2**40)

    assert raised.value.kind is ErrorKind.INVALID
