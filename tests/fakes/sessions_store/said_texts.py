"""What was said to phones that answered no question, in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.sessions.domain.contact import Contact
from services.sessions.domain.hourly_count import HourlyCount
from services.sessions.domain.restraint import AUTOMATIC_TEXTS_ARE_COUNTED_FOR, Heard, Line
from tests.fakes.sessions_store.rows import Rows


class FakeSaidTexts:
    """`ports.SaidTexts` on tables in memory."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def lock(self, lines: Sequence[Line], *, now: datetime) -> Mapping[Line, Sequence[datetime]]:
        """Return what was said on lines, oldest first."""
        return {line: list(self._rows.said.get(line, ())) for line in lines}

    def note(self, said: Mapping[Line, Sequence[datetime]], *, now: datetime) -> None:
        """Store what was said on lines."""
        self._rows.said |= {line: list(times) for line, times in said.items()}

    def lock_outside(self, tenants: Sequence[str], *, now: datetime) -> Mapping[str, HourlyCount]:
        """Return what tenants said outside any session."""
        return {tenant: self._rows.outside.get(tenant, HourlyCount()) for tenant in tenants}

    def note_outside(self, said: Mapping[str, HourlyCount], *, now: datetime) -> None:
        """Store what tenants said outside any session."""
        self._rows.outside |= said

    def heard(self, contacts: Sequence[Contact], *, since: datetime) -> Mapping[Contact, Heard]:
        """Return what each of these phones was sent after a time."""
        heard = {contact: self._heard(contact, since) for contact in contacts}
        return {contact: one for contact, one in heard.items() if one.total}

    def forget(self, *, now: datetime) -> None:
        """Delete lines on which nothing was said for long."""
        old = now - AUTOMATIC_TEXTS_ARE_COUNTED_FOR
        said = self._rows.said
        self._rows.said = {line: times for line, times in said.items() if max(times) > old}

    def _heard(self, contact: Contact, since: datetime) -> Heard:
        first = [
            self._rows.first_messages[one.id]
            for one in self._rows.sessions.values()
            if (one.tenant, one.address.phone) == contact and one.created_at > since
        ]
        others = [at for at in self._rows.said.get((*contact, ""), ()) if at > since]
        return Heard(first_messages=sum(first), others=len(others))
