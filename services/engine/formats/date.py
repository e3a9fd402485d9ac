"""Days in replies: day, month and year in the order of the language, never guessed.

A date that can be read in two ways is confirmed; one without a year is none. Days count from 1900 to
2100. There is no clock here, so that `yesterday` is none, either.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from services.engine.formats.candidates import Candidate
from services.engine.languages import LANGUAGES

_FIRST, _LAST = 1900, 2100
_BRITISH: Final = frozenset({"GB", "IE"})
"""Where English is written day first, as nearly everywhere, and nothing else is expected."""
_PIVOT: Final = 69
"""Two digits below it are a year of this century, as POSIX reads `%y`; the customer is asked, anyway."""

_THREE: Final = re.compile(
    r"(?<![\w./-])(\d{1,4}) ?([./-]) ?(\d{1,2})(?: ?[./-] ?| )('?\d{2}|\d{4})(?![\w/-])(?!\.\d)"
)
_RUN: Final = re.compile(r"(?<![\w./-])\d{8}(?![\w/-])(?!\.\d)")
_DAY_MONTH: Final = re.compile(
    r"(?<![\w./-])(\d{1,2})(?:\.|st|nd|rd|th|:?[ae])? ?(?:of |de |-|/)?([^\W\d_]{3,12})"
    r"[.,]?[ /-]?('?\d{2}|\d{4})(?![\w/-])(?!\.\d)"
)
_MONTH_DAY: Final = re.compile(
    r"(?<![\w./-])([^\W\d_]{3,12})\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?:, ?| )('?\d{2}|\d{4})"
    r"(?![\w/-])(?!\.\d)"
)


def dates_in(text: str, *, languages: Sequence[str], country: str) -> Iterator[Candidate]:
    """Yield the dates in legible text, as in "2026-12-31". `languages` begin with the session's own.

    >>> [one.value for one in dates_in("31. des 2026", languages=["no"], country="NO")]
    ['2026-12-31']
    >>> [(one.value, one.certain) for one in dates_in("3/4/2026", languages=["en"], country="US")]
    [('2026-03-04', False)]
    """
    own = languages[0]
    for match in _THREE.finditer(text):
        first, mark, second, third = match.groups()
        yield from _candidate(match, _numbers(first, second, third, own, country, mark))
    for match in _RUN.finditer(text):
        yield from _candidate(match, _run(match[0], own))
    months = _months(languages)
    for match in _DAY_MONTH.finditer(text):
        yield from _candidate(match, _named(match[1], match[2], match[3], months))
    for match in _MONTH_DAY.finditer(text):
        yield from _candidate(match, _named(match[2], match[1], match[3], months))


_Readings = tuple[Sequence[date], bool]
"""What a date can be, the likeliest first, and whether it can be that even if it is the only one."""


def _candidate(match: re.Match[str], readings: _Readings) -> Iterator[Candidate]:
    days, is_clear = readings
    if days:
        certain = is_clear and len(days) == 1
        yield Candidate(days[0].isoformat(), match.start(), match.end(), certain)


def _numbers(
    first: str, second: str, third: str, language: str, country: str, mark: str
) -> _Readings:
    if len(first) == 4:
        return _days((first, second, third)) if len(third) <= 2 else ([], True)
    if len(first) > 2:
        return [], True
    year, is_whole = _year(third)
    orders = [(year, second, first)]
    if language == "en" and country not in _BRITISH:
        orders.insert(0 if country == "US" else 1, (year, first, second))
    if not is_whole and mark == "-" and language == "sv":
        orders.insert(0, (_year(first)[0], second, third))
    days, _ = _days(*orders)
    if days:
        return days, is_whole
    # The other way round it is a date, and people who write so are rare here: they are asked.
    return _days((year, first, second))[0], False


def _run(digits: str, language: str) -> _Readings:
    orders = [(digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2])]
    if language == "en":
        orders.append((digits[4:], digits[:2], digits[2:4]))
    return _days(*orders)


def _named(day: str, month: str, year: str, months: dict[str, int]) -> _Readings:
    number = months.get(month)
    if number is None:
        return [], True
    whole, is_whole = _year(year)
    return _days((whole, str(number), day))[0], is_whole


def _year(written: str) -> tuple[str, bool]:
    """Return a year in four digits, and whether it was written so."""
    digits = written.lstrip("'")
    if len(digits) == 4:
        return digits, True
    return f"{20 if int(digits) < _PIVOT else 19}{digits}", False


def _days(*orders: tuple[str, str, str]) -> _Readings:
    """The days that year, month and day can be, each once."""
    days = []
    for year, month, day in orders:
        try:
            read = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if _FIRST <= read.year <= _LAST and read not in days:
            days.append(read)
    return days, True


def _months(languages: Iterable[str]) -> dict[str, int]:
    months: dict[str, int] = {}
    for code in languages:
        months = {**LANGUAGES[code].months, **months}
    return months
