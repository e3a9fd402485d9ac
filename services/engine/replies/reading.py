"""Turns a reply into the plain characters that the parsers look at (`services/engine/README.md`).

Nothing is understood here: this module only makes equal what looks equal to a reader. What a
customer wrote as free text never passes through it on its way to storage.
"""

import re
import unicodedata
from itertools import islice

READ_LIMIT = 480
"""Characters of a reply that are looked at for a number, a choice, a yes or no or a keyword.

A longer reply (four SMS and more) is never a bare answer; only one that opens with its answer and
a separator is understood. The bound keeps the cost of any reply small."""

_GLANCE = 32

_MOST_PIECES = 160
"""Words, numbers and signs that are looked at: prose of `READ_LIMIT` characters has some 110."""
_PIECE = re.compile(r"[^\W\d_]+|[0-9]+|[^\w\s]")

# Letters that show nothing, so that a reply made of them alone is an empty one; joiners of
# graphemes and variation selectors, which Unicode counts among the marks; the keycap.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_INVISIBLE_MARKS = frozenset(
    {0x034F, 0x17B4, 0x17B5, 0x20E3, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)}
    | set(range(0xE0100, 0xE01F0))
)
_KEYCAP_TEN = "\U0001f51f"
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2212")
_SLASHES = frozenset("\u2044\u2215")
_APOSTROPHES = frozenset("\u2018\u2019\u02bc")

# What is remembered of the reading of characters: alphabets and signs, emoji, presentation forms.
_ALPHABETS = 0x3000
_EMOJI = range(0x1F000, 0x1FB00)
_FORMS = range(0xFE00, 0x10000)
# Whole sentences in one character: they say nothing that answers, and would make a reply longer
# than what is read of it.
_LIGATURES = {"\ufdfa": "\u0635", "\ufdfb": "\u062c"}

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
# Stripped from both ends besides what Unicode calls punctuation. A percent sign stays: it changes
# what the number before it means.
_QUOTES = frozenset("`´^¨")
_MARKS = frozenset('"“”„«»‟')
_KEPT = frozenset("%‰‱٪")
_EDGE = re.compile(r"[a-z0-9]")


class _Reading(dict[int, str | None]):
    """What each character is read as; a translation table that works out its entries.

    Only what people write every day is remembered, at most 15,000 entries: remembering everything
    would let senders of odd characters fill the memory.
    """

    def __missing__(self, code: int) -> str | None:
        read = _read_code(code)
        if code < _ALPHABETS or code in _EMOJI or code in _FORMS:
            self[code] = read
        return read


def _read_code(code: int) -> str | None:
    char = chr(code)
    if code < 0x80:
        return None if _CONTROLS.match(char) else char
    if code in _INVISIBLE_MARKS:
        return None
    return _LIGATURES.get(char) or _read(char, unicodedata.category(char))


def _read(char: str, category: str) -> str | None:
    match category:
        case "Nd":
            return str(unicodedata.decimal(char))
        case "No":
            return _read_number_sign(char)
        case "Cf" | "Cs":
            return None
        case "Cc":
            return char if char.isspace() else None
        case _ if char in _BLANK_LETTERS:
            return " "
        case _ if char in _DASHES:
            return "-"
        case _ if char in _SLASHES:
            return "/"
        case _ if char in _APOSTROPHES:
            return "'"
        case _:
            return " 10 " if char == _KEYCAP_TEN else char


def _read_number_sign(char: str) -> str:
    # One sign is one number: parted from its neighbours, so that 8² is no 82. Fractions become
    # the decimals that they are, before NFKC would make 7½ into 71/2.
    return f" {unicodedata.numeric(char):g} "


_READING = _Reading()


