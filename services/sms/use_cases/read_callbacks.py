"""Reads what a provider tells us: replies, delivery reports, and what is to be kept aside.

Where all this is stored is the business of others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from traceback import extract_tb
from typing import Final

from msgspec import Struct

from services.runtime.ids import new_id, parse_id
from services.runtime.logs import get_logger
from services.sms.domain.kept_callbacks import KeptKind, stray_bytes, without_secrets
from services.sms.domain.messages import MessageStatus
from services.sms.domain.provider import (
    Callback,
    DeliveryStatus,
    Nonce,
    ProviderReply,
    ProviderReport,
    Received,
    Refused,
    Traits,
    TryLater,
    UnreadableItem,
    is_proven,
)
from services.sms.domain.replies import NewReply, NewStatusReport, SpentNonce, Unreadable
from services.sms.domain.senders import ReplyAddress, SenderDirectory
from services.sms.ports.provider import Reader

NOT_OURS: Final = "not one of our numbers"

log = get_logger(__name__)


class Arrivals(Struct, frozen=True, kw_only=True):
    """What was read, ready to be stored; `accepted` counts the items that were understood."""

    accepted: int = 0
    replies: Sequence[NewReply] = ()
    reports: Sequence[NewStatusReport] = ()
    unreadable: Sequence[Unreadable] = ()
    nonce: SpentNonce | None = None


def together(arrivals: Iterable[Arrivals]) -> Arrivals:
    """Return as one what was read from several callbacks."""
    listed = list(arrivals)
    return Arrivals(
        accepted=sum(one.accepted for one in listed),
        replies=[reply for one in listed for reply in one.replies],
        reports=[report for one in listed for report in one.reports],
        unreadable=[item for one in listed for item in one.unreadable],
    )


@dataclass(frozen=True, slots=True)
class Sorting:
    """Sorts what one provider told us: replies to our numbers, strays, reports, riddles."""

    provider: str
    senders: SenderDirectory
    traits: Traits

    def sort(self, received: Received, *, callback: Callback | None = None) -> Arrivals:
        """Give ids to what was received; what came by a callback is kept aside with it."""
        replies = [(message, self._reply(message)) for message in received.replies]
        return Arrivals(
            accepted=len(received.replies) + len(received.reports),
            replies=[reply for _, reply in replies if reply is not None],
            nonce=self._nonce(received.nonce),
            reports=[
                self._report(report, report.status)
                for report in received.reports
                if report.status is not None
            ],
            unreadable=[
                *self._riddles(received.unreadable, callback),
                *(self._stray(message) for message, reply in replies if reply is None),
            ],
        )

    def _reply(self, message: ProviderReply) -> NewReply | None:
        """Return the reply, None when it came to none of our numbers on this provider."""
        address = self._address(message.to)
        if address is None or self.provider not in (
            address.sender.provider,
            address.sender.fallback,
        ):
            return None
        return NewReply(
            id=new_id(),
            tenant=address.sender.tenant,
            provider=self.provider,
            provider_message_id=message.provider_message_id,
            sender=address.sender.address,
            subnumber=address.subnumber,
            phone=message.from_,
            text=message.text,
            session=message.session,
            part=message.part,
        )

    def _nonce(self, nonce: Nonce | None) -> SpentNonce | None:
        if nonce is None:
            return None
        return SpentNonce(
            provider=self.provider,
            value=nonce.value,
            used_for=nonce.used_for,
            lasts=self.traits.replay_window,
        )

    def _address(self, to: str | None) -> ReplyAddress | None:
        if to is not None:
            return self.senders.split_address(to)
        sender = self.senders.only_sender(self.provider)
        return ReplyAddress(sender, "") if sender is not None else None

    def _report(self, report: ProviderReport, status: DeliveryStatus) -> NewStatusReport:
        return NewStatusReport(
            id=new_id(),
            provider=self.provider,
            provider_message_id=report.provider_message_id,
            message_id=parse_id(report.our_id or ""),
            status=MessageStatus(status.value),
            error_code=report.error_code,
            opted_out=report.opted_out,
            part=report.part.id if report.part else None,
            parts_total=report.part.total if report.part else None,
        )

    def _stray(self, message: ProviderReply) -> Unreadable:
        return Unreadable(
            id=new_id(),
            provider=self.provider,
            kind=KeptKind.STRAY,
            reason=NOT_OURS,
            raw=stray_bytes(message),
        )

    def _riddles(
        self, items: Sequence[UnreadableItem], callback: Callback | None
    ) -> Sequence[Unreadable]:
        if not items:
            return []
        came_by = (
            without_secrets(callback, self.traits.secret_names) if callback is not None else None
        )
        return [
            Unreadable(
                id=new_id(),
                provider=self.provider,
                kind=KeptKind(came_by.kind) if came_by else KeptKind.INBOUND,
                reason=item.reason,
                raw=item.body,
                method=came_by.method if came_by else "",
                target=came_by.target if came_by else "",
                headers=came_by.headers if came_by else {},
            )
            for item in items
        ]


def received_by(
    name: str, provider: Reader, callback: Callback, *, proven: bool = False
) -> Received | Refused | TryLater:
    """Let a provider prove and read a callback; never raises.

    A provider raises nothing; one that does must not cost the callbacks beside it. A genuine callback
    is then kept aside as a whole; of one that nobody has proven nothing is kept, and it may come again.
    """
    try:
        return provider.receive(callback, proven=proven)
    except Exception as exc:
        reason = f"reading raised {type(exc).__name__}"
        # Where, and not what: its message may hold anything that the callback does.
        at = extract_tb(exc.__traceback__)[-1]
        log.error(
            "callback cannot be read",
            provider=name,
            reason=reason,
            at=f"{at.name}, line {at.lineno}",
        )
        if proven or is_proven(callback, provider.traits):
            return Received(unreadable=(UnreadableItem(reason=reason, body=callback.body),))
        return TryLater()
