"""Recognises that a message asks for no more messages (`services/engine/README.md`).

A small grammar over closed lists of each language: a stop word, or a verb with `me` or `messages` as
its object, and politeness around them. One word that is in none of the lists, and it is no request.
It is the whole message, or a sentence of its own beside an answer, a plain reason and a signature
(`6. No more texts please. Ann`): what else a message may hold is in `opting_out_beside`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from services.engine.languages import LANGUAGES, LanguagePack
from services.engine.languages.number_words import without_marks
from services.engine.opting_out_beside import may_stand_before, may_stand_behind
from services.engine.replies.reading import READ_LIMIT, legible, strip_ends

MOST_WORDS = 16
"""Words of the longest request."""
MOST_PIECES = 8
"""Pieces between separators of the longest message that a request is looked for in."""

_SEPARATORS = str.maketrans(dict.fromkeys(",.!;\n", " "))
_PIECE = re.compile(r"[^\n,;.!?/()]+(?:[.][^\s.!?]+)*")
_WORD, _VERB, _OBJECT, _AROUND = 1, 2, 4, 8
_SECTIONS = (
    ("stop_words", _WORD),
    ("stop_verbs", _VERB),
    ("stop_objects", _OBJECT),
    ("stop_around", _AROUND),
    ("stop_reasons", _AROUND),
)
_Phrases = dict[str, dict[int, dict[tuple[str, ...], set[int]]]]
"""The kinds of every phrase, by its first word and its length in words."""


def asks_to_stop(message: str) -> str | None:
    """Return the rule by which `message` opts out; None if it does not.

    >>> asks_to_stop("please stop texting me"), asks_to_stop("stop texting my wife")
    ('stop_sentence', None)
    >>> asks_to_stop("stopp takk"), asks_to_stop("2. Now stop texting me!")
    ('stop_word', 'stop_sentence')
    """
    return None if len(message) > READ_LIMIT else stop_rule(strip_ends(legible(message)))


def stop_rule(line: str) -> str | None:
    """Return what `asks_to_stop` does, for a message made legible, without what surrounds it."""
    words = line.translate(_SEPARATORS).split()
    if _triggers().isdisjoint(words):
        return None
    return _rule_of(words) or ("stop_sentence" if _in_a_sentence(line) else None)


def _rule_of(words: Sequence[str]) -> str | None:
    if len(words) > MOST_WORDS:
        return None
    for code in LANGUAGES:
        found = _parts(words, _phrases(code))
        if _WORD in found:
            return "stop_word"
        if any(parts & _VERB and parts & _OBJECT for parts in found):
            return "stop_sentence"
    return None


def _in_a_sentence(line: str) -> bool:
    """Whether pieces of a message side by side are a request, and the others may stand beside it."""
    pieces = [piece.split() for piece in _PIECE.findall(line) if piece.strip()]
    if len(pieces) > MOST_PIECES:
        return False
    for first in range(len(pieces)):
        words: list[str] = []
        for last in range(first, len(pieces)):
            words += pieces[last]
            if _is_request(words):
                before, behind = pieces[:first], pieces[last + 1 :]
                return may_stand_before(before) and may_stand_behind(behind)
    return False


def _is_request(words: Sequence[str]) -> bool:
    """Whether words ask to stop and say what: in a longer message `stop` alone may mean anything."""
    if _triggers().isdisjoint(words) or len(words) > MOST_WORDS:
        return False
    rule = _rule_of(words)
    return rule == "stop_sentence" or (rule == "stop_word" and not _pronouns().isdisjoint(words))


def _parts(words: Sequence[str], phrases: _Phrases) -> set[int]:
    """Return, for every way to read all words as phrases, which kinds but politeness it holds."""
    reached: list[set[int]] = [set() for _ in range(len(words) + 1)]
    reached[0].add(0)
    for at, word in enumerate(words):
        if not reached[at]:
            continue
        for length, known in phrases.get(word, {}).items():
            for kind in known.get(tuple(words[at : at + length]), ()):
                reached[at + length] |= {_joined(before, kind) for before in reached[at]}
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
        lengths = table.setdefault(parts[0], {})
        lengths.setdefault(len(parts), {}).setdefault(parts, set()).add(kind)
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


@cache
def _pronouns() -> frozenset[str]:
    """Words of one that say in a request of several whom or what no more messages should reach."""
    return frozenset(
        phrase
        for pack in LANGUAGES.values()
        for phrase, kind in _entries(pack)
        if kind == _OBJECT and " " not in phrase
    )
