"""Recognises that a whole message asks for no more messages (`services/engine/README.md`).

A small grammar over closed lists of each language: a stop word, or a verb with `me` or `messages` as
its object, and politeness around them. One word that is in none of the lists, and it is no request.
"""

from collections.abc import Iterator
from functools import cache

from services.engine.languages import LANGUAGES, LanguagePack
from services.engine.languages.number_words import without_marks

MOST_WORDS = 16
"""Words of the longest message that is read as a request."""

_SEPARATORS = str.maketrans(dict.fromkeys(",.!;", " "))
_WORD, _VERB, _OBJECT, _AROUND = 1, 2, 4, 8
_SECTIONS = (
    ("stop_words", _WORD),
    ("stop_verbs", _VERB),
    ("stop_objects", _OBJECT),
    ("stop_around", _AROUND),
)
_Phrases = dict[str, list[tuple[tuple[str, ...], int]]]


def asks_to_stop(message: str) -> str | None:
    """Return the rule by which the whole normalised `message` opts out; None if it does not.

    >>> asks_to_stop("please stop texting me"), asks_to_stop("stop texting my wife")
    ('stop_sentence', None)
    >>> asks_to_stop("stopp takk")
    'stop_word'
    """
    words = message.translate(_SEPARATORS).split()
    if _triggers().isdisjoint(words) or len(words) > MOST_WORDS:
        return None
    for code in LANGUAGES:
        found = _parts(words, _phrases(code))
        if _WORD in found:
            return "stop_word"
        if any(parts & _VERB and parts & _OBJECT for parts in found):
            return "stop_sentence"
    return None


def _parts(words: list[str], phrases: _Phrases) -> set[int]:
    """Return, for every way to read all words as phrases, which kinds but politeness it holds."""
    reached: list[set[int]] = [set() for _ in range(len(words) + 1)]
    reached[0].add(0)
    for at, word in enumerate(words):
        if not reached[at]:
            continue
        for parts, kind in phrases.get(word, ()):
            end = at + len(parts)
            if tuple(words[at:end]) == parts:
                reached[end] |= {_joined(before, kind) for before in reached[at]}
    return reached[-1]


def _joined(before: int, kind: int) -> int:
    if kind == _AROUND:
        return before
    if kind == _OBJECT and not before & _VERB:
        # What is not the object of a verb before it is no object.
        return before | _OBJECT << 4
    return before | kind


@cache
def _phrases(code: str) -> _Phrases:
    table: _Phrases = {}
    for phrase, kind in _entries(LANGUAGES[code]):
        parts = tuple(phrase.split(" "))
        table.setdefault(parts[0], []).append((parts, kind))
    return table


def _entries(pack: LanguagePack) -> Iterator[tuple[str, int]]:
    for section, kind in _SECTIONS:
        words: frozenset[str] = getattr(pack, section)
        for phrase in words.union(*map(without_marks, words)):
            yield phrase, kind


@cache
def _triggers() -> frozenset[str]:
    """Words one of which every request has: the first of each stop word and verb."""
    return frozenset(
        phrase.partition(" ")[0]
        for pack in LANGUAGES.values()
        for phrase, kind in _entries(pack)
        if kind in (_WORD, _VERB)
    )
