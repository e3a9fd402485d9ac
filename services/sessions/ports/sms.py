"""The phone networks and what hands messages to them, as the use cases see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.runtime.errors import ServiceError
from services.runtime.leased import Leased
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.erasure import ErasedMessages
from services.sessions.domain.message import MessageStanding, SentMessage
from services.sessions.domain.message_page import MessagePage
from services.sessions.domain.session import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressWish:
    """A session that needs a reply address."""

    session_id: str
    recipient: str
    expires_at: datetime


class SmsGateway(Protocol):
    """The phone networks."""

    def reserve(
        self, tenant: str, wishes: Sequence[AddressWish]
    ) -> Sequence[Address | ServiceError]:
        """Reserve a reply address for each wish, in order; repeating a wish returns the same one."""
        ...

    def send(self, deliveries: Sequence[Delivery]) -> None:
        """Hand over messages and ends; durable when it returns, harmless when repeated."""
        ...

    def messages(self, tenant: str, session_id: str, page: MessagePage) -> Sequence[SentMessage]:
        """Return a page of the messages sent in a session, in order, and one more if there is one."""
        ...

    def look_up(self, places: Sequence[tuple[str, int]]) -> Sequence[MessageStanding]:
        """Return how far the messages at these places (session id, sequence) have come, in order."""
        ...

    def erase(self, tenant: str, phone: str) -> ErasedMessages:
        """Erase a phone from everything of a tenant; nothing that is queued for it leaves."""
        ...


class Outbox(Protocol):
    """Hands committed deliveries on. `services.runtime.handoff.Handoff` is one."""

    def lease_until(self) -> datetime:
        """Return until when a row inserted now is leased to this process."""
        ...

    def offer(self, rows: Sequence[Leased[Delivery]]) -> None:
        """Take deliveries that are committed and leased to this process."""
        ...
