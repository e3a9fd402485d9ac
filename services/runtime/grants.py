"""Lets the role of a service work with tables that another role has made.

A service needs to read and write rows and nothing else, so in production its migrations run as a role of their own
that may change tables, and the service's own role may not. Who may log in is the database's business.
"""

from typing import Final

import psycopg
from psycopg import sql

from services.runtime.errors import ConfigurationError, unavailable
from services.runtime.migrate import VERSION_TABLE

ROLE_VARIABLE: Final = "SVAR_DATABASE_ROLE"
"""Names the role that gets to read and write what a migration makes."""
_RIGHTS: Final = "SELECT, INSERT, UPDATE, DELETE"
_STATEMENTS: Final = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    f"GRANT {_RIGHTS} ON ALL TABLES IN SCHEMA {{schema}} TO {{role}}",
    # What later revisions make, too.
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA {{schema}} GRANT {_RIGHTS} ON TABLES TO {{role}}",
    # Which revisions were run is for those to say that run them.
    f"REVOKE INSERT, UPDATE, DELETE ON {{schema}}.{VERSION_TABLE} FROM {{role}}",
)


def grant(database_url: str, *, schema: str, role: str) -> None:
    """Let a role read and write the tables of a schema; safe to repeat.

    A role that made the tables itself needs nothing. Raises ConfigurationError when there is no such
    role, and ServiceError UNAVAILABLE when Postgres does not answer.
    """
    names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role)}
    try:
        with psycopg.connect(database_url, connect_timeout=5) as connection:
            if connection.info.user == role:
                return
            for statement in _STATEMENTS:
                connection.execute(sql.SQL(statement).format(**names))
    except psycopg.errors.UndefinedObject as exc:
        raise ConfigurationError(
            [f"{ROLE_VARIABLE} is {role!r}, and the database has no such role."]
        ) from exc
    except psycopg.OperationalError as exc:
        raise unavailable("DATABASE_UNAVAILABLE", "The database does not answer.") from exc
