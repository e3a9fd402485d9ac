"""Transactions, as the use cases see them."""

from contextlib import AbstractContextManager
from typing import Protocol

from services.runtime.audit import AuditTrail
from services.sessions.ports.caps import Caps
from services.sessions.ports.changes import Changes
from services.sessions.ports.contacts import Contacts
from services.sessions.ports.erasures import Erasures
from services.sessions.ports.keeping import Keeping
from services.sessions.ports.replies import Replies
from services.sessions.ports.requests import Requests
from services.sessions.ports.said_texts import SaidTexts
from services.sessions.ports.sessions import Sessions


class Transaction(Protocol):
    """An open transaction, by subject."""

    @property
    def sessions(self) -> Sessions: ...
    @property
    def replies(self) -> Replies: ...
    @property
    def said_texts(self) -> SaidTexts: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def caps(self) -> Caps: ...
    @property
    def changes(self) -> Changes: ...
    @property
    def erasures(self) -> Erasures: ...
    @property
    def keeping(self) -> Keeping: ...
    @property
    def audit(self) -> AuditTrail: ...

    def roll_back(self) -> None:
        """Undo everything so far, and let go of what is locked; nothing may follow."""
        ...


class UnitOfWork(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[Transaction]:
        """Open a transaction: committed at the end of the block, rolled back when it raises.

        Raises ServiceError UNAVAILABLE when the store cannot be reached.
        """
        ...
