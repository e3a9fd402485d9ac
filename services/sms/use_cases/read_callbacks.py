"""Reads what a provider tells us: replies, delivery reports, and what is to be kept aside.

Whether a callback is genuine, and where all this is stored, is the business of others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from traceback import extract_tb
from typing import Final

from msgspec import Struct

from services.runtime.ids import new_id, parse_id
from services.runtime.logs import get_logger
from services.sms.domain.kept_callbacks import KeptKind, stray_bytes
from services.sms.domain.messages import MessageStatus
from services.sms.domain.provider import (
    Callback,
    CallbackKind,
    ParsedInbound,
    ParsedStatuses,
    ProviderInbound,
    ProviderStatus,
    UnreadableItem,
)
from services.sms.domain.replies import NewReply, NewStatusReport, Unreadable
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.provider import Provider

NOT_OURS: Final = "not one of our numbers"

log = get_logger(__name__)


class Read(Struct, frozen=True, kw_only=True):
    """What was in a callback; `accepted` counts the items that were understood."""

    accepted: int = 0
    replies: Sequence[NewReply] = ()
    reports: Sequence[NewStatusReport] = ()
    unreadable: Sequence[Unreadable] = ()


@dataclass(frozen=True, slots=True)
class CallbackReading:
    """Reads the callbacks of one provider; never raises."""

    name: str
    provider: Provider
    senders: SenderDirectory

    def read(self, callback: Callback) -> Read:
        """Read a callback that is genuine."""
        if callback.kind is CallbackKind.INBOUND:
            return self.messages(self._parse_inbound(callback))
        parsed = self._parse_status(callback)
        return Read(
            accepted=len(parsed.statuses),
            reports=[self._report(status) for status in parsed.statuses],
            unreadable=self._aside(parsed.unreadable, KeptKind.STATUS),
        )

    def messages(self, parsed: ParsedInbound) -> Read:
        """Sort messages out: replies to our numbers, and strays."""
        replies = [(message, self._reply(message)) for message in parsed.messages]
        strays = [
            UnreadableItem(reason=NOT_OURS, raw=stray_bytes(message))
            for message, reply in replies
            if reply is None
        ]
        return Read(
            accepted=len(parsed.messages),
            replies=[reply for _, reply in replies if reply is not None],
            unreadable=[
                *self._aside(parsed.unreadable, KeptKind.INBOUND),
                *self._aside(strays, KeptKind.STRAY),
            ],
        )

    def _parse_inbound(self, callback: Callback) -> ParsedInbound:
        try:
            return self.provider.parse_inbound(callback)
        except Exception as exc:
            return ParsedInbound(unreadable=(self._raised(callback, exc),))

    def _parse_status(self, callback: Callback) -> ParsedStatuses:
        try:
            return self.provider.parse_status(callback)
        except Exception as exc:
            return ParsedStatuses(unreadable=(self._raised(callback, exc),))

    def _raised(self, callback: Callback, cause: Exception) -> UnreadableItem:
        # A provider's reading never raises; one that does must not cost the callbacks beside it,
        # which would come again with it for ever.
        reason = f"reading raised {type(cause).__name__}"
        # Where, and not what: its message may hold anything that the callback does.
        at = extract_tb(cause.__traceback__)[-1]
        log.error(
            "callback cannot be read",
            provider=self.name,
            reason=reason,
            at=f"{at.name}, line {at.lineno}",
        )
        return UnreadableItem(reason=reason, raw=callback.body)

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

    def _aside(self, items: Sequence[UnreadableItem], kind: KeptKind) -> Sequence[Unreadable]:
        return [
            Unreadable(
                id=new_id(), provider=self.name, kind=kind.value, reason=item.reason, raw=item.raw
            )
            for item in items
        ]
