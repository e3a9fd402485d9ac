"""Every context's revisions build the tables that its code knows, whoever runs them and how often."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, inspect, text

from services.runtime.database import Database
from services.runtime.migrate import VERSION_TABLE, upgrade

CONTEXTS = ("surveys", "sessions", "sms", "results")
REPLICAS = 3

pytestmark = pytest.mark.parametrize("schema", CONTEXTS)


def test_revisions_build_the_tables_that_the_code_knows(schema: str, database_url: str) -> None:
    upgrade(database_url, schema=schema)

    assert differences(database_url, schema) == []


def test_upgrading_twice_changes_nothing(schema: str, database_url: str) -> None:
    upgrade(database_url, schema=schema)
    first = applied(database_url, schema)

    upgrade(database_url, schema=schema)

    assert applied(database_url, schema) == first
    assert differences(database_url, schema) == []


def test_replicas_may_upgrade_at_once(schema: str, database_url: str) -> None:
    with ThreadPoolExecutor(REPLICAS) as pool:
        upgrades = [pool.submit(upgrade, database_url, schema=schema) for _ in range(REPLICAS)]

    assert [one.exception() for one in upgrades] == [None] * REPLICAS
    assert differences(database_url, schema) == []


def test_revisions_touch_no_schema_but_their_own(schema: str, database_url: str) -> None:
    upgrade(database_url, schema=schema)

    database = Database(database_url, connections=1, application="test")
    with database.transaction() as connection:
        names = set(inspect(connection).get_schema_names())
        in_public = inspect(connection).get_table_names("public")
    database.close()
    assert names == {schema, "public", "information_schema"}
    assert in_public == []


def differences(database_url: str, schema: str) -> list[object]:
    metadata: MetaData = import_module(f"services.{schema}.store.tables").metadata
    database = Database(database_url, connections=1, application="test")
    with database.transaction() as connection:
        found = compare_metadata(migration_context(connection, schema), metadata)
    database.close()
    return list(found)


def migration_context(connection: Connection, schema: str) -> MigrationContext:
    def own_schema(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "schema" or name == schema

    return MigrationContext.configure(
        connection,
        opts={
            "include_schemas": True,
            "include_name": own_schema,
            "compare_server_default": True,
            "version_table": VERSION_TABLE,
            "version_table_schema": schema,
        },
    )


def applied(database_url: str, schema: str) -> list[str]:
    database = Database(database_url, connections=1, application="test")
    with database.transaction() as connection:
        rows = connection.execute(text(f'SELECT version_num FROM "{schema}".{VERSION_TABLE}'))
        versions = [row.version_num for row in rows]
    database.close()
    return versions
