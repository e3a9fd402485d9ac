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
