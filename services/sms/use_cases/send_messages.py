"""Queues messages and ends conversations, durably, in one transaction."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import prometheus_client
from msgspec.structs import replace

from services.runtime.clock import Clock
from services.runtime.ids import new_id
from services.runtime.logs import get_logger, named
from services.settings.tenants import TenantSettings
from services.sms.domain.messages import (
    DEFAULT_LIFE,
    MOST_SEGMENTS,
    ConversationEnd,
    MessageStatus,
    NewMessage,
    Outgoing,
    OwnErrorCode,
    PreparedMessage,
    Priority,
    Withdrawal,
)
from services.sms.domain.phone_numbers import is_short_code_or_alphanumeric
from services.sms.domain.replies import NewStatusReport
from services.sms.domain.senders import Sender, SenderDirectory
from services.sms.ports.sending import SendQueue
from services.sms.ports.store import UnitOfWork
from services.sms.use_cases.allowed_recipients import AllowedRecipients
from services.sms.use_cases.sending_limits import SendingLimits
from services.text.segments import measure
from services.text.typography import tidy

log = get_logger(__name__)
REFUSED = prometheus_client.Counter(
    "svar_sms_refused_total", "Messages that no provider was asked to send, by reason", ["reason"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessages:
    """Queues messages. When it returns, all of it is durable; repeating is harmless.

    Raises ServiceError UNAVAILABLE when the store cannot be reached.
    """

    uow: UnitOfWork
    senders: SenderDirectory
    tenant: Callable[[str], TenantSettings]
    allowed: AllowedRecipients
    queue: SendQueue
    clock: Clock
    lease: timedelta

    def __call__(
        self,
        messages: Sequence[NewMessage],
        ends: Sequence[ConversationEnd],
        *,
        withdrawals: Sequence[Withdrawal] = (),
    ) -> None:
        """Queue messages, then take back what is withdrawn, and end conversations."""
        now = self.clock.now()
        wanted = [self._prepared(message, now) for message in messages]
        with self.uow.begin() as transaction:
            prepared = SendingLimits(tenant=self.tenant).hold(transaction, wanted, now=now)
            added = transaction.messages.add(prepared, now=now, lease=self.lease)
            refused = [one for one in prepared if one.error_code and one.id in added.ids]
            transaction.inbox.add_reports(_never_sent(refused), now=now, lease_until=now)
            dropped = transaction.messages.drop([*ends, *withdrawals], now=now, lease=self.lease)
            transaction.reply_addresses.end(ends)
        log.debug("messages queued", messages=named(message.id for message in messages))
        _tell(refused)
        gone = set(dropped.ids)
        self.queue.cancel(dropped.ids)
        ready = [*_following(added.ready, messages), *dropped.ready]
        self.queue.offer([message for message in ready if message.id not in gone])
        for place in added.alone:
            with self.uow.begin() as transaction:
                late = transaction.messages.look_again(place, now=now, lease=self.lease)
            self.queue.offer(late)

    def _prepared(self, message: NewMessage, now: datetime) -> PreparedMessage:
        tenant = self.tenant(message.tenant)
        text = tidy(message.text, tenant.typography)
        cost = measure(text)
        sender = self.senders.with_address(message.sender)
        first = message.priority is Priority.FIRST
        return PreparedMessage(
            id=message.id,
            tenant=message.tenant,
            conversation_id=message.conversation_id,
            sequence=message.sequence,
            sender=sender.address if sender else message.sender,
            subnumber=message.subnumber,
            recipient=message.recipient,
            text=text,
            delay=message.delay,
            # Quiet hours delay only what begins a conversation (`services/sms/README.md`).
            not_before=(tenant.quiet_until(now) if first else None) or now,
            expires_at=message.expires_at or now + DEFAULT_LIFE,
            priority=message.priority,
            kind=message.kind,
            encoding=cost.encoding,
            segments=cost.segments,
            provider=sender.provider if sender else "",
            error_code=self._refusal(sender, message, segments=cost.segments),
        )

    def _refusal(self, sender: Sender | None, message: NewMessage, *, segments: int) -> str:
        """Return why a message is never sent, an empty text when it is (`services/sessions/README.md`)."""
        if sender is None:
            return OwnErrorCode.UNKNOWN_SENDER
        if is_short_code_or_alphanumeric(message.recipient):
            return OwnErrorCode.NOT_A_PHONE
        if self.senders.owns(message.recipient):
            return OwnErrorCode.OWN_NUMBER
        if segments > MOST_SEGMENTS:
            return OwnErrorCode.TOO_LONG
        # Sender ids can be forged: whoever writes to us must not decide what we pay.
        automatic = message.priority is Priority.AUTOMATIC
        if automatic and self.allowed.problem(message.tenant, message.recipient) is not None:
            return OwnErrorCode.NOT_A_RECIPIENT
        return ""


def _following(ready: Sequence[Outgoing], messages: Sequence[NewMessage]) -> Sequence[Outgoing]:
    """Say of messages that leave when the replies came in that they follow."""
    replied = {message.id: message.replied_at for message in messages if message.replied_at}
    return [
        replace(message, replied_at=replied[message.id]) if message.id in replied else message
        for message in ready
    ]


def _tell(messages: Sequence[PreparedMessage]) -> None:
    """Count what is never sent, and write one line for all of a request."""
    reasons = Counter(message.error_code for message in messages)
    for reason, count in reasons.items():
        REFUSED.labels(reason).inc(count)
    if reasons:
        log.warning("messages not sent", reasons=dict(reasons))


def _never_sent(messages: Sequence[PreparedMessage]) -> Sequence[NewStatusReport]:
    return [
        NewStatusReport(
            id=new_id(),
            provider=message.provider,
            provider_message_id=None,
            message_id=message.id,
            status=MessageStatus.FAILED,
            error_code=message.error_code,
            opted_out=False,
            applied=True,
        )
        for message in messages
    ]
