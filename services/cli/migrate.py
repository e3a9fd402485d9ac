"""`svar migrate`: brings the schemas in a database up to date."""

from typing import Annotated

import typer
from sqlalchemy.exc import ArgumentError

from services.runtime.addresses import SERVICES, Process
from services.runtime.errors import ConfigurationError, ServiceError
from services.runtime.grants import ROLE_VARIABLE, grant
from services.runtime.migrate import upgrade


def migrate(
    schemas: Annotated[
        list[Process] | None,
        typer.Argument(help="Which services' schemas; all of them when none is named."),
    ] = None,
    database_url: Annotated[
        str, typer.Option(envvar="SVAR_DATABASE_URL", help="postgresql://user@host/database")
    ] = "",
    role: Annotated[
        str,
        typer.Option(
            envvar=ROLE_VARIABLE,
            help="Who works with the tables; the one who makes them when left out.",
        ),
    ] = "",
) -> None:
    """Create or update the tables of each service.

    Safe to repeat and to run from several machines at once. Run it before starting a new release:
    what is running goes on working on the new tables. `svar up` does it by itself. With --role the
    tables belong to the user of the address, and that role may read and write their rows. Exits 0 when they
    are up to date, 2 when the database cannot be reached, which it says.

    Example: svar migrate --database-url postgresql://svar@db/svar
    """
    if not database_url:
        raise ConfigurationError(["Which database? Set SVAR_DATABASE_URL or --database-url."])
    if without := set(schemas or ()) - set(SERVICES):
        raise ConfigurationError([f"{one} keeps no data." for one in sorted(without)])
    for schema in schemas or SERVICES:
        migrate_schema(database_url, schema)
        if role:
            grant(database_url, schema=schema, role=role)
        typer.echo(f"The schema {schema} is up to date.")


def migrate_schema(database_url: str, schema: Process) -> None:
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
