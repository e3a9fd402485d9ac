"""How many SMS a text takes, and where it is cut.

Counts as the standards do (3GPP TS 23.038 and 23.040): 160 septets alone or 153 in each of
several parts; 70 UTF-16 units alone or 67. Not for rewriting a text so that it gets cheaper:
see `services.text.typography`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.text.gsm7 import EXTENSION_CHARACTERS, first_foreign, is_basic


class Encoding(StrEnum):
    """How the characters of a text travel."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a text costs.

    `segments` is at least 1: an empty text is an SMS too. `unicode_because` is the first
    character that forced UCS-2, None with GSM 7-bit.
    """

    encoding: Encoding
    segments: int
    unicode_because: str | None = None


GSM7_ALONE: Final = 160
GSM7_PART: Final = 153
UCS2_ALONE: Final = 70
UCS2_PART: Final = 67


def measure(text: str) -> Measure:
    """Return the encoding and the number of segments of a text, building no parts.

    >>> measure("Hvor fornøyd er du, 1-10?")
    Measure(encoding=<Encoding.GSM7: 'gsm7'>, segments=1, unicode_because=None)
    >>> measure("Takk 😀").unicode_because
    '😀'
    """
    if is_basic(text):
        return Measure(encoding=Encoding.GSM7, segments=_even(len(text)))
    foreign = first_foreign(text)
    encoding = Encoding.GSM7 if foreign is None else Encoding.UCS2
    segments = sum(1 for _ in _cuts(text, encoding))
    return Measure(encoding=encoding, segments=segments, unicode_because=foreign)


def split(text: str, encoding: Encoding | None = None) -> tuple[str, ...]:
    """Return the parts that a text is sent in, as few as can be.

    Neither an escape pair nor a surrogate pair is cut in two, so every part can be decoded
    alone. The parts joined are the text. `encoding` is the cheapest one unless given.

    >>> [len(part) for part in split("a" * 152 + "€" + "b" * 10)]
    [152, 11]
    """
    encoding = encoding or (Encoding.GSM7 if first_foreign(text) is None else Encoding.UCS2)
    parts = []
    start = 0
    for end in _cuts(text, encoding):
        parts.append(text[start:end])
        start = end
    return tuple(parts)


def _even(septets: int) -> int:
    """Count segments where every character takes one septet."""
    return 1 if septets <= GSM7_ALONE else -(-septets // GSM7_PART)


def _cuts(text: str, encoding: Encoding) -> Iterator[int]:
    """Yield the index after the last character of each part."""
    gsm7 = encoding is Encoding.GSM7
    if _units(text, gsm7=gsm7) > (GSM7_ALONE if gsm7 else UCS2_ALONE):
        limit = GSM7_PART if gsm7 else UCS2_PART
        used = 0
        for index, character in enumerate(text):
            width = _width(character, gsm7=gsm7)
            if used + width > limit:
                yield index
                used = 0
            used += width
    yield len(text)


def _units(text: str, *, gsm7: bool) -> int:
    if gsm7:
        return len(text) + sum(map(text.count, EXTENSION_CHARACTERS))
    return len(text.encode("utf-16-be", "surrogatepass")) // 2


def _width(character: str, *, gsm7: bool) -> int:
    two = character in EXTENSION_CHARACTERS if gsm7 else character > "\uffff"
    return 2 if two else 1
