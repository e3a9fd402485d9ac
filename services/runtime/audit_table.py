"""The table `audit` of a context, and how it is written. What is in it is `audit`'s."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import structlog
from sqlalchemy import Column, Connection, DateTime, Index, MetaData, Table, Text, Uuid

from services.runtime.actor import Actor, current_actor
from services.runtime.arrays import as_arrays, insert_rows
from services.runtime.audit import AuditEntry
from services.runtime.ids import new_id
from services.runtime.statements import Statement

SYSTEM: Final = Actor(kind="system", id="", name="")
"""Who acts where the caller named nobody: another part of Svar, or somebody past the gateway."""
_COLUMNS: Final = (
    "id",
    "tenant",
    "written_at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "actor_address",
    "operation",
    "object",
    "request_id",
)


def audit_table(metadata: MetaData) -> Table:
    """Declare the table in the schema of `metadata`; its migrations create it."""
    table = Table(
        "audit",
        metadata,
        # Of version 7: sorts by when it was written.
        Column("id", Uuid(as_uuid=False), primary_key=True),
        Column("tenant", Text, nullable=False),
        Column("written_at", DateTime(timezone=True), nullable=False),
        Column("actor_kind", Text, nullable=False),
        Column("actor_id", Text, nullable=False),
        Column("actor_name", Text, nullable=False),
        Column("actor_address", Text, nullable=False, server_default=""),
        Column("operation", Text, nullable=False),
        Column("object", Text, nullable=False),
        Column("request_id", Text, nullable=False),
    )
    # For a list of what happened lately.
    Index("ix_audit_tenant", table.c.tenant, table.c.id)
    return table


class PostgresAuditTrail:
    """`audit.AuditTrail` on one open transaction."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table

    def note(self, entries: Sequence[AuditEntry]) -> None:
        """Write entries down, with the actor and the id of the request at hand."""
        actor = current_actor() or SYSTEM
        request_id = structlog.contextvars.get_contextvars().get("request_id", "")
        rows = [
            {
                "id": new_id(),
                "tenant": entry.tenant,
                "written_at": entry.at,
                "actor_kind": actor.kind,
                "actor_id": actor.id,
                "actor_name": actor.name,
                "actor_address": actor.address,
                "operation": entry.operation,
                "object": entry.object,
                "request_id": request_id,
            }
            for entry in entries
        ]
        if rows:
            _insert(self._table).run(self._connection, as_arrays(self._table, _COLUMNS, rows))


@cache
def _insert(table: Table) -> Statement:
    return insert_rows(table, _COLUMNS)
