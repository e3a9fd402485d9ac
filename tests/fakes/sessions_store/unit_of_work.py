"""Transactions on the store in memory: one at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from services.sessions.ports.erasures import Erasures
from services.sessions.ports.keeping import Keeping
from tests.fakes.sessions_store.audit import FakeAuditTrail
from tests.fakes.sessions_store.caps import FakeCaps
from tests.fakes.sessions_store.changes import FakeChanges
from tests.fakes.sessions_store.contacts import FakeContacts
from tests.fakes.sessions_store.replies import FakeReplies
from tests.fakes.sessions_store.requests import FakeRequests
from tests.fakes.sessions_store.rows import Rows
from tests.fakes.sessions_store.said_texts import FakeSaidTexts
from tests.fakes.sessions_store.sessions import FakeSessions


class FakeTransaction:
    """What an open transaction offers, on copies of the tables."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.is_rolled_back = False
        self.sessions = FakeSessions(rows)
        self.replies = FakeReplies(rows)
        self.said_texts = FakeSaidTexts(rows)
        self.contacts = FakeContacts(rows)
        self.caps = FakeCaps(rows)
        self.requests = FakeRequests(rows)
        self.changes = FakeChanges(rows)
        self.audit = FakeAuditTrail(rows)

    @property
    def erasures(self) -> Erasures:
        """As for what is old."""
        raise NotImplementedError

    @property
    def keeping(self) -> Keeping:
        """What is old is looked for on a real Postgres only."""
        raise NotImplementedError

    def roll_back(self) -> None:
        """Undo everything so far."""
        self.is_rolled_back = True


class FakeUnitOfWork:
    """Opens transactions on `rows`."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._lock = threading.Lock()

    @contextmanager
    def begin(self) -> Iterator[FakeTransaction]:
        """Open a transaction, whose tables take the place of the others at the end."""
        with self._lock:
            transaction = FakeTransaction(self.rows.copied())
            yield transaction
            if not transaction.is_rolled_back:
                self.rows = transaction.rows
