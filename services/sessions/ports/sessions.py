"""Where sessions are kept, as the use cases see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.runtime.errors import ErrorKind, ServiceError
from services.sessions.domain.contact import Contact
from services.sessions.domain.page import SessionFilter
from services.sessions.domain.session import Address, Session


class AddressHeldError(Exception):
    """Somebody else has begun a session on an address meanwhile; the transaction is lost."""


@dataclass(kw_only=True, eq=False)
class UnreadableSessionError(ServiceError):
    """A stored session makes no sense, so that nothing can be decided about it."""

    kind: ErrorKind = ErrorKind.INTERNAL
    reason: str = "SESSION_UNREADABLE"
    message: str = "A stored session cannot be read."
    session_id: str


class Sessions(Protocol):
    """Sessions of one transaction. Rows are locked in id order."""

    def find(
        self, wanted: Sequence[tuple[str, Address]], *, closed_since: datetime
    ) -> Sequence[str | None]:
        """Return for each tenant's address its open session asked last, else the newest closed one."""
        ...

    def lock(self, session_ids: Sequence[str]) -> Mapping[str, Session]:
        """Lock sessions and return those that exist, by id; raises UnreadableSessionError."""
        ...

    def open_at(self, addresses: Sequence[Address]) -> Sequence[str]:
        """Return the ids of the open sessions on exactly these addresses."""
        ...

    def open_of(self, contacts: Sequence[Contact]) -> Sequence[str]:
        """Return the ids of all open sessions of these contacts."""
        ...

    def all_of(self, contact: Contact) -> Sequence[str]:
        """Return the ids of all sessions of a contact, open or over."""
        ...

    def contacts_of(self, session_ids: Sequence[str]) -> Mapping[str, Contact]:
        """Return the contact of each of these sessions that exists, without locking it."""
        ...

    def due(self, *, now: datetime, limit: int) -> Sequence[str]:
        """Lock open sessions past their expiry, or their alarm, that nobody else has locked.

        Returns their ids, so many of either kind at most.
        """
        ...

    def sleep(self, alarms: Mapping[str, datetime]) -> None:
        """Store when locked sessions are looked at next, by their ids."""
        ...

    def add(self, added: Sequence[Session]) -> None:
        """Store new sessions; raises AddressHeldError when somebody else took an address."""
        ...

    def save(self, changed: Sequence[Session]) -> None:
        """Store what changed of locked sessions."""
        ...

    def clear(self, session_ids: Sequence[str], *, at: datetime) -> None:
        """Cancel sessions that cannot be read, and empty what is in them."""
        ...

    def get(self, tenant: str, session_id: str) -> Session | None:
        """Return one session of a tenant."""
        ...

    def page(self, wanted: SessionFilter) -> Sequence[Session]:
        """Return sessions, newest first."""
        ...