def legible(text: str) -> str:
    """Return `text` in folded case and plain characters, each run of spaces as one.

    A run with a line end in it becomes one line feed. Digits of every script, keycaps and circled
    numbers become ASCII digits; what shows nothing is dropped; punctuation stays.

    >>> legible("８️⃣  of\\u200b  １０ \\r\\n THANKS")
    '8 of 10\\nthanks'
    >>> legible("7½")
    '7 0.5'
    """
    if text.isascii():
        if text.isprintable():
            return " ".join(text.lower().split())
        plain = _CONTROLS.sub("", text).lower()
    else:
        folded = unicodedata.normalize("NFKC", text.translate(_READING)).casefold()
        # Signs for units (㎧) come apart with a slash of their own.
        plain = unicodedata.normalize("NFKC", folded).replace("\u2215", "/")
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(line for line in lines if line)


def read_part(sent: str) -> tuple[str, bool]:
    """Return what is looked at of `sent`, legible, and whether that is not all of it.

    >>> read_part("8, thanks")
    ('8, thanks', False)
    """
    line = legible(sent[:READ_LIMIT])
    cut = len(sent) > READ_LIMIT
    if len(line) > _MOST_PIECES:
        beyond = next(islice(_PIECE.finditer(line), _MOST_PIECES, None), None)
        if beyond is not None:
            return line[: beyond.start()], True
    return line, cut


def strip_ends(text: str) -> str:
    """Return legible `text` without the quotes, punctuation and emoji around it.

    Emoji are taken from the end only. A minus before a number stays, and so does a single point
    or comma before one, since `.5` is no 5.

    >>> strip_ends('"8!" 👍')
    '8'
    >>> strip_ends("-3.")
    '-3'
    """
    start, end = 0, len(text)
    while end > start and _is_dropped_at_end(text[end - 1]):
        end -= 1
    while start < end and _is_dropped_at_start(text[start]):
        start += 1
    if start and start < end and text[start].isdecimal():
        start = _with_sign(text, start)
    return text[start:end]


def _is_dropped_at_start(char: str) -> bool:
    if _EDGE.match(char) or char in _KEPT:
        return False
    return char.isspace() or char in _QUOTES or unicodedata.category(char)[0] == "P"


def _is_dropped_at_end(char: str) -> bool:
    if _EDGE.match(char):
        return False
    return _is_dropped_at_start(char) or unicodedata.category(char) in ("So", "Sk")


def _with_sign(text: str, start: int) -> int:
    """Return where the number at `start` begins once its minus or leading point is counted."""
    before = text[:start].rstrip(" ")
    sign = before[-1:]
    attached = len(before) == start
    if sign == "-" and not before.endswith("--"):
        return len(before) - 1
    if sign and sign in ".," and attached and (len(before) == 1 or before[-2] not in ".,"):
        return start - 1
    return start


def stands_in_quotes(line: str, start: int, end: int) -> bool:
    """Say whether quotation marks stand around a part of legible `line`.

    >>> stands_in_quotes('so "solved" then', 4, 10)
    True
    """
    before, after = line[:start].rstrip(" ")[-1:], line[end:].lstrip(" .,!?")[:1]
    return bool(before) and before in _MARKS and bool(after) and after in _MARKS


def normalise(text: str) -> str:
    """Return `text` as replies are compared: legible, on one line, bare of what surrounds it.

    >>> normalise("  «STOPP!»  ")
    'stopp'
    """
    return strip_ends(legible(text)).replace("\n", " ")


def is_short_number(text: str) -> bool:
    """Say whether `text` is a few digits: most replies are, and a person wrote them to say a number.

    >>> is_short_number("10"), is_short_number("10!"), is_short_number("")
    (True, False, False)
    """
    return len(text) <= 3 and text.isdecimal()


def is_empty(text: str) -> bool:
    """Say whether `text` shows nothing at all.

    >>> is_empty(" \\u200b\\n"), is_empty("👍")
    (True, False)
    """
    first = text[:1]
    if first.isascii() and first.isalnum():
        return False
    # Nearly every text shows something at once.
    return not (_shown(text[:_GLANCE]) or _shown(text[_GLANCE:]))


def _shown(text: str) -> str:
    return text.translate(_READING).strip()
