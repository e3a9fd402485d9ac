"""Where it is kept who wants, or gets, no SMS, as the use cases see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.sessions.domain.contact import Contact, OptOut
from services.sessions.domain.erasure import Remaining


class Contacts(Protocol):
    """Contacts of one transaction, locked before sessions."""

    def lock(self, contacts: Sequence[Contact], *, create: bool = True) -> None:
        """Keep others from changing these contacts; unknown ones are added, unless told otherwise.

        What is read afterwards holds until the end of the transaction.
        """
        ...

    def suppressed(self, contacts: Sequence[Contact]) -> Mapping[Contact, str]:
        """Return the reason for each contact that opted out or is denied."""
        ...

    def sent_since(self, contacts: Mapping[Contact, datetime]) -> Mapping[Contact, datetime]:
        """Return the contacts that were sent a survey after their time, with when the last was."""
        ...

    def unreachable(
        self, contacts: Sequence[Contact], *, since: datetime
    ) -> Mapping[Contact, datetime]:
        """Return those whose last two surveys never arrived, with when the last one was, after `since`."""
        ...

    def opted_out_at(self, contact: Contact) -> datetime | None:
        """Return since when a contact is opted out, None when it is not."""
        ...

    def denied_at(self, contact: Contact) -> datetime | None:
        """Return since when a contact is on the deny list, None when it is not."""
        ...

    def opt_outs(self, tenant: str, *, after: str, limit: int) -> Sequence[OptOut]:
        """Return a tenant's opt-outs in the order of the phones, those after a phone."""
        ...

    def opt_out(self, contacts: Sequence[Contact], *, at: datetime) -> set[Contact]:
        """Note that these want nothing; returns those that had not said so before."""
        ...

    def opt_in(self, contacts: Sequence[Contact]) -> set[Contact]:
        """Note that these want messages again; returns those that had opted out."""
        ...

    def deny(self, contact: Contact, *, at: datetime) -> datetime:
        """Put a contact on the deny list; returns since when it is there."""
        ...

    def allow(self, contact: Contact) -> None:
        """Take a contact off the deny list."""
        ...

    def erase(
        self, contact: Contact, session_ids: Sequence[str]
    ) -> tuple[int, Sequence[Remaining]]:
        """Blank whatever names a contact, all of its sessions too, but for an opt-out and the deny list.

        Returns how many replies there were, and what remains.
        These sessions are locked and over. What was said in them stays for whoever saves them.
        """
        ...

    def forget_idle(self, *, after: Contact, idle_since: datetime, limit: int) -> Contact | None:
        """Look at the next contacts in their order and delete those that nothing is known of.

        Those neither opted out nor denied, with no open session and none begun since. Returns the last
        one looked at, None when there is none after the one given.
        """
        ...
