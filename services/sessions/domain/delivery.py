"""What one step of a session hands to the SMS gateway: messages in order, and perhaps the session's end."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from services.engine.outside_session import OutsideReply
from services.runtime.ids import new_id
from services.runtime.leased import Leased
from services.sessions.domain.reply import Reply
from services.sessions.domain.session import Address

OUTSIDE_TEXTS_LAST = timedelta(days=1)
"""How long a text outside a session is worth delivering."""


class Priority(StrEnum):
    """What goes first when more waits than may leave: in this order."""

    CONVERSATION = "conversation"
    """Answers somebody who wrote."""
    FIRST = "first"
    """Comes to somebody who did not: it waits for quiet hours to end."""
    AUTOMATIC = "automatic"
    """Answers somebody outside any session."""


class QueuedMessage(Struct, frozen=True, kw_only=True):
    """A message to send. `sequence` is 0 outside a session; `delay_seconds` follow the message before."""

    id: str
    sequence: int
    text: str
    kind: str
    delay_seconds: float
    expires_at: datetime
    priority: Priority


class End(Struct, frozen=True, kw_only=True):
    """The session is over: its reply address may be given away after a while.

    Messages that have not left yet are dropped up to the sequence `drop_through`; 0 drops none.
    """

    at: datetime
    drop_through: int = 0


class Delivery(Struct, frozen=True, kw_only=True):
    """One outbox row. `session_id` is None for texts outside a session.

    `replied_at` is when the reply came in that it follows, None where it follows none. What has not left
    yet is taken back up to the sequence `withdraw_through`, 0 for nothing: a reminder that came too late.
    """

    id: str
    tenant: str
    session_id: str | None
    address: Address
    messages: tuple[QueuedMessage, ...] = ()
    end: End | None = None
    replied_at: datetime | None = None
    withdraw_through: int = 0

    @property
    def key(self) -> str:
        """What keeps its order: the session, or else the phone."""
        return self.session_id or self.address.phone

    def leased(self, *, until: datetime) -> Leased["Delivery"]:
        """Wrap it for the hand-off: a new row, leased to this process."""
        return Leased(id=self.id, key=self.key, until=until, attempts=0, row=self)


def said_outside(reply: Reply, decided: OutsideReply, *, now: datetime) -> Delivery:
    """Make what is said to a reply that belongs to no session."""
    message = QueuedMessage(
        id=new_id(),
        sequence=0,
        text=decided.text,
        kind=decided.kind.value,
        delay_seconds=0,
        expires_at=now + OUTSIDE_TEXTS_LAST,
        priority=Priority.AUTOMATIC,
    )
    return Delivery(
        id=new_id(),
        tenant=reply.tenant,
        session_id=None,
        address=reply.address,
        messages=(message,),
        replied_at=reply.received_at,
    )
