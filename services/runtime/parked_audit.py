"""Writes down who gave parked items back, or gave them up, in the transaction that did it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection, Table, text

from services.runtime.audit import AuditEntry
from services.runtime.audit_table import PostgresAuditTrail


class Operation(StrEnum):
    """What a person can do about parked items."""

    RETRY = "parked.retry"
    DROP = "parked.drop"


class Named(Protocol):
    """A parked item, as a row has it."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def kind(self) -> str:
        """What it is."""
        ...

    @property
    def tenant(self) -> str | None:
        """Whose it is, where that is known."""
        ...


def note(
    connection: Connection, table: Table, operation: Operation, items: Iterable[Named]
) -> None:
    """Write an entry for each item."""
    at = connection.execute(text("SELECT now()")).scalar_one()
    PostgresAuditTrail(connection, table).note(
        [
            AuditEntry(
                tenant=item.tenant or "",
                operation=operation,
                object=f"{item.kind}/{item.id}",
                at=at,
            )
            for item in items
        ]
    )
