"""How many SMS a tenant may have sent a day: beyond it nothing is begun, and answers still go.

An answer is owed to somebody who wrote, and a conversation says no more than its limits let it.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from services.sms.domain.messages import OwnErrorCode, PreparedMessage, Priority

WARNED_FROM: Final = 0.8
"""The share of the limit from which it is said that it will be reached."""


class Spent(Struct, frozen=True, kw_only=True):
    """What came of messages under a limit; `warned` says that they passed the share to be warned of."""

    messages: Sequence[PreparedMessage]
    segments: int
    warned: bool


def within_limit(messages: Sequence[PreparedMessage], *, spent: int, limit: int) -> Spent:
    """Refuse what begins once the limit is reached; `spent` is what the day has cost so far."""
    total = spent
    kept: list[PreparedMessage] = []
    for message in messages:
        begins = message.priority is not Priority.CONVERSATION
        if not message.error_code and begins and total + message.segments > limit:
            kept.append(replace(message, error_code=OwnErrorCode.SPENDING_LIMIT))
            continue
        kept.append(message)
        total += 0 if message.error_code else message.segments
    line = limit * WARNED_FROM
    return Spent(messages=kept, segments=total - spent, warned=spent < line <= total)
