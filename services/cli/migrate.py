"""`svar migrate`: brings the schemas in a database up to date."""

from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy.exc import ArgumentError

from services.runtime.errors import ConfigurationError, ServiceError
from services.runtime.migrate import upgrade


class Schema(StrEnum):
    """The services that keep data, each in a schema of its name."""

    SURVEYS = "surveys"
    SESSIONS = "sessions"
    SMS = "sms"


def migrate(
    schemas: Annotated[
        list[Schema] | None,
        typer.Argument(help="Which services' schemas; all of them when none is named."),
    ] = None,
    database_url: Annotated[
        str, typer.Option(envvar="SVAR_DATABASE_URL", help="postgresql://user@host/database")
    ] = "",
) -> None:
    """Create or update the tables of each service.

    Safe to repeat and to run from several machines at once. Run it before starting a new release:
    what is running goes on working on the new tables. `svar up` does it by itself. Exits 0 when they
    are up to date, 2 when the database cannot be reached, which it says.

    Example: svar migrate --database-url postgresql://svar@db/svar
    """
    if not database_url:
        raise ConfigurationError(["Which database? Set SVAR_DATABASE_URL or --database-url."])
    for schema in schemas or list(Schema):
        migrate_schema(database_url, schema)
        typer.echo(f"The schema {schema} is up to date.")


def migrate_schema(database_url: str, schema: Schema) -> None:
    """Bring one service's schema up to date; raises ConfigurationError when the URL leads nowhere."""
    try:
        upgrade(database_url, schema=schema)
    except ArgumentError as exc:
        raise ConfigurationError(
            ["SVAR_DATABASE_URL is no URL such as postgresql://user@host/database."]
        ) from exc
    except ServiceError as exc:
        raise ConfigurationError(
            [f"SVAR_DATABASE_URL: {exc.message} Is it running, and may we use it?"]
        ) from exc
