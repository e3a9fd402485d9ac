"""A message sent in a session, as the SMS gateway tells of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMessage:
    """A message and where it is: queued, sent, delivered, failed, expired or rejected."""

    id: str
    text: str
    status: str
    segments: int
    encoding: str
    at: datetime
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStanding:
    """How far a message has come; `status` is empty while the SMS gateway has not been given it.

    `accepted_at` is when the provider accepted it, None before that. `reply_waits` is true while a
    reply of the phone is on its way here.
    """

    status: str = ""
    accepted_at: datetime | None = None
    reply_waits: bool = False
