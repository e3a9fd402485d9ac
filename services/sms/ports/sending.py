"""How messages get from the store to the sender, and what is settled there afterwards."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Protocol

from services.sms.domain.messages import Outgoing
from services.sms.domain.sending import Settlement


class SendQueue(Protocol):
    """Takes messages that are committed, first in line, and leased to this process."""

    def offer(self, messages: Sequence[Outgoing]) -> None:
        """Send these when their time comes; returns at once."""
        ...

    def cancel(self, ids: Sequence[str]) -> None:
        """Forget messages that were taken back, unless they are leaving just now."""
        ...


class SendStore(Protocol):
    """The queue as the sender sees it; each method is one transaction."""

    def claim(
        self,
        *,
        senders: Sequence[str],
        now: datetime,
        lease: timedelta,
        limit: int,
        automatic: bool,
    ) -> Sequence[Outgoing]:
        """Lease messages of these senders whose lease ran out, skipping what others are claiming.

        Either automatic texts, or all others.
        """
        ...

    def renew(
        self, leases: Mapping[str, datetime], *, now: datetime, lease: timedelta
    ) -> Sequence[str]:
        """Prolong leases, given as they are; returns the messages that are still ours and queued."""
        ...

    def mark(self, message_ids: Sequence[str], *, at: datetime) -> Set[str]:
        """Note that messages are leaving, so that nobody sends them again after a crash.

        Returns those that are queued still. Settling takes the mark away.
        """
        ...

    def session_refs(self, message_ids: Sequence[str]) -> Mapping[str, str]:
        """Return what the provider calls the SMS sessions of messages, of those that have one."""
        ...

    def still_leased(self, leases: Mapping[str, datetime]) -> Sequence[str]:
        """Return which messages are still queued under leases, given as they are; changes nothing."""
        ...

    def settle(
        self, settlements: Sequence[Settlement], *, now: datetime, lease: timedelta
    ) -> Sequence[Outgoing]:
        """Write down what became of messages; returns those that are first in line by it."""
        ...
