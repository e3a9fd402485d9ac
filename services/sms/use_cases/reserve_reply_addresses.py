"""Gives each conversation a reply address of its own (`services/sms/README.md`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.runtime.clock import Clock
from services.runtime.errors import unavailable
from services.sms.domain.reply_addresses import (
    AddressClaim,
    AddressWish,
    ChosenAddress,
    HeldAddress,
    InvalidRecipient,
    NoAddress,
    Reservation,
    ReservedAddress,
    choose_address,
)
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.store import Transaction, UnitOfWork
from services.sms.use_cases.allowed_recipients import AllowedRecipients

# Of those who want the same subnumber at the same moment, each round serves at least one.
_ROUNDS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveReplyAddresses:
    """Reserves reply addresses; asking again for the same conversation returns the same one.

    Raises ServiceError UNAVAILABLE when the store cannot be reached.
    """

    uow: UnitOfWork
    senders: SenderDirectory
    allowed: AllowedRecipients
    clock: Clock

    def __call__(self, tenant: str, wishes: Sequence[AddressWish]) -> Sequence[Reservation]:
        """Answer each wish, in order."""
        results: dict[str, Reservation] = {}
        missing: dict[str, AddressWish] = {}
        for wish in wishes:
            cause = self.allowed.problem(tenant, wish.recipient)
            if cause is None:
                missing[wish.conversation_id] = wish
            else:
                results[wish.conversation_id] = InvalidRecipient(cause=cause)
        results |= self._reserved(tenant, missing)
        return [results[wish.conversation_id] for wish in wishes]

    def _reserved(
        self, tenant: str, wishes: Mapping[str, AddressWish]
    ) -> Mapping[str, Reservation]:
        results: dict[str, Reservation] = {}
        missing = dict(wishes)
        for _ in range(_ROUNDS):
            if not missing:
                return results
            with self.uow.begin() as transaction:
                results |= self._round(transaction, tenant, missing)
            missing = {name: wish for name, wish in missing.items() if name not in results}
        raise unavailable("ADDRESSES_CONTENDED", "Too many want the same reply address.")

    def _round(
        self, transaction: Transaction, tenant: str, wishes: Mapping[str, AddressWish]
    ) -> Mapping[str, Reservation]:
        """Serve whom we can; who is missing in the answer lost to another transaction."""
        now = self.clock.now()
        known = transaction.reply_addresses.of_conversations(list(wishes))
        results: dict[str, Reservation] = {
            one.conversation_id: ReservedAddress(sender=one.sender, subnumber=one.subnumber)
            for one in known
        }
        rest = [wish for name, wish in wishes.items() if name not in results]
        claims, refused = self._choices(transaction, tenant, rest, now=now)
        taken = set(transaction.reply_addresses.take(claims, now=now)) if claims else set()
        results |= refused
        results |= {
            claim.conversation_id: _reserved(claim)
            for claim in claims
            if claim.conversation_id in taken
        }
        return results

    def _choices(
        self, transaction: Transaction, tenant: str, wishes: Sequence[AddressWish], *, now: datetime
    ) -> tuple[Sequence[AddressClaim], Mapping[str, NoAddress]]:
        """Choose for each wish, with what is chosen for the ones before it in mind."""
        candidates = {
            wish.recipient: self.senders.senders_for(tenant, wish.recipient) for wish in wishes
        }
        pairs = [(sender.address, phone) for phone, own in candidates.items() for sender in own]
        held: dict[str, list[HeldAddress]] = {phone: [] for phone in candidates}
        for address in transaction.reply_addresses.held(pairs) if pairs else ():
            held[address.recipient].append(address)
        claims: list[AddressClaim] = []
        refused: dict[str, NoAddress] = {}
        for wish in wishes:
            own = held[wish.recipient]
            chosen = choose_address(wish.recipient, candidates[wish.recipient], held=own, now=now)
            if isinstance(chosen, NoAddress):
                refused[wish.conversation_id] = chosen
                continue
            claim = _claim(tenant, wish, chosen)
            claims.append(claim)
            own[:] = [one for one in own if one.conversation_id != chosen.instead_of]
            own.append(_soon_held(claim, now))
        return claims, refused


def _claim(tenant: str, wish: AddressWish, chosen: ChosenAddress) -> AddressClaim:
    return AddressClaim(
        conversation_id=wish.conversation_id,
        tenant=tenant,
        recipient=wish.recipient,
        expires_at=wish.expires_at,
        chosen=chosen,
    )


def _soon_held(claim: AddressClaim, now: datetime) -> HeldAddress:
    return HeldAddress(
        conversation_id=claim.conversation_id,
        sender=claim.chosen.sender.address,
        subnumber=claim.chosen.subnumber,
        recipient=claim.recipient,
        created_at=now,
        over_at=claim.expires_at,
    )


def _reserved(claim: AddressClaim) -> ReservedAddress:
    return ReservedAddress(sender=claim.chosen.sender.address, subnumber=claim.chosen.subnumber)
