"""What the bytes of a text mean (`data_coding`), which SMS centres do not agree on.

SMPP v3.4 section 5.2.19 and 3GPP TS 23.038 section 4. What 0 and 1 mean is configured.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from services.sms.providers.kit.json_items import UnreadableError
from services.text import gsm7


class Alphabet(StrEnum):
    """How characters are written in bytes."""

    GSM = "gsm"
    """GSM 03.38, a septet in each byte."""
    LATIN1 = "latin1"
    ASCII = "ascii"


UCS2: Final = 8
LATIN1: Final = 3
_BINARY: Final = frozenset({2, 4})
# Those that Python has, and that a phone in their country may still send.
_RARE: Final[Mapping[int, str]] = {5: "shift_jis", 6: "iso8859_5", 7: "iso8859_8", 14: "euc_kr"}
_CLASSES: Final = 0xF0


class Alphabets:
    """What `data_coding` 0 and 1 mean on one connection."""

    def __init__(self, *, zero: Alphabet, one: Alphabet) -> None:
        self._configured = {0: zero, 1: one, LATIN1: Alphabet.LATIN1}

    def encode(self, text: str) -> tuple[int, Callable[[str], bytes]]:
        """Return the `data_coding` that has every character of a text, and what writes parts of it.

        The cheapest first: 0, then 1, then Latin-1. What none of them has is UCS-2.

        >>> alphabets = Alphabets(zero=Alphabet.GSM, one=Alphabet.ASCII)
        >>> code, written = alphabets.encode("5 €")
        >>> code, written("5 €").hex()
        (0, '35201b65')
        """
        for code, alphabet in self._configured.items():
            if _has(alphabet, text):
                return code, _WRITERS[alphabet]
        return UCS2, _ucs2

    def decode(self, content: bytes, data_coding: int) -> str:
        """Return the text of a message; raises UnreadableError for one that is no text."""
        code = _without_class(data_coding)
        if code in _BINARY:
            raise UnreadableError("binary, not a text")
        if code == UCS2:
            return content[: len(content) // 2 * 2].decode("utf-16-be", "replace")
        if code in _RARE:
            return content.decode(_RARE[code], "replace")
        alphabet = self._configured.get(code, self._configured[0])
        return _gsm(content) if alphabet is Alphabet.GSM else content.decode("latin-1")


def _has(alphabet: Alphabet, text: str) -> bool:
    match alphabet:
        case Alphabet.GSM:
            return gsm7.first_foreign(text) is None
        case Alphabet.ASCII:
            return text.isascii()
        case Alphabet.LATIN1:
            return all(letter <= "\xff" for letter in text)


def _ucs2(text: str) -> bytes:
    return text.encode("utf-16-be", "replace")


_WRITERS: Final[Mapping[Alphabet, Callable[[str], bytes]]] = {
    Alphabet.GSM: gsm7.encode,
    Alphabet.ASCII: lambda text: text.encode("ascii"),
    Alphabet.LATIN1: lambda text: text.encode("latin-1"),
}


def _without_class(data_coding: int) -> int:
    """Return the plain code of one that also says a message class.

    >>> [_without_class(code) for code in (0x00, 0x08, 0xF0, 0xF5, 0x11, 0x19)]
    [0, 8, 0, 4, 0, 8]
    """
    if data_coding >= _CLASSES:
        return 4 if data_coding & 0x04 else 0
    if 0x10 <= data_coding < 0x40:
        return {0x00: 0, 0x04: 4, 0x08: UCS2}.get(data_coding & 0x0C, 0)
    return data_coding


def _gsm(content: bytes) -> str:
    """Read septets; what cannot be any is read as Latin-1, which loses nothing."""
    try:
        return gsm7.decode(content.removesuffix(bytes((gsm7.ESCAPE,))))
    except ValueError:
        return content.decode("latin-1")
