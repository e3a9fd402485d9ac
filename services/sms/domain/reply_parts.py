"""Long texts that come in parts: which whole a part belongs to, and what a whole says.

A reference is used again by a phone after a while, and a part may come twice: so a part goes to the
whole of its reference that is open and lacks it, and one that is known already to none.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from services.sms.domain.replies import NewReply

WAITS_FOR: Final = timedelta(seconds=60)
"""How long a whole waits for what is missing; then it is given out as it is, and marked."""

KNOWN_FOR: Final = timedelta(days=2)
"""How long a part is known, so that it counts once, however often it is repeated."""

MOST_PARTS: Final = 255


class KeptPart(Struct, frozen=True, kw_only=True):
    """A part that was kept: of which whole, and whether that one was given out."""

    whole: str
    number: int
    total: int
    reply: NewReply
    received_at: datetime
    is_given_out: bool


def whole_of(part: NewReply, known: Sequence[KeptPart], *, new_whole: str) -> str | None:
    """Return the whole that a part belongs to, None for one that came before.

    `known` are the parts with its reference, between the same numbers.
    """
    assert part.part is not None
    if any(_is_same(part, one) for one in known):
        return None
    still_open = [one for one in known if not one.is_given_out]
    if any(one.number == part.part.number for one in still_open):
        return None
    return still_open[0].whole if still_open else new_whole


def is_complete(parts: Sequence[KeptPart]) -> bool:
    """Say whether all parts of a whole are there."""
    return bool(parts) and {one.number for one in parts} >= set(range(1, parts[0].total + 1))


def joined(parts: Sequence[KeptPart]) -> NewReply:
    """Return what a whole says, as far as it is there: under the id of its first part."""
    ordered = sorted(parts, key=lambda one: one.number)
    return replace(
        ordered[0].reply,
        text="".join(one.reply.text for one in ordered),
        part=None,
        incomplete=not is_complete(parts),
    )


def _is_same(part: NewReply, known: KeptPart) -> bool:
    named, number = part.provider_message_id, part.part and part.part.number
    if named is not None:
        return known.reply.provider_message_id == named
    return known.number == number and known.reply.text == part.text
