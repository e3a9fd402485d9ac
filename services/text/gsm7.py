"""The GSM 7-bit default alphabet (3GPP TS 23.038, formerly GSM 03.38), one septet per byte.

For counting and encoding what an SMS carries. Not for packing septets into octets, which only
a radio interface needs, and not for national shift tables, which providers apply themselves.
"""

import re
from typing import Final

ESCAPE: Final = 0x1B

_BASIC: Final = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
_EXTENSION: Final = {
    0x0A: "\f",
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}

BASIC_CHARACTERS: Final = frozenset(_BASIC) - {"\x1b"}
EXTENSION_CHARACTERS: Final = frozenset(_EXTENSION.values())

_ENCODED: Final[dict[str, bytes]] = {
    character: bytes((code,)) for code, character in enumerate(_BASIC) if code != ESCAPE
} | {character: bytes((ESCAPE, code)) for code, character in _EXTENSION.items()}


def _one_of(characters: frozenset[str]) -> str:
    return re.escape("".join(sorted(characters)))


# Character classes run in C: the whole test of a short text costs well under a microsecond.
_basic_only: Final = re.compile(f"[{_one_of(BASIC_CHARACTERS)}]*").fullmatch
_first_foreign: Final = re.compile(f"[^{_one_of(BASIC_CHARACTERS | EXTENSION_CHARACTERS)}]").search


def is_basic(text: str) -> bool:
    """Say whether every character takes exactly one septet.

    >>> is_basic("Hvor fornøyd er du?"), is_basic("5 €")
    (True, False)
    """
    return _basic_only(text) is not None


def first_foreign(text: str) -> str | None:
    """Return the first character that the alphabet lacks, or None when it has them all.

    >>> first_foreign("blåbær for 20 €") is None
    True
    >>> first_foreign("ça va, fôr")
    'ç'
    """
    found = _first_foreign(text)
    return found.group() if found else None


def encode(text: str) -> bytes:
    """Return one byte per septet; characters of the extension table take two.

    Raises ValueError for a character that the alphabet lacks.

    >>> encode("@5€").hex()
    '00351b65'
    """
    foreign = first_foreign(text)
    if foreign is not None:
        raise ValueError(f"U+{ord(foreign):04X} is not in the GSM 7-bit alphabet")
    return b"".join([_ENCODED[character] for character in text])


def decode(septets: bytes) -> str:
    """Return the text of unpacked septets.

    An escape before a code that the extension table lacks shows the character of the basic
    table, as TS 23.038 asks of receivers; a doubled escape shows a space. Raises ValueError for
    a byte above 127 and for an escape with nothing after it.

    >>> decode(bytes.fromhex("00351b65"))
    '@5€'
    """
    codes = iter(septets)
    return "".join(
        [_escaped(next(codes, None)) if code == ESCAPE else _plain(code) for code in codes]
    )


def _plain(code: int) -> str:
    if code >= len(_BASIC):
        raise ValueError(f"{code:#04x} is not a septet")
    return _BASIC[code]


def _escaped(code: int | None) -> str:
    if code is None:
        raise ValueError("an escape with nothing after it")
    if code == ESCAPE:
        return " "
    return _EXTENSION.get(code) or _plain(code)
