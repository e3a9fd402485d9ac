"""A service's role reads and writes rows and changes no table, whoever made the tables."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import make_url

from services.runtime.addresses import SERVICES
from services.runtime.errors import ConfigurationError
from services.runtime.grants import grant
from services.runtime.migrate import upgrade


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """A database with one role that makes tables and one that works with them."""

    maker_url: str
    worker_url: str
    worker: str


@pytest.fixture
def roles(database_url: str) -> Iterator[Roles]:
    names = {"maker": "maker_of_tables", "worker": "worker_with_rows"}
    database = make_url(database_url).database or ""
    with psycopg.connect(database_url, autocommit=True) as owner:
        for name in names.values():
            owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        owner.execute(
            sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(
                sql.Identifier(database), sql.Identifier(names["maker"])
            )
        )
        try:
            yield Roles(
                maker_url=as_user(database_url, names["maker"]),
                worker_url=as_user(database_url, names["worker"]),
                worker=names["worker"],
            )
        finally:
            for name in names.values():
                for statement in ("DROP OWNED BY {} CASCADE", "DROP ROLE {}"):
                    owner.execute(sql.SQL(statement).format(sql.Identifier(name)))


def as_user(url: str, user: str) -> str:
    return make_url(url).set(username=user).render_as_string(hide_password=False)


@pytest.mark.parametrize("schema", SERVICES)
def test_a_role_of_its_own_works_with_rows_and_makes_nothing(schema: str, roles: Roles) -> None:
    upgrade(roles.maker_url, schema=schema)
    for _ in range(2):
        grant(roles.maker_url, schema=schema, role=roles.worker)

    with psycopg.connect(roles.worker_url, autocommit=True) as worker:
        tables = [
            name
            for (name,) in worker.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)
            )
        ]
        assert len(tables) > 2
        for table in tables:
            worker.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table)))
        with pytest.raises(errors.InsufficientPrivilege):
            worker.execute(f"CREATE TABLE {schema}.another (id int)")
        with pytest.raises(errors.InsufficientPrivilege):
            worker.execute(f"DROP TABLE {schema}.{tables[0]}")
        with pytest.raises(errors.InsufficientPrivilege):
            worker.execute(f"DELETE FROM {schema}.alembic_version")


def test_what_is_made_later_is_granted_too(roles: Roles) -> None:
    upgrade(roles.maker_url, schema="surveys")
    grant(roles.maker_url, schema="surveys", role=roles.worker)

    with psycopg.connect(roles.maker_url, autocommit=True) as maker:
        maker.execute("CREATE TABLE surveys.later (id int)")

    with psycopg.connect(roles.worker_url, autocommit=True) as worker:
        worker.execute("INSERT INTO surveys.later VALUES (1)")


def test_a_role_that_does_not_exist_is_named(roles: Roles) -> None:
    upgrade(roles.maker_url, schema="surveys")

    with pytest.raises(ConfigurationError, match="SVAR_DATABASE_ROLE is 'nobody_here'"):
        grant(roles.maker_url, schema="surveys", role="nobody_here")
