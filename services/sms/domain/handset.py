"""What a phone on this machine shows, for trying things out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsetMessage:
    """A message as a handset shows it."""

    sent_by_handset: bool
    from_: str
    to: str
    text: str
    at: datetime
