"""Keeping messages short: what is piped in has a bound, and so has the whole message.

What a text takes as SMS is told by a callable: the engine knows no alphabets.
"""

from collections.abc import Callable
from typing import TypeAlias
from unicodedata import category

LONGEST_PIPED = 160
"""Characters of what is piped into a text, the ellipsis at its end included."""
MOST_SEGMENTS = 10
"""Segments of one message (`services/sms/README.md`)."""

Segments: TypeAlias = "Callable[[str], int]"
"""How many segments a text takes."""

Write: TypeAlias = "Callable[[int], str]"
"""Writes a text, whatever is piped into it no longer than so many characters."""

_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_DOTS = 3
"""Characters that an ellipsis becomes in an alphabet without it."""
_UNITS_OF_A_SEGMENT = 67
_SURELY_FITS = MOST_SEGMENTS * _UNITS_OF_A_SEGMENT // 2
"""Characters that fit in any alphabet, even of two UTF-16 units each."""
_JOINER = "\N{ZERO WIDTH JOINER}"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def as_unicode(text: str) -> int:
    """The segments of a text if it has to be sent as Unicode: the most that it can take.

    >>> as_unicode("a" * 67), as_unicode("a" * 71)
    (1, 2)
    """
    units = len(text.encode("utf-16-be", "surrogatepass")) // 2
    return 1 if units <= 70 else -(-units // _UNITS_OF_A_SEGMENT)


def fitted(write: Write, *, segments: Segments, before: str = "") -> str:
    """The text that is written, after what stands before it, in at most ten segments.

    What is piped in is shortened first, then given up for its fallbacks. If that is not enough, what
    stands before the text loses its end, and at last the text.
    """
    lead = f"{before}\n" if before else ""
    longest = LONGEST_PIPED
    text = write(longest)
    while len(lead) + len(text) > _SURELY_FITS and segments(lead + text) > MOST_SEGMENTS:
        if not longest:
            return _cut(before, text, segments)
        longest = longest // 2 if longest > _DOTS else 0
        text = write(longest)
    return lead + text


def shortened(text: str, longest: int) -> str:
    """The text, or its beginning with an ellipsis; nothing where there is no room for either.

    An emoji is not cut in two, nor a letter from its marks.

    >>> shortened("Thank you so much!", 12), shortened("short", 12), shortened("short", 2)
    ('Thank you…', 'short', '')
    """
    if len(text) <= longest:
        return text
    beginning = text[: _place_to_cut(text, longest - _DOTS)].rstrip()
    return beginning + _ELLIPSIS if beginning else ""


def _cut(before: str, text: str, segments: Segments) -> str:
    def with_less_before(longest: int) -> str:
        return f"{shortened(before, longest)}\n{text}"

    def with_less_text(longest: int) -> str:
        return shortened(text, longest)

    if before and segments(with_less_before(_DOTS + 1)) <= MOST_SEGMENTS:
        return _longest(with_less_before, len(before), segments)
    return _longest(with_less_text, len(text), segments)


def _longest(write: Write, length: int, segments: Segments) -> str:
    low, high = 0, length
    while low + 1 < high:
        middle = (low + high) // 2
        if segments(write(middle)) <= MOST_SEGMENTS:
            low = middle
        else:
            high = middle
    return write(low)


def _place_to_cut(text: str, end: int) -> int:
    while end > 0 and _belong_together(text, end):
        end -= 1
    return max(end, 0)


def _belong_together(text: str, end: int) -> bool:
    """Whether the characters before and after a place make one sign."""
    before, after = text[end - 1], text[end]
    if before == _JOINER or after == _JOINER or ord(after) in _SKIN_TONES:
        return True
    if ord(after) in _FLAG_LETTERS:
        letters = len(text[:end]) - len(text[:end].rstrip("".join(map(chr, _FLAG_LETTERS))))
        return letters % 2 == 1
    return category(after) in ("Mn", "Me", "Mc")
