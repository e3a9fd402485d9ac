"""What is old, as the use cases see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.runtime.stretch import Stretch
from services.sessions.ports.changes import Touched
from services.settings.keeping import Keeping as Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """The last row that was looked at, None when there was none, and the sessions that were changed."""

    last: str | None
    touched: Sequence[Touched]


class Keeping(Protocol):
    """Old rows of a group of tenants, on one transaction. `before` is when what they belong to had ended."""

    def anonymise_sessions(self, stretch: Stretch, group: Group, *, before: datetime) -> Looked:
        """Take phone, reference and personal variables out of sessions and their replies."""
        ...

    def delete_sessions(self, stretch: Stretch, group: Group, *, before: datetime) -> Looked:
        """Delete sessions with their replies."""
        ...

    def anonymise_replies(self, stretch: Stretch, group: Group, *, before: datetime) -> str | None:
        """Take the phone out of replies outside any session; returns the last one looked at."""
        ...

    def delete_replies(self, stretch: Stretch, group: Group, *, before: datetime) -> str | None:
        """Delete replies outside any session; returns the last one looked at."""
        ...

    def delete_erasures(self, stretch: Stretch, group: Group) -> str | None:
        """Delete erasures that are done; returns the last one looked at."""
        ...

    def delete_deliveries(self, stretch: Stretch, group: Group) -> str | None:
        """Delete deliveries that were put aside; returns the last one looked at."""
        ...
