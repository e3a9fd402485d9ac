"""Phones on this machine: what they show, and replies from them."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from services.runtime.clock import Clock
from services.runtime.errors import ErrorKind, ServiceError, invalid, not_found
from services.runtime.ids import new_id
from services.sms.domain.handset import MOST_SHOWN, Handset, HandsetMessage
from services.sms.domain.phone_numbers import is_short_code_or_alphanumeric
from services.sms.domain.replies import NewReply
from services.sms.domain.senders import ReplyAddress, SenderDirectory
from services.sms.ports.store import UnitOfWork
from services.sms.use_cases.keep_replies import KeepReplies
from services.sms.use_cases.read_callbacks import Arrivals


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowHandset:
    """Shows the last 200 messages of a phone, oldest first.

    Raises ServiceError NOT_FOUND when the tenant has no sender on a handset, INVALID for no phone.
    """

    uow: UnitOfWork
    senders: SenderDirectory
    handset_providers: Set[str]

    def __call__(self, tenant: str, phone: str) -> Handset:
        """Return what the phone shows, and whether more is on its way."""
        if is_short_code_or_alphanumeric(phone):
            raise invalid("INVALID_IDENTIFIER", "A phone is written like +4790000001.")
        addresses = [
            sender.address
            for sender in self.senders.of_tenant(tenant)
            if sender.provider in self.handset_providers
        ]
        if not addresses:
            raise not_found("HANDSET_NOT_FOUND", "No provider of type handset is configured.")
        with self.uow.begin() as transaction:
            # First what is on its way: what arrives in between is shown.
            more_to_come = transaction.handsets.more_to_come(phone, addresses)
            messages = transaction.handsets.shown(phone, addresses, limit=MOST_SHOWN)
        return Handset(messages=messages, more_to_come=more_to_come)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyFromHandset:
    """Replies from a phone, on the way that every provider's replies take.

    Raises what `ShowHandset` and `KeepReplies` raise, INVALID for an address that is no handset
    sender of the tenant, and PRECONDITION when there is no message to reply to.
    """

    show: ShowHandset
    senders: SenderDirectory
    keep: KeepReplies
    clock: Clock

    def __call__(self, tenant: str, phone: str, *, text: str, to: str) -> bool:
        """Reply to an address, or to where the last message came from when `to` is empty.

        Returns whether the reply is early: for the message before the one that is just arriving.
        """
        shown = self.show(tenant, phone)
        address = self._address(tenant, to or _last_sender(shown.messages))
        reply = NewReply(
            id=new_id(),
            tenant=tenant,
            provider=address.sender.provider,
            provider_message_id=new_id(),
            sender=address.sender.address,
            subnumber=address.subnumber,
            phone=phone,
            text=text,
        )
        is_early = shown.is_early(self.clock.now())
        self.keep([Arrivals(replies=[reply])])
        return is_early

    def _address(self, tenant: str, to: str) -> ReplyAddress:
        address = self.senders.split_address(to)
        if (
            address is None
            or address.sender.tenant != tenant
            or address.sender.provider not in self.show.handset_providers
        ):
            raise invalid("INVALID_ADDRESS", "That is not one of our numbers on a handset.")
        return address


def _last_sender(shown: Sequence[HandsetMessage]) -> str:
    for message in reversed(shown):
        if not message.sent_by_handset:
            return message.from_
    raise ServiceError(
        kind=ErrorKind.PRECONDITION,
        reason="NOTHING_TO_REPLY_TO",
        message="The phone has received no message yet; say where the reply goes.",
    )
