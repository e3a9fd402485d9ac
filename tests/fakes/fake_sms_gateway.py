"""The phone networks in memory, behind the port of the sessions service.

Norwegian phones get a subnumber each time, Swedish ones share the bare number, others have no sender.
"""

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from msgspec import structs

from services.runtime.clock import Clock
from services.runtime.errors import ErrorKind, Problem, ServiceError, invalid
from services.sessions.domain.delivery import Delivery, End, QueuedMessage
from services.sessions.domain.erasure import ErasedMessages
from services.sessions.domain.message import MessageStanding, SentMessage
from services.sessions.domain.message_page import MessagePage
from services.sessions.domain.reply import SeenMessage
from services.sessions.domain.session import Address
from services.sessions.ports.sms import AddressWish

NORWEGIAN_SENDER = "1960"
SWEDISH_SENDER = "+46730000001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that was handed over, once however often, with the time when it is due."""

    tenant: str
    session_id: str
    address: Address
    message: QueuedMessage
    due_at: datetime


class FakeSmsGateway:
    """Records what is handed over; `failing` is raised by every call while it is set."""

    def __init__(self, clock: Clock) -> None:
        self.failing: ServiceError | None = None
        self.sent: list[Sent] = []
        self.ends: dict[str, End] = {}
        self.on_look_up: Callable[[], None] | None = None
        self.withdrawn: dict[str, int] = {}
        self.refused = 0
        self.standings: dict[tuple[str, int], MessageStanding] = {}
        self._clock = clock
        self._reserved: dict[str, Address] = {}
        self._slots: dict[str, int] = {}
        self._changed = threading.Condition()

    def reserve(
        self, tenant: str, wishes: Sequence[AddressWish]
    ) -> Sequence[Address | ServiceError]:
        """Reserve a reply address for each wish; the same one for the same session."""
        with self._changed:
            self._fail_if_told_so()
            return [self._reserve(wish) for wish in wishes]

    def send(self, deliveries: Sequence[Delivery]) -> None:
        """Take deliveries; a message that is there already is dropped."""
        with self._changed:
            self._fail_if_told_so()
            for delivery in deliveries:
                self._take(delivery)
            self._changed.notify_all()

    def messages(self, tenant: str, session_id: str, page: MessagePage) -> Sequence[SentMessage]:
        """Return a page of the messages of a session in order, and one more if there is one."""
        with self._changed:
            self._fail_if_told_so()
            own = [
                one
                for one in sorted(self.sent, key=lambda sent: sent.message.id)
                if session_id and (one.tenant, one.session_id) == (tenant, session_id)
            ]
        asked = [one for one in own if not page.before_id or one.message.id < page.before_id]
        newest = asked[-page.size - 1 :]
        return [_as_listed(one) for one in sorted(newest, key=lambda one: one.message.sequence)]

    def look_up(self, places: Sequence[tuple[str, int]]) -> Sequence[MessageStanding]:
        """Return how far messages have come: accepted when they were due, unless `standings` says else."""
        if self.on_look_up is not None:
            self.on_look_up()
        with self._changed:
            self._fail_if_told_so()
            return [self._standing(*place) for place in places]

    def erase(self, tenant: str, phone: str) -> ErasedMessages:
        """Forget what a phone was sent; this one knows nothing of what it wrote."""
        with self._changed:
            self._fail_if_told_so()
            named = [one for one in self.sent if (one.tenant, one.address.phone) == (tenant, phone)]
            self.sent = [_blanked(one) if one in named else one for one in self.sent]
            return ErasedMessages(sent=len(named), received=0)

    # -- for tests

    def texts(self, session_id: str) -> list[str]:
        """What a session has said, in order."""
        return [one.message.text for one in self._of(session_id)]

    def texts_to(self, phone: str) -> list[str]:
        """What a phone was sent, in the order handed over."""
        with self._changed:
            return [one.message.text for one in self.sent if one.address.phone == phone]

    def sequences(self, session_id: str) -> list[int]:
        """The places of a session's messages."""
        return [one.message.sequence for one in self._of(session_id)]

    def seen_at(self, address: Address, at: datetime) -> SeenMessage | None:
        """The newest message on an address that was due: what `in_reply_to` says of a reply."""
        with self._changed:
            due = [one for one in self.sent if one.address == address and one.due_at <= at]
        if not due:
            return None
        newest = max(due, key=lambda one: (one.due_at, one.message.id))
        return SeenMessage(
            message_id=newest.message.id,
            session_id=newest.session_id,
            sequence=newest.message.sequence,
            due_at=newest.due_at,
        )

    def wait_for(self, count: int, *, seconds: float = 10) -> bool:
        """Wait until so many messages were handed over."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.sent) >= count, timeout=seconds)

    def wait_until_refused(self, *, seconds: float = 10) -> bool:
        """Wait until a call was made in vain."""
        with self._changed:
            return self._changed.wait_for(lambda: self.refused > 0, timeout=seconds)

    def _standing(self, session_id: str, sequence: int) -> MessageStanding:
        if (known := self.standings.get((session_id, sequence))) is not None:
            return known
        for one in self.sent:
            if (one.session_id, one.message.sequence) == (session_id, sequence):
                is_due = one.due_at <= self._clock.now()
                return MessageStanding(
                    status="sent" if is_due else "queued",
                    accepted_at=one.due_at if is_due else None,
                )
        return MessageStanding()

    def _of(self, session_id: str) -> list[Sent]:
        with self._changed:
            own = [one for one in self.sent if one.session_id == session_id]
        return sorted(own, key=lambda one: one.message.sequence)

    def _fail_if_told_so(self) -> None:
        if self.failing is not None:
            self.refused += 1
            self._changed.notify_all()
            raise self.failing

    def _reserve(self, wish: AddressWish) -> Address | ServiceError:
        known = self._reserved.get(wish.session_id)
        if known is not None:
            return known
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", wish.recipient):
            problem = Problem(path="identifier", message="Not a phone.")
            return invalid("INVALID_IDENTIFIER", "Not a phone.", problems=[problem])
        if wish.recipient.startswith("+47"):
            slot = self._slots[wish.recipient] = self._slots.get(wish.recipient, 0) + 1
            subnumber, sender = f"{slot:010}", NORWEGIAN_SENDER
        elif wish.recipient.startswith("+46"):
            subnumber, sender = "", SWEDISH_SENDER
        else:
            return ServiceError(
                kind=ErrorKind.PRECONDITION, reason="NO_SENDER", message="No sender serves that."
            )
        address = Address(sender=sender, subnumber=subnumber, phone=wish.recipient)
        self._reserved[wish.session_id] = address
        return address

    def _take(self, delivery: Delivery) -> None:
        known = {one.message.id for one in self.sent}
        due_at = self._clock.now()
        for message in delivery.messages:
            due_at += timedelta(seconds=message.delay_seconds)
            if message.id not in known:
                self.sent.append(
                    Sent(
                        tenant=delivery.tenant,
                        session_id=delivery.session_id or "",
                        address=delivery.address,
                        message=message,
                        due_at=due_at,
                    )
                )
        if delivery.withdraw_through:
            self.withdrawn[delivery.session_id or ""] = delivery.withdraw_through
        if delivery.end is not None and delivery.session_id is not None:
            self.ends[delivery.session_id] = delivery.end


def _as_listed(sent: Sent) -> SentMessage:
    return SentMessage(
        id=sent.message.id,
        text=sent.message.text,
        status="queued",
        segments=1,
        encoding="gsm7",
        at=sent.due_at,
        kind=sent.message.kind,
    )


def _blanked(sent: Sent) -> Sent:
    return replace(
        sent,
        address=structs.replace(sent.address, phone=""),
        message=structs.replace(sent.message, text=""),
    )
