"""A message from a phone, as the SMS gateway hands it over, and what is kept of it."""

from datetime import datetime

from msgspec import Struct

from services.engine.outcome import TakenReply
from services.sessions.domain.session import Address


class SeenMessage(Struct, frozen=True, kw_only=True):
    """The newest message that the phone can have seen when the reply came in."""

    message_id: str
    session_id: str
    sequence: int
    due_at: datetime


class Reply(Struct, frozen=True, kw_only=True):
    """A reply; `id` is the same however often it is handed over."""

    id: str
    tenant: str
    address: Address
    text: str
    received_at: datetime
    in_reply_to: SeenMessage | None


class KeptReply(Struct, frozen=True, kw_only=True):
    """A reply with what became of it; `session_id` is None where no session was found."""

    reply: Reply
    session_id: str | None
    taken: TakenReply
