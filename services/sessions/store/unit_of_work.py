"""Transactions on the schema `sessions`, as use cases open them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from services.runtime.audit_table import PostgresAuditTrail
from services.runtime.database import Database
from services.sessions.store.caps import PostgresCaps
from services.sessions.store.changes import PostgresChanges
from services.sessions.store.contacts import PostgresContacts
from services.sessions.store.erasures import PostgresErasures
from services.sessions.store.keeping import PostgresKeeping
from services.sessions.store.replies import PostgresReplies
from services.sessions.store.requests import PostgresRequests
from services.sessions.store.said_texts import PostgresSaidTexts
from services.sessions.store.sessions import PostgresSessions
from services.sessions.store.tables import audit


class PostgresTransaction:
    """What an open transaction offers."""

    __slots__ = (
        "_connection",
        "audit",
        "caps",
        "changes",
        "contacts",
        "erasures",
        "keeping",
        "replies",
        "requests",
        "said_texts",
        "sessions",
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.sessions = PostgresSessions(connection)
        self.replies = PostgresReplies(connection)
        self.said_texts = PostgresSaidTexts(connection)
        self.contacts = PostgresContacts(connection)
        self.erasures = PostgresErasures(connection)
        self.keeping = PostgresKeeping(connection)
        self.caps = PostgresCaps(connection)
        self.requests = PostgresRequests(connection)
        self.changes = PostgresChanges(connection)
        self.audit = PostgresAuditTrail(connection, audit)

    def roll_back(self) -> None:
        """Undo everything so far, and let go of what is locked; nothing may follow."""
        self._connection.rollback()


class PostgresUnitOfWork:
    """Opens transactions on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def begin(self) -> Iterator[PostgresTransaction]:
        """Open a transaction: committed at the end of the block, rolled back when it raises."""
        with self._database.transaction() as connection:
            yield PostgresTransaction(connection)
