"""What one step of a session hands to the SMS gateway: messages in order, and perhaps the session's end."""

from datetime import datetime

from msgspec import Struct

from services.sessions.domain.session import Address


class QueuedMessage(Struct, frozen=True, kw_only=True):
    """A message to send. `sequence` is 0 outside a session; `delay_seconds` follow the message before."""

    id: str
    sequence: int
    text: str
    kind: str
    delay_seconds: float
    expires_at: datetime
    is_first: bool


class End(Struct, frozen=True, kw_only=True):
    """The session is over: its reply address may be given away after a while.

    Messages that have not left yet are dropped up to the sequence `drop_through`; 0 drops none.
    """

    at: datetime
    drop_through: int = 0


class Delivery(Struct, frozen=True, kw_only=True):
    """One outbox row. `session_id` is None for texts outside a session."""

    id: str
    tenant: str
    session_id: str | None
    address: Address
    messages: tuple[QueuedMessage, ...] = ()
    end: End | None = None

    @property
    def key(self) -> str:
        """What keeps its order: the session, or else the phone."""
        return self.session_id or self.address.phone
