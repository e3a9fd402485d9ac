"""Recognises a whole reply that is about the conversation, not its question: again, skip it, in English.

Whether it is an answer all the same (an option called `Pass`) is the caller's to ask first.
"""

from collections.abc import Iterable
from enum import StrEnum

from services.engine.languages import LANGUAGES
from services.engine.replies.reading import READ_LIMIT, normalise


class Aside(StrEnum):
    """What a customer asks for instead of answering."""

    REPEAT = "repeat"
    SKIP = "skip"


def aside_in(text: str, *, languages: Iterable[str]) -> Aside | None:
    """Return what the whole of `text` asks for, in words of `languages` or English.

    >>> aside_in("Hopp over!", languages=["no"]), aside_in("?", languages=[])
    (<Aside.SKIP: 'skip'>, <Aside.REPEAT: 'repeat'>)
    >>> aside_in("skip the queue", languages=["en"]) is None
    True
    """
    if len(text) > READ_LIMIT:
        return None
    if set("".join(text.split())) == {"?"}:
        return Aside.REPEAT
    word = normalise(text)
    for pack in (LANGUAGES[code] for code in (*languages, "en") if code in LANGUAGES):
        if word in pack.skip_words:
            return Aside.SKIP
        if word in pack.repeat_words:
            return Aside.REPEAT
    return None


def language_named(text: str, *, own: str, others: Iterable[str]) -> str | None:
    """Return the one of `others` that the whole of `text` names, in any of its names.

    >>> language_named("På norsk, takk", own="en", others=["no", "en"]) is None
    True
    >>> language_named("Norsk takk!", own="en", others=["no", "en"])
    'no'
    """
    if len(text) > READ_LIMIT:
        return None
    word = normalise(text)
    packs = (LANGUAGES[code] for code in sorted(others) if code != own and code in LANGUAGES)
    return next((pack.code for pack in packs if word in pack.names), None)
