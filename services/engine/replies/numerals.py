"""Finds the numbers written in digits inside a legible reply, and says what is odd about each.

It does not decide which of them is the answer: `number_rules` does.
"""

import re
from dataclasses import dataclass

from services.engine.replies.understood import Reason
from services.engine.replies.words import ALL_MINUS_WORDS

NUMBER_BOUND = 999_999_999_999_999
"""The greatest absolute value that is read as a number."""

_DIGITS = len(str(NUMBER_BOUND))
# Digits with points, commas or primes between them are one thing: a decimal, an amount, a date.
_NUMERAL = re.compile(r"[0-9]+(?:[.,'][0-9]+)*")
_LAST_WORD = re.compile(r"([^\W\d]+) ?$")
_HEART = re.compile(r"<3+(?![0-9])")
_COMBINING = re.compile("[\u0300-\u036f\u20d0-\u20ff]")
_PERCENT = frozenset("%‰‱٪")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """One number in a reply: where it stands and its value, or why it has none.

    `start` counts in the minus before it, `end` is just past its last character.
    """

    start: int
    end: int
    value: int = 0
    flaw: Reason | None = None


def without_hearts(text: str) -> str:
    """Return legible `text` without `<3`, which is no three."""
    return _HEART.sub(" ", text) if "<3" in text else text


def find_numerals(text: str, *, percent: bool) -> list[Numeral]:
    """Return every number in legible `text`; `percent` says whether a % after one is harmless.

    >>> [numeral.value for numeral in find_numerals("7 or -8", percent=False)]
    [7, -8]
    >>> find_numerals("5a", percent=False)[0].flaw
    <Reason.NOT_A_NUMBER: 'not_a_number'>
    """
    return [_numeral(text, match, percent) for match in _NUMERAL.finditer(text)]


def _numeral(text: str, match: re.Match[str], percent: bool) -> Numeral:
    start, end = match.span()
    sign = _sign_start(text, start)
    first = start if sign is None else sign
    if _is_stuck(text, first, end, percent):
        return Numeral(start=first, end=end, flaw=Reason.NOT_A_NUMBER)
    if not match[0].isdecimal() or _has_leading_point(text, start):
        return Numeral(start=first, end=end, flaw=Reason.NOT_WHOLE)
    digits = match[0].lstrip("0")
    if len(digits) > _DIGITS:
        return Numeral(start=first, end=end, flaw=Reason.OUT_OF_RANGE)
    value = int(digits or "0")
    return Numeral(start=first, end=end, value=value if sign is None else -value)


def _sign_start(text: str, start: int) -> int | None:
    """Return where the minus of the number at `start` stands, None if it has none."""
    before = text[max(0, start - 20) : start]
    if before.endswith("-"):
        return start - 1 if _begins_word(text, start - 1) else None
    if before == "- ":
        return 0
    word = _LAST_WORD.search(before)
    if word and word[1] in ALL_MINUS_WORDS:
        return start - len(word[0])
    return None


def _begins_word(text: str, position: int) -> bool:
    # A dash glued to what stands before it joins (covid-19, 7-8); it is no minus.
    return position == 0 or text[position - 1].isspace() or text[position - 1] in "(['\":=,;/"


def _is_stuck(text: str, start: int, end: int, percent: bool) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if _glues(before) or _glues(after):
        return True
    if before == "-" and _glues(text[start - 2 : start - 1]):
        return True
    if after == "'" and _glues(text[end + 1 : end + 2]):
        return True
    return after in _PERCENT and not percent


def _glues(char: str) -> bool:
    # Marks that combine belong to the digit before them (a struck out 8 is no 8).
    return char.isalpha() or char == "_" or (not char.isascii() and bool(_COMBINING.match(char)))


def _has_leading_point(text: str, start: int) -> bool:
    # `.5` is a half; `nr.5` and `...5` are a five.
    if start == 0 or text[start - 1] not in ".,":
        return False
    return start == 1 or text[start - 2].isspace()
