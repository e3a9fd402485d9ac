"""Where messages, replies and reply addresses are kept, as the use cases see it.

A use case opens a transaction, and everything in it is durable or nothing is.
"""

from collections.abc import Mapping, Sequence, Set
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Protocol

from services.sms.domain.erasure import ErasedRecipient
from services.sms.domain.handset import HandsetMessage
from services.sms.domain.messages import (
    Added,
    ConversationEnd,
    ConversationPlace,
    Dropped,
    MessagePage,
    MessageRecord,
    MessageStanding,
    Outgoing,
    PreparedMessage,
    Withdrawal,
)
from services.sms.domain.prefix_brake import Begun
from services.sms.domain.replies import NewReply, NewStatusReport, Reply, SpentNonce, Unreadable
from services.sms.domain.reply_addresses import AddressClaim, HeldAddress


class Messages(Protocol):
    """Messages to phones."""

    def known(self, ids: Sequence[str]) -> Set[str]:
        """Return which of these messages are there."""
        ...

    def add(self, messages: Sequence[PreparedMessage], *, now: datetime, lease: timedelta) -> Added:
        """Queue messages, dropping those already known.

        A message is first in line when nothing of its conversation has to leave before it: the one
        before it is there, and is queued no longer.
        """
        ...

    def look_again(
        self, place: ConversationPlace, *, now: datetime, lease: timedelta
    ) -> Sequence[Outgoing]:
        """Return the message at this place if it is first in line after all.

        In a transaction of its own, after the one that added it: then either whoever settles the
        message before it sees it, or this sees what was settled.
        """
        ...

    def drop(
        self,
        ends: Sequence[ConversationEnd | Withdrawal],
        *,
        now: datetime,
        lease: timedelta,
    ) -> Dropped:
        """Take back what is queued in conversations, as far as their ends say."""
        ...

    def standings(self, places: Sequence[ConversationPlace]) -> Sequence[MessageStanding]:
        """Return how far the message at each place has come, in order."""
        ...

    def of_conversation(
        self, tenant: str, conversation_id: str, *, page: MessagePage
    ) -> Sequence[MessageRecord]:
        """Return messages of a conversation in order; none for one that is not the tenant's."""
        ...


class Inbox(Protocol):
    """What came from providers."""

    def add_replies(
        self, replies: Sequence[NewReply], *, now: datetime, lease_until: datetime
    ) -> Sequence[Reply]:
        """Keep replies received now, dropping those already known; returns the new ones in order.

        Parts of long texts are kept until the whole is there.
        """
        ...

    def add_reports(
        self, reports: Sequence[NewStatusReport], *, now: datetime, lease_until: datetime
    ) -> None:
        """Keep delivery reports, leased to this process until then."""
        ...

    def late_parts(self, *, before: datetime, limit: int) -> Sequence[str]:
        """Return long texts of which a part came before, and others never did."""
        ...

    def give_out(self, whole: str, *, now: datetime) -> NewReply | None:
        """Return what is there of a long text; None when it was given out meanwhile."""
        ...

    def spend(self, nonces: Mapping[int, SpentNonce], *, now: datetime) -> Set[int]:
        """Spend nonces of callbacks, by their place; returns those used for another one before."""
        ...

    def add_unreadable(self, items: Sequence[Unreadable], *, now: datetime) -> None:
        """Keep what nobody understands, for a person."""
        ...


class ReplyAddresses(Protocol):
    """Which conversation has, or had, which reply address."""

    def of_conversations(self, conversation_ids: Sequence[str]) -> Sequence[HeldAddress]:
        """Return the address of each conversation that has one."""
        ...

    def held(self, pairs: Sequence[tuple[str, str]]) -> Sequence[HeldAddress]:
        """Return all addresses that these (sender, recipient) have or had."""
        ...

    def take(self, claims: Sequence[AddressClaim], *, now: datetime) -> Sequence[str]:
        """Give addresses to conversations; returns the conversations that got theirs.

        One whose address another transaction took in the meantime gets nothing and may try again.
        """
        ...

    def end(self, ends: Sequence[ConversationEnd]) -> None:
        """Begin the quarantine of what these conversations have; for ones without: nothing."""
        ...


class Handsets(Protocol):
    """What handsets show, read from messages and replies."""

    def shown(self, phone: str, senders: Sequence[str], *, limit: int) -> Sequence[HandsetMessage]:
        """Return the last messages between a phone and senders, oldest first."""
        ...

    def more_to_come(self, phone: str, senders: Sequence[str]) -> bool:
        """True while a message of these senders waits to go to a phone."""
        ...


class Recipients(Protocol):
    """People, as far as they are known here: by their phones."""

    def erase(self, tenant: str, phone: str) -> ErasedRecipient:
        """Blank everything of the tenant that names the phone; nothing queued for it leaves."""
        ...


class Spending(Protocol):
    """What tenants with a limit had sent."""

    def spent(self, tenant: str, day: date) -> int:
        """Return how many SMS a day has cost so far; nobody else spends until the transaction ends."""
        ...

    def add(self, tenant: str, day: date, segments: int) -> None:
        """Count SMS of a day."""
        ...


class Ranges(Protocol):
    """How many messages began to ranges of numbers, for tenants that brake them."""

    def begun(self, tenant: str, day: date, ranges: Sequence[str]) -> Mapping[str, Begun]:
        """Return what began to ranges; nobody else begins to them until the transaction ends."""
        ...

    def add(self, tenant: str, day: date, begun: Mapping[str, int]) -> None:
        """Count messages that began, by range."""
        ...


class Transaction(Protocol):
    """An open transaction."""

    @property
    def messages(self) -> Messages: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def reply_addresses(self) -> ReplyAddresses: ...
    @property
    def handsets(self) -> Handsets: ...
    @property
    def recipients(self) -> Recipients: ...
    @property
    def spending(self) -> Spending: ...

    @property
    def ranges(self) -> Ranges: ...


class UnitOfWork(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[Transaction]:
        """Open a transaction: committed at the end of the block, rolled back when it raises.

        Raises ServiceError UNAVAILABLE when the store cannot be reached.
        """
        ...
