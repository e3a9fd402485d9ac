"""The quick way to the session of a reply, as the use cases see it."""

from collections.abc import Sequence
from typing import Protocol

from services.sessions.domain.session import Address, Session


class SessionIndex(Protocol):
    """Which open session an address and phone belong to: fast, and perhaps wrong or empty."""

    def find(self, addresses: Sequence[Address]) -> Sequence[str | None]:
        """Return a session id for each address, None where none is known."""
        ...

    def remember(self, sessions: Sequence[Session]) -> None:
        """Note open sessions."""
        ...

    def forget(self, sessions: Sequence[Session]) -> None:
        """Drop sessions that are over."""
        ...
