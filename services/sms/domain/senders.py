"""Our own numbers: which one writes to whom, and whose conversation a reply came to.

A reply address is a sender, or a sender followed by the digits of a subnumber. Which subnumbers
are free is not decided here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, assert_never

from services.sms.domain.phone_numbers import ANYWHERE

MOST_ADDRESS_DIGITS: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """Subnumbers are `count` digits after the sender's own, padded with zeros."""

    count: int

    @property
    def slots(self) -> int:
        """How many subnumbers there are."""
        return int(10**self.count)

    def subnumber(self, slot: int) -> str:
        """Return the digits of a slot, counted from 0; ValueError beyond the last one.

        >>> Digits(count=4).subnumber(42)
        '0042'
        """
        if not 0 <= slot < self.slots:
            raise ValueError(f"{self.count} digits have no slot {slot}")
        return str(slot).zfill(self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderNamed:
    """The provider names the SMS session; we map its name to a slot of our own, of `count` digits.

    The slot is no part of any address.
    """

    count: int = 2

    @property
    def slots(self) -> int:
        """How many slots a phone has: as many conversations may be open, or rest."""
        return Digits(count=self.count).slots

    def subnumber(self, slot: int) -> str:
        """Return the digits of a slot, counted from 0; ValueError beyond the last one."""
        return Digits(count=self.count).subnumber(slot)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSubnumbers:
    """Replies come to the sender itself; a phone has one conversation with it at a time."""


UNKNOWN_SLOT: Final = "unknown"
"""Stands for the subnumber of a reply whose SMS session belongs to no conversation: it is never given out."""

Subnumbers = Digits | ProviderNamed | NoSubnumbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """One of our numbers.

    `address` is a short code or E.164; `serves` are prefixes such as "+47", or "*" for
    anywhere; `rate` is in messages per second, None without a limit.
    """

    tenant: str
    address: str
    provider: str
    serves: tuple[str, ...]
    subnumbers: Subnumbers = NoSubnumbers()
    rate: float | None = None
    fallback: str | None = None
    """The provider that carries the same number while the first one's circuit is open."""

    @property
    def address_digits(self) -> str:
        """The address without its plus sign."""
        return self.address.removeprefix("+")

    @property
    def subnumber_digits(self) -> int:
        """How many digits a subnumber appends to the address; 0 where it appends none."""
        match self.subnumbers:
            case Digits(count=count):
                return count
            case ProviderNamed() | NoSubnumbers():
                return 0
            case _:
                assert_never(self.subnumbers)


class ReplyAddress(NamedTuple):
    """Where a reply came to; the subnumber's digits, empty for none."""

    sender: Sender
    subnumber: str


def senders_for(recipient: str, senders: Iterable[Sender]) -> tuple[Sender, ...]:
    """Return the senders that serve a recipient, the longest matching prefix first, else in their order.

    "*" matches everything and is the shortest.
    """
    serving = [sender for sender in senders if reach(recipient, sender) >= 0]
    return tuple(sorted(serving, key=lambda sender: -reach(recipient, sender)))


def reach(recipient: str, sender: Sender) -> int:
    """Return how long the longest prefix is by which a sender serves a recipient.

    0 where it serves anywhere, -1 where it does not serve the recipient at all.
    """
    lengths = [len(prefix) for prefix in sender.serves if recipient.startswith(prefix)]
    return max(lengths, default=0 if ANYWHERE in sender.serves else -1)


class SenderDirectory:
    """All senders, indexed for the look-ups of the hot path. Immutable."""

    def __init__(self, senders: Iterable[Sender]) -> None:
        self.senders = tuple(senders)
        self._by_address = {sender.address: sender for sender in self.senders}
        self._by_digits = {sender.address_digits: sender for sender in self.senders}
        # Fewest subnumber digits first, so that the longest sender that fits is found.
        self._suffixes = sorted({sender.subnumber_digits for sender in self.senders})
        self._by_tenant: dict[str, tuple[Sender, ...]] = {}
        for sender in self.senders:
            own = self._by_tenant.get(sender.tenant, ())
            self._by_tenant[sender.tenant] = (*own, sender)

    def of_tenant(self, tenant: str) -> tuple[Sender, ...]:
        """Return a tenant's senders, none for an unknown tenant."""
        return self._by_tenant.get(tenant, ())

    def senders_for(self, tenant: str, recipient: str) -> tuple[Sender, ...]:
        """Return the tenant's senders that serve a recipient, best first."""
        return senders_for(recipient, self.of_tenant(tenant))

    def countries(self, tenant: str) -> tuple[str, ...]:
        """Return the prefixes that the tenant's senders serve, each once."""
        prefixes = [prefix for sender in self.of_tenant(tenant) for prefix in sender.serves]
        return tuple(dict.fromkeys(prefixes))

    def with_address(self, address: str) -> Sender | None:
        """Return the sender with exactly this address, as providers write it."""
        # Nearly always it is one of ours as we write it.
        known = self._by_address.get(address)
        if known is not None:
            return known
        digits = _digits(address)
        return self._by_digits.get(digits) or self._by_digits.get(digits.removeprefix("00"))

    def only_sender(self, provider: str) -> Sender | None:
        """Return the sender on a provider that has just one, None otherwise."""
        on_it = [sender for sender in self.senders if sender.provider == provider]
        return on_it[0] if len(on_it) == 1 else None

    def split_address(self, to: str) -> ReplyAddress | None:
        """Return the sender and subnumber that a message came to, or None when it is none of ours.

        Takes `+`, `00` and spaces as providers write them. An exact address goes before one with a
        subnumber, a longer sender before a shorter one.
        """
        digits = _digits(to)
        # A short code may begin with zeros itself: the address as written goes first.
        return self._split(digits) or (self._split(digits[2:]) if digits.startswith("00") else None)

    def owns(self, address: str) -> bool:
        """Say whether an address is one of ours, with or without a subnumber.

        A plus sign is taken at its word here: +12125550123 is somebody's phone, also where 1212
        is a short code of ours with seven more digits.
        """
        found = self.split_address(address)
        if found is None:
            return False
        return found.sender.address.startswith("+") or not address.startswith("+")

    def _split(self, digits: str) -> ReplyAddress | None:
        exact = self._by_digits.get(digits)
        if exact is not None:
            return ReplyAddress(exact, "")
        for count in self._suffixes:
            sender = self._by_digits.get(digits[:-count]) if count else None
            if sender is not None and sender.subnumber_digits == count:
                return ReplyAddress(sender, digits[-count:])
        return None


def _digits(address: str) -> str:
    return "".join(address.split()).removeprefix("+")
