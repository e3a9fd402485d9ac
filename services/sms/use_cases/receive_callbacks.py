"""Takes raw callbacks of a provider: authenticates, reads, keeps, and says what to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from services.runtime.errors import not_found
from services.runtime.ids import new_id, parse_id
from services.sms.domain.messages import MessageStatus
from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackKind,
    CallbackOutcome,
    CallbackVerdict,
    ProviderInbound,
    ProviderStatus,
    UnreadableItem,
)
from services.sms.domain.replies import NewReply, NewStatusReport, Unreadable
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.provider import Provider
from services.sms.use_cases.keep_replies import Arrivals, KeepReplies

_REFUSED: Final = CallbackOutcome(verdict=CallbackVerdict.UNAUTHENTICATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveCallbacks:
    """Takes callbacks. What is acknowledged as taken is durable.

    Raises ServiceError NOT_FOUND for an unknown provider, and what `KeepReplies` raises.
    """

    providers: Mapping[str, Provider]
    senders: SenderDirectory
    keep: KeepReplies

    def __call__(self, name: str, callbacks: Sequence[Callback]) -> Sequence[Acknowledgement]:
        """Take callbacks of one provider and return the answer to each, in order."""
        provider = self.providers.get(name)
        if provider is None:
            raise not_found("PROVIDER_NOT_FOUND", "There is no such provider.")
        read = [_Reading(name, provider, self.senders).read(callback) for callback in callbacks]
        self.keep(
            Arrivals(
                replies=[reply for one in read for reply in one.replies],
                reports=[report for one in read for report in one.reports],
                unreadable=[item for one in read for item in one.unreadable],
            )
        )
        return [provider.acknowledge(one.outcome) for one in read]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    outcome: CallbackOutcome
    replies: Sequence[NewReply] = ()
    reports: Sequence[NewStatusReport] = ()
    unreadable: Sequence[Unreadable] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the callbacks of one provider."""

    name: str
    provider: Provider
    senders: SenderDirectory

    def read(self, callback: Callback) -> _Read:
        if not self.provider.authenticate(callback):
            return _Read(outcome=_REFUSED)
        match callback.kind:
            case CallbackKind.INBOUND:
                return self._inbound(callback)
            case CallbackKind.STATUS:
                return self._statuses(callback)
            case _:
                assert_never(callback.kind)

    def _inbound(self, callback: Callback) -> _Read:
        parsed = self.provider.parse_inbound(callback)
        replies = [(message, self._reply(message)) for message in parsed.messages]
        strays = [
            UnreadableItem(reason="not one of our numbers", raw=repr(message).encode())
            for message, reply in replies
            if reply is None
        ]
        return _Read(
            outcome=_taken(len(parsed.messages)),
            replies=[reply for _, reply in replies if reply is not None],
            unreadable=self._aside([*parsed.unreadable, *strays]),
        )

    def _statuses(self, callback: Callback) -> _Read:
        parsed = self.provider.parse_status(callback)
        return _Read(
            outcome=_taken(len(parsed.statuses)),
            reports=[self._report(status) for status in parsed.statuses],
            unreadable=self._aside(parsed.unreadable),
        )

    def _reply(self, message: ProviderInbound) -> NewReply | None:
        """Return the reply, None when it came to none of our numbers on this provider."""
        address = self.senders.split_address(message.to)
        if address is None or address.sender.provider != self.name:
            return None
        return NewReply(
            id=new_id(),
            tenant=address.sender.tenant,
            provider=self.name,
            provider_message_id=message.provider_message_id,
            sender=address.sender.address,
            subnumber=address.subnumber,
            phone=message.from_,
            text=message.text,
        )

    def _report(self, status: ProviderStatus) -> NewStatusReport:
        return NewStatusReport(
            id=new_id(),
            provider=self.name,
            provider_message_id=status.provider_message_id,
            message_id=parse_id(status.our_id or ""),
            status=MessageStatus(status.status.value),
            error_code=status.error_code,
            opted_out=status.opted_out,
        )

    def _aside(self, items: Sequence[UnreadableItem]) -> Sequence[Unreadable]:
        return [
            Unreadable(id=new_id(), provider=self.name, reason=item.reason, raw=item.raw)
            for item in items
        ]


def _taken(accepted: int) -> CallbackOutcome:
    return CallbackOutcome(verdict=CallbackVerdict.TAKEN, accepted=accepted)
