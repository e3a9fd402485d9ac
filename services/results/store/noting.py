"""Writes down who exported what, in Postgres."""

from services.results.store.tables import audit
from services.runtime.audit import AuditEntry
from services.runtime.audit_table import PostgresAuditTrail
from services.runtime.database import Database


class PostgresNotes:
    """`ports.notes.Notes` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, entry: AuditEntry) -> None:
        """Write an entry down; it is durable when this returns."""
        with self._database.transaction() as connection:
            PostgresAuditTrail(connection, audit).note([entry])
