"""What a word can be in a reply: one bit each, so that a word may be several things."""

from typing import Final

AROUND: Final = 1 << 0
RATING: Final = 1 << 1
LEAD: Final = 1 << 2
TAIL: Final = 1 << 3
POINTS: Final = 1 << 4
STARS: Final = 1 << 5
UNIT: Final = 1 << 6
UNIT_LEAD: Final = 1 << 7
NUMBER_MARK: Final = 1 << 8
OPTION_MARK: Final = 1 << 9
OF: Final = 1 << 10
AND: Final = 1 << 11
OR: Final = 1 << 12
HALF: Final = 1 << 13
MINUS: Final = 1 << 14
ARTICLE: Final = 1 << 15
MEASURE: Final = 1 << 16
DATE: Final = 1 << 17
DENIAL: Final = 1 << 18
NEVER: Final = 1 << 19
COMPARISON: Final = 1 << 20
CONDITION: Final = 1 << 21
CORRECTION: Final = 1 << 22
HEDGE: Final = 1 << 23
NO_ANSWER: Final = 1 << 24
OPINION: Final = 1 << 25
TOPIC: Final = 1 << 26
OPENER: Final = 1 << 27
YES: Final = 1 << 28
NO: Final = 1 << 29
YES_NO_OPENER: Final = 1 << 30
ECHO: Final = 1 << 31
SETTLED: Final = 1 << 32
SIGN_OFF: Final = 1 << 33
BEFORE_LINE: Final = 1 << 34
LITTLE: Final = 1 << 35
FIRST_NAME: Final = 1 << 36
NUMBER: Final = 1 << 37
"""A number, in digits or in words."""
BREAK: Final = 1 << 38
"""A separator: what stands on both sides of it is in two clauses."""
SIGN: Final = 1 << 39
"""A sign that means something beside a number: plus, slash, per cent, money."""
FLAWED: Final = 1 << 40
"""A number that is no whole number, or is stuck to something."""
MERGED: Final = 1 << 41
"""A number with the maximum of its scale (`8 of 10`)."""

OCCASION: Final = 1 << 43
"""A number of times in one word (`twice`)."""
SPAN: Final = 1 << 46
"""A time in one word or phrase, in minutes (`half an hour`)."""
BY: Final = 1 << 48
CONCLUSION: Final = 1 << 47
"""A word that brings the answer after its reason (`so 8`, `but 8`)."""
UNSETTLED: Final = 1 << 44
UNREAL: Final = 1 << 45
STRONGER: Final = 1 << 42
"""An adverb that strengthens (`very`)."""

_NAMES: Final = {
    value: name.lower()
    for name, value in sorted(globals().items())
    if name.isupper() and isinstance(value, int)
}


def names_of(roles: int) -> list[str]:
    """Return the names of the roles in `roles`.

    >>> names_of(AROUND | YES)
    ['around', 'yes']
    """
    return [name for value, name in _NAMES.items() if roles & value]
