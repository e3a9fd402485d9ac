"""Where it is counted how many sessions began, as the use cases see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.sessions.domain.caps import Count


class Caps(Protocol):
    """Counts of one transaction. Locked in the order of their keys: after contacts, before sessions."""

    def counted(self, keys: Sequence[bytes]) -> Mapping[bytes, int]:
        """Return how many sessions each key counts, without locking; none is 0 or missing."""
        ...

    def lock(self, counts: Sequence[Count]) -> Mapping[bytes, int]:
        """Lock counts, which begin at 0, and return them by key."""
        ...

    def note(self, counted: Mapping[bytes, int]) -> None:
        """Store locked counts."""
        ...

    def forget(self, *, now: datetime) -> None:
        """Delete counts whose period is over."""
        ...
