"""What a phone on this machine shows, for trying things out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MOST_SHOWN: Final = 200
READING_TIME: Final = timedelta(seconds=1)
"""A reply that is quicker than this after a message is for the one before; surveys may set another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsetMessage:
    """A message as a handset shows it."""

    sent_by_handset: bool
    from_: str
    to: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Handset:
    """What a phone shows, oldest first, and whether a message is on its way to it."""

    messages: Sequence[HandsetMessage]
    more_to_come: bool

    def is_early(self, now: datetime) -> bool:
        """True when a reply now is too early for the newest message, or for the one on its way.

        >>> Handset(messages=[], more_to_come=True).is_early(datetime(2026, 12, 1))
        True
        """
        received = [message.at for message in self.messages if not message.sent_by_handset]
        return self.more_to_come or (bool(received) and now - received[-1] < READING_TIME)
