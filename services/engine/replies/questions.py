"""Reads off a question's own text what helps to understand its replies."""

import re

from services.engine.languages import LANGUAGES
from services.engine.replies.reading import legible

_WORDS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def words_of(text: str) -> frozenset[str]:
    """Return the words of a question, as replies are read.

    >>> sorted(words_of("Was it solved?"))
    ['it', 'solved', 'was']
    """
    return frozenset(_WORDS.findall(legible(text)))


def unit_named(name: str) -> str | None:
    """Return the unit that an author means, by its name or one of its words; None if it is none.

    >>> unit_named("minutes"), unit_named("NOK"), unit_named("parsecs")
    ('minutes', 'money', None)
    """
    word = legible(name)
    for pack in LANGUAGES.values():
        for unit, words in pack.units.items():
            if word == unit or word in words:
                return unit
    return None


def unit_of(text: str, *, language: str) -> str | None:
    """Return what a number question counts, if its text says so in words of `language`.

    >>> unit_of("How many times did you call us?", language="en")
    'times'
    >>> unit_of("Which number is on the box?", language="en") is None
    True
    """
    pack = LANGUAGES.get(language)
    if pack is None:
        return None
    padded = f" {' '.join(_WORDS.findall(legible(text)))} "
    best: tuple[int, str] | None = None
    for unit, phrases in pack.unit_questions.items():
        longest = max((len(phrase) for phrase in phrases if f" {phrase} " in padded), default=0)
        if longest and (best is None or longest > best[0]):
            best = (longest, unit)
    return None if best is None else best[1]
