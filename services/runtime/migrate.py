"""Brings one context's schema up to date.

Each context keeps its revisions in `services/<context>/migrations/versions` and its own version
table in its own schema. Replicas may start together: a transaction-level advisory lock lets one go first.
"""

from importlib.resources import files

from alembic import command, context
from alembic.config import Config
from sqlalchemy import Connection, text

from services.runtime.database import Database

VERSION_TABLE = "alembic_version"


def upgrade(database_url: str, *, schema: str) -> None:
    """Create the schema if need be and run every revision that it lacks."""
    database = Database(database_url, connections=1, application=f"svar-migrate-{schema}")
    try:
        with database.transaction() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"),
                {"name": f"svar.migrate.{schema}"},
            )
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
            command.upgrade(_config(connection, schema), "head")
    finally:
        database.close()


def run_revisions() -> None:
    """Run revisions on the connection handed over by `upgrade`; every `migrations/env.py` is this call."""
    attributes = context.config.attributes
    context.configure(
        connection=attributes["connection"],
        version_table=VERSION_TABLE,
        version_table_schema=attributes["schema"],
    )
    context.run_migrations()


def _config(connection: Connection, schema: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files(f"services.{schema}") / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["schema"] = schema
    return config
