"""Transactions on the schema `surveys`, as use cases open them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from services.runtime.audit_table import PostgresAuditTrail
from services.runtime.database import Database
from services.surveys.store.requests import PostgresRequests
from services.surveys.store.surveys import PostgresSurveys
from services.surveys.store.tables import audit
from services.surveys.store.versions import PostgresVersions


class PostgresTransaction:
    """What an open transaction offers."""

    __slots__ = ("audit", "requests", "surveys", "versions")

    def __init__(self, connection: Connection) -> None:
        self.surveys = PostgresSurveys(connection)
        self.versions = PostgresVersions(connection)
        self.requests = PostgresRequests(connection)
        self.audit = PostgresAuditTrail(connection, audit)


class PostgresUnitOfWork:
    """Opens transactions on one database; raises UNAVAILABLE as `Database` does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def begin(self) -> Iterator[PostgresTransaction]:
        """Open a transaction: committed at the end of the block, rolled back when it raises."""
        with self._database.transaction() as connection:
            yield PostgresTransaction(connection)
