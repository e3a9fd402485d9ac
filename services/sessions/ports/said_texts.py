"""Where texts to phones that answered no question are counted, as the use cases see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.sessions.domain.contact import Contact
from services.sessions.domain.hourly_count import HourlyCount
from services.sessions.domain.restraint import Heard, Line


class SaidTexts(Protocol):
    """Counts of one transaction. Lines are locked in their order, after sessions."""

    def lock(self, lines: Sequence[Line], *, now: datetime) -> Mapping[Line, Sequence[datetime]]:
        """Lock what was said on lines and return it, oldest first."""
        ...

    def note(self, said: Mapping[Line, Sequence[datetime]], *, now: datetime) -> None:
        """Store what was said on locked lines."""
        ...

    def lock_outside(self, tenants: Sequence[str], *, now: datetime) -> Mapping[str, HourlyCount]:
        """Lock what tenants said outside any session, before lines, and return it."""
        ...

    def note_outside(self, said: Mapping[str, HourlyCount], *, now: datetime) -> None:
        """Store what locked tenants said outside any session."""
        ...

    def heard(self, contacts: Sequence[Contact], *, since: datetime) -> Mapping[Contact, Heard]:
        """Return what each of these phones was sent after a time that is at most a day ago."""
        ...

    def forget(self, *, now: datetime) -> None:
        """Delete counts that do not matter any more."""
        ...
