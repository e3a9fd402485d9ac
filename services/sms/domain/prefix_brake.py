"""A brake on a range of numbers that suddenly gets many messages: traffic that somebody is paid for.

Whoever pumps owns a range and has a service write to all of it; customers of a contact centre are spread
over all ranges of their country. So each range may have a few beginnings a day, and not many times more
than on any day of the month before. Answers always go.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from services.sms.domain.messages import OwnErrorCode, PreparedMessage, Priority

DIGITS_OF_A_RANGE: Final = 4
"""Numbers that differ in so many digits at the end are of one range: ten thousand of them."""
GROWTH: Final = 3
"""How many times more than on its busiest day a range may have."""
LOOKS_BACK: Final = timedelta(days=30)


class Begun(Struct, frozen=True):
    """How many messages began to a range: `today`, and on the busiest of the days before."""

    today: int
    before: int


class Braked(Struct, frozen=True, kw_only=True):
    """What came of messages under the brake, and how many more began by range; `refused` are ranges."""

    messages: Sequence[PreparedMessage]
    begun: Mapping[str, int]
    refused: Sequence[str]


def range_of(phone: str) -> str:
    """Return the range of a number.

    >>> range_of("+4790000001")
    '+479000'
    """
    return phone[:-DIGITS_OF_A_RANGE]


def ranges_of(messages: Sequence[PreparedMessage]) -> Sequence[str]:
    """Return the ranges that messages begin to, in their order."""
    return sorted({range_of(message.recipient) for message in messages if _begins(message)})


def braked(
    messages: Sequence[PreparedMessage], *, known: Mapping[str, Begun], a_day: int
) -> Braked:
    """Refuse what begins to a range that has had enough; `a_day` is what any range may have."""
    begun: Counter[str] = Counter()
    refused: dict[str, None] = {}
    kept: list[PreparedMessage] = []
    for message in messages:
        if not _begins(message):
            kept.append(message)
            continue
        place = range_of(message.recipient)
        had = known.get(place, Begun(0, 0))
        if had.today + begun[place] >= max(a_day, GROWTH * had.before):
            refused[place] = None
            kept.append(replace(message, error_code=OwnErrorCode.PREFIX_BRAKE))
        else:
            begun[place] += 1
            kept.append(message)
    return Braked(messages=kept, begun=begun, refused=list(refused))


def _begins(message: PreparedMessage) -> bool:
    return message.priority is Priority.FIRST and not message.error_code
