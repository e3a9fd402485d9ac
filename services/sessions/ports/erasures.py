"""Where it is kept which erasures were asked for, as the use cases see it."""

from datetime import datetime
from typing import Protocol

from services.sessions.domain.erasure import Erasure


class Erasures(Protocol):
    """Erasures of one transaction."""

    def add(self, erasure: Erasure, *, leased_until: datetime) -> None:
        """Store a new one, leased to this process; it is read when the changes of this transaction are."""
        ...

    def get(self, tenant: str, erasure_id: str) -> Erasure | None:
        """Return one of a tenant."""
        ...

    def save(self, erasure: Erasure) -> None:
        """Store how far it has come; without phone and lease once it is done."""
        ...

    def is_read(self, erasure_id: str) -> bool:
        """Say whether every reader of the changes has passed it."""
        ...
