"""Says in which other language of the survey a reply is written, if it plainly is in one."""

import re
from collections.abc import Iterable
from functools import cache

from services.engine.languages import LANGUAGES
from services.engine.languages.number_words import without_marks
from services.engine.replies.lexicon import SECTIONS
from services.engine.replies.reading import READ_LIMIT, legible

_WORDS = re.compile(r"[^\W\d_]{2,}(?:['-][^\W\d_]+)*")
_MOST_WORDS = 60


def other_language(text: str, *, own: str, others: Iterable[str]) -> str | None:
    """Return the one of `others` that knows every word of `text`, where `own` lacks one.

    None where two of them do, and where there are no words.

    >>> other_language("sehr gut, danke", own="en", others=["de", "no"])
    'de'
    >>> other_language("super", own="en", others=["de", "no"]) is None
    True
    """
    if text.isascii() and not any(char.isalpha() for char in text):
        return None
    words = set(_WORDS.findall(legible(text[:READ_LIMIT])))
    if not words or len(words) > _MOST_WORDS or words <= _words_of(own):
        return None
    found = [code for code in sorted(others) if code != own and words <= _words_of(code)]
    return found[0] if len(found) == 1 else None


@cache
def _words_of(code: str) -> frozenset[str]:
    """Every word that stands in the pack of a language, by itself or in a phrase."""
    pack = LANGUAGES.get(code)
    if pack is None:
        return frozenset()
    phrases = set(pack.number_words).union(
        pack.ordinals, pack.occasions, *(getattr(pack, section) for section, _ in SECTIONS)
    )
    words = {word for phrase in phrases - pack.false_friends for word in phrase.split(" ")}
    return frozenset(words.union(*map(without_marks, words)))
