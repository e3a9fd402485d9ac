"""Transactions on a real Postgres, and what becomes of its failures."""

from collections.abc import Iterator
from typing import cast

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import QueuePool

from services.runtime.database import Database, open_pools
from services.runtime.errors import ErrorKind, ServiceError

ID = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, connections=2, application="svar-test")
    with database.transaction() as connection:
        connection.execute(text("CREATE TABLE kept (id uuid PRIMARY KEY)"))
    yield database
    database.close()


def kept(database: Database) -> list[object]:
    with database.transaction() as connection:
        return [row.id for row in connection.execute(text("SELECT id FROM kept"))]


def test_what_is_committed_is_kept_and_ids_are_texts(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(text("INSERT INTO kept (id) VALUES (:id)"), {"id": ID})

    assert kept(database) == [ID]


def insert_and_stumble(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(text("INSERT INTO kept (id) VALUES (:id)"), {"id": ID})
        raise LookupError("on the way")


def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(LookupError):
        insert_and_stumble(database)

    assert kept(database) == []


def insert_twice(database: Database) -> None:
    with database.transaction() as connection:
        for _ in range(2):
            connection.execute(text("INSERT INTO kept (id) VALUES (:id)"), {"id": ID})


def test_a_broken_constraint_is_not_taken_for_an_outage(database: Database) -> None:
    with pytest.raises(IntegrityError):
        insert_twice(database)


def end_own_connection(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


def test_a_connection_that_is_cut_is_unavailable_and_the_next_one_works(
    database: Database,
) -> None:
    with pytest.raises(ServiceError) as raised:
        end_own_connection(database)

    assert raised.value.kind is ErrorKind.UNAVAILABLE
    assert kept(database) == []


def test_a_database_that_is_away_is_unavailable() -> None:
    database = Database(
        "postgresql://svar@127.0.0.1:1/svar", connections=1, application="svar-test"
    )

    with pytest.raises(ServiceError) as raised:
        kept(database)

    assert raised.value.kind is ErrorKind.UNAVAILABLE
    assert raised.value.retry_after is not None
    assert not database.ping()
    database.close()


def test_times_are_in_utc(database: Database) -> None:
    with database.transaction() as connection:
        assert connection.execute(text("SHOW timezone")).scalar_one() == "UTC"


def plan(database: Database, query: str) -> str:
    with database.transaction() as connection:
        return "\n".join(connection.execute(text(f"EXPLAIN {query}")).scalars())


def test_only_the_hot_path_looks_rows_up_one_by_one(database_url: str) -> None:
    pools = open_pools(database_url, connections=4, application="svar-test")
    with pools.ordinary.transaction() as connection:
        connection.execute(text("CREATE TABLE kept (id int PRIMARY KEY, said text)"))
        connection.execute(
            text("INSERT INTO kept SELECT n, 'x' || n FROM generate_series(1, 10000) AS n")
        )
        connection.execute(text("ANALYZE kept"))

    counted = "SELECT said, count(*) FROM kept JOIN kept AS other USING (id, said) GROUP BY said"
    assert "Hash Join" in plan(pools.ordinary, counted)
    assert "Hash Join" not in plan(pools.hot, counted)
    looked_up = "SELECT said FROM kept WHERE id = ANY(ARRAY[1, 2, 3])"
    assert "Seq Scan" not in plan(pools.hot, looked_up)
    pools.close()


@pytest.mark.parametrize(("connections", "hot"), [(2, 1), (3, 1), (8, 6)])
def test_a_process_opens_as_many_connections_as_it_was_told(
    database_url: str, connections: int, hot: int
) -> None:
    pools = open_pools(database_url, connections=connections, application="svar-test")

    sizes = [cast(QueuePool, one.engine.pool).size() for one in (pools.hot, pools.ordinary)]
    assert sizes == [hot, connections - hot]
    pools.close()
