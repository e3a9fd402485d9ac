"""Which reply address a conversation gets: the sender, and the subnumber where it has them.

The choice only, from what is known of the recipient's addresses (`services/sms/README.md`). That no
two conversations get the same one is held by the store.
"""

import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from services.sms.domain.senders import Digits, NoSubnumbers, ProviderNamed, Sender, reach

QUARANTINE: Final = timedelta(days=14)
"""For how long after a conversation its subnumber is given to no other one of that phone."""


class NoAddress(StrEnum):
    """Why a conversation gets no reply address."""

    NO_SENDER = "NO_SENDER"
    NO_SUBNUMBER = "NO_SUBNUMBER"


OWN_NUMBER: Final = "own_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressWish:
    """A conversation that needs a reply address until `expires_at` at most."""

    conversation_id: str
    recipient: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservedAddress:
    """The reply address that a conversation has."""

    sender: str
    subnumber: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidRecipient:
    """Nothing is sent to that number; `cause` is a `RecipientProblem` or `OWN_NUMBER`."""

    cause: str


Reservation = ReservedAddress | InvalidRecipient | NoAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAddress:
    """A reply address of a recipient that a conversation has, or had."""

    conversation_id: str
    sender: str
    subnumber: str
    recipient: str
    created_at: datetime
    over_at: datetime

    def live(self, now: datetime) -> bool:
        """Say whether its conversation goes on."""
        return now < self.over_at

    def reusable(self, now: datetime) -> bool:
        """Say whether its quarantine is over."""
        return self.over_at + QUARANTINE <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenAddress:
    """A choice; `instead_of` is the conversation whose finished quarantine gave the subnumber."""

    sender: Sender
    subnumber: str
    instead_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressClaim:
    """A conversation, and the address chosen for it."""

    conversation_id: str
    tenant: str
    recipient: str
    expires_at: datetime
    chosen: ChosenAddress


def choose_address(
    recipient: str, senders: Sequence[Sender], *, held: Iterable[HeldAddress], now: datetime
) -> ChosenAddress | NoAddress:
    """Choose among the senders that serve a recipient; `held` is all that the recipient has on them.

    The longest matching prefix goes first; among equals a sender on which the phone has no open
    conversation, then one with a subnumber left. A conversation shares a number with another only
    where no sender of whatever prefix has an address of its own for it (`services/sessions/README.md`).
    """
    if not senders:
        return NoAddress.NO_SENDER
    taken: dict[str, list[HeldAddress]] = {sender.address: [] for sender in senders}
    for address in held:
        if address.sender in taken:
            taken[address.sender].append(address)
    busy = {name for name, own in taken.items() if any(one.live(now) for one in own)}
    ranked = sorted(senders, key=lambda one: (-reach(recipient, one), one.address in busy))
    for sender in ranked:
        chosen = _of_its_own(sender, recipient, held=taken[sender.address], now=now)
        if chosen is not None:
            return chosen
    shared = (one for one in ranked if isinstance(one.subnumbers, NoSubnumbers))
    sender_to_share = next(shared, None)
    if sender_to_share is None:
        return NoAddress.NO_SUBNUMBER
    return ChosenAddress(sender=sender_to_share, subnumber="")


def _of_its_own(
    sender: Sender, recipient: str, *, held: Collection[HeldAddress], now: datetime
) -> ChosenAddress | None:
    """Return an address on a sender that no open conversation of the phone has, if there is one."""
    if isinstance(sender.subnumbers, NoSubnumbers):
        busy = any(one.live(now) for one in held)
        return None if busy else ChosenAddress(sender=sender, subnumber="")
    digits = sender.subnumbers
    used = {address.subnumber for address in held}
    first = _first_slot(recipient, digits, held=held)
    # Among one more slots than are used there is a free one.
    for step in range(min(digits.slots, len(used) + 1)):
        subnumber = digits.subnumber((first + step) % digits.slots)
        if subnumber not in used:
            return ChosenAddress(sender=sender, subnumber=subnumber)
    return _oldest_reusable(sender, held=held, now=now)


def _first_slot(
    recipient: str, digits: Digits | ProviderNamed, *, held: Collection[HeldAddress]
) -> int:
    """Go on after the slot taken last; a recipient's first one comes from a hash of it."""
    newest = max(
        (address for address in held if len(address.subnumber) == digits.count),
        key=lambda address: (address.created_at, address.conversation_id),
        default=None,
    )
    if newest is None:
        return zlib.crc32(recipient.encode()) % digits.slots
    return (int(newest.subnumber) + 1) % digits.slots


def _oldest_reusable(
    sender: Sender, *, held: Collection[HeldAddress], now: datetime
) -> ChosenAddress | None:
    finished = [address for address in held if address.reusable(now)]
    if not finished:
        return None
    oldest = min(finished, key=lambda address: address.over_at)
    return ChosenAddress(
        sender=sender, subnumber=oldest.subnumber, instead_of=oldest.conversation_id
    )
