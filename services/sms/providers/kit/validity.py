"""How long a message may still be delivered, as providers want to be told."""

from datetime import datetime
from math import floor

from services.sms.domain.provider import ProviderMessage


def seconds_left(
    message: ProviderMessage, now: datetime, *, shortest: int = 1, longest: int
) -> int | None:
    """Return how many whole seconds a message is of use, within bounds; None for one without an end."""
    if message.valid_until is None:
        return None
    return min(max(floor((message.valid_until - now).total_seconds()), shortest), longest)
