"""Cheaper typography for what we send: an SMS with one curly quote holds 70 characters, not 160.

Applied to texts going out only. Never to answers, which are kept as people wrote them.
"""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from services.text.gsm7 import BASIC_CHARACTERS, EXTENSION_CHARACTERS, first_foreign
from services.text.storable import storable


class Typography(StrEnum):
    """How far a text may be changed to stay in the GSM 7-bit alphabet."""

    PUNCTUATION = "punctuation"
    OFF = "off"
    LATIN = "latin"


_ALPHABET: Final = BASIC_CHARACTERS | EXTENSION_CHARACTERS
_SPELLED: Final = {
    "'": "‘’‚‛′`´ʹʻʼʽˈ‹›‵",
    '"': "“”„‟″«»‶〝〞",
    "-": "‐‑‒–—―−⁃•‣◦﹘﹣",
    "...": "…",
    "/": "⁄∕",
    "\n": "\v\x85\u2028\u2029",
    " ": "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))),
}
_CONTROLS: Final = [*range(0x20), *range(0x7F, 0xA0)]
# Soft hyphen, marks that steer direction, word joiners, byte order mark. The joiners U+200C and
# U+200D are not here: see _needless_joiner.
_ZERO_WIDTH: Final = [
    *(0xAD, 0x34F, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
]
_PUNCTUATION: Final = str.maketrans(
    {chr(code): "" for code in (*_CONTROLS, *_ZERO_WIDTH) if chr(code) not in _ALPHABET}
    | {fancy: plain for plain, fancies in _SPELLED.items() for fancy in fancies}
)
# Letters that no decomposition leads to a base; æ, ø and å are in the alphabet and stay.
_BASES: Final = str.maketrans(
    {
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ı": "i", "ĸ": "k", "ł": "l",
        "Ł": "L", "Ŀ": "L", "ŀ": "l", "ŋ": "n", "Ŋ": "N", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ŧ": "t",
        "Ŧ": "T", "ẞ": "SS", "ſ": "s", "ﬁ": "fi", "ﬂ": "fl",
    }
)  # fmt: skip

# A joiner, or a variation selector, is of use only between two characters that make the text
# UCS-2 anyway: inside an emoji, or in scripts that join letters. The keycap emoji (a digit, a
# selector, U+20E3) is the one that begins with a plain character.
_PLAIN: Final = re.escape("".join(sorted(_ALPHABET)))
_needless_joiner: Final = re.compile(
    f"(?:(?:^|(?<=[{_PLAIN}]))[\u200c\u200d]+|[\u200c\u200d]+(?=[{_PLAIN}]|$)"
    f"|(?:^|(?<=[{_PLAIN}]))[\ufe00-\ufe0f]+(?!\u20e3))"
)


def tidy(text: str, typography: Typography = Typography.PUNCTUATION) -> str:
    """Return the text as it is sent: composed (NFC), storable, and cheaper as the policy allows.

    `punctuation` writes quotes, dashes, ellipses and spaces the plain way and drops what has no
    width; `latin` also takes letters outside the alphabet to their base; `off` does neither.
    Letters of the alphabet, æ, ø and å among them, are never changed.

    >>> tidy("«Fint» – takk…")
    '"Fint" - takk...'
    >>> tidy("Lena Hæggström, Đorđe, fôr", Typography.LATIN)
    'Lena Hæggström, Dorde, for'
    """
    if first_foreign(text) is None:
        return text
    composed = unicodedata.normalize("NFC", storable(text))
    if typography is Typography.OFF:
        return composed
    plain = _needless_joiner.sub("", composed.translate(_PUNCTUATION))
    return plain if typography is Typography.PUNCTUATION else _latin(plain)


def _latin(text: str) -> str:
    return "".join([c if c in _ALPHABET else _base(c) for c in text.translate(_BASES)])


def _base(letter: str) -> str:
    """Drop marks from the last one on until the letter is in the alphabet: ǻ is å, not a."""
    decomposed = unicodedata.normalize("NFD", letter)
    if not decomposed[0].isascii() and decomposed[0] not in _ALPHABET:
        return letter
    for end in range(len(decomposed) - 1, 0, -1):
        base = unicodedata.normalize("NFC", decomposed[:end])
        if base in _ALPHABET:
            return base
    return letter
