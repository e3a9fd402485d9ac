"""Says what may stand beside a request for no more messages: an answer, a judgement, a name.

Closed lists here too: a message that says anything else may quote the request, or take it back.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from services.engine.languages import LANGUAGES, LanguagePack
from services.engine.languages.number_words import without_marks

_LONGEST_SIGNATURE = 3
_ANSWERING = (
    "number_words",
    "articles",
    "of_words",
    "points",
    "stars",
    "around",
    "rating",
    "lead",
    "yes_words",
    "no_words",
    "opinions",
    "topics",
    "stronger",
    "stop_around",
    "stop_reasons",
    "stop_words",
)
_NO_NAMES = (
    "little_words",
    "denials",
    "nevers",
    "corrections",
    "conditions",
    "non_answers",
    "hedges",
    "openers",
    "number_words",
)


def may_stand_before(pieces: Sequence[Sequence[str]]) -> bool:
    """Return whether `pieces`, in words, only answer, greet, judge or give a plain reason.

    >>> may_stand_before([["2"], ["and", "now"]]), may_stand_before([["he", "told", "them"]])
    (True, False)
    """
    return all(_is_known(piece) for piece in pieces)


def may_stand_behind(pieces: Sequence[Sequence[str]]) -> bool:
    """Return whether `pieces` behind a request are of the same, and a signature at the end.

    >>> may_stand_behind([["d"], ["price"]]), may_stand_behind([["just", "kidding"]])
    (True, False)
    """
    known = next((i for i, piece in enumerate(pieces) if not _is_known(piece)), len(pieces))
    return _is_signature([word for piece in pieces[known:] for word in piece])


def _is_known(piece: Sequence[str]) -> bool:
    """Whether a piece can be read, word by word, as phrases that may stand there."""
    reached = [True] + [False] * len(piece)
    for at, word in enumerate(piece):
        if not reached[at]:
            continue
        if word.isdecimal():
            reached[at + 1] = True
        for parts in _answering().get(word, ()):
            end = at + len(parts)
            if tuple(piece[at:end]) == parts:
                reached[end] = True
    return reached[-1]


def _is_signature(words: Sequence[str]) -> bool:
    if not words:
        return True
    signed = words[0] in _sign_offs() or " ".join(words[:2]) in _sign_offs()
    most = _LONGEST_SIGNATURE + (2 if signed else 0)
    return len(words) <= most and (signed or _no_names().isdisjoint(words))


@cache
def _answering() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The phrases that may stand beside a request, by their first word."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in _phrases_in(_ANSWERING) - _phrases_in(("corrections", "conditions", "or_words")):
        parts = tuple(phrase.split(" "))
        table.setdefault(parts[0], []).append(parts)
    return table


@cache
def _no_names() -> frozenset[str]:
    return frozenset(word for phrase in _phrases_in(_NO_NAMES) for word in phrase.split(" "))


@cache
def _sign_offs() -> frozenset[str]:
    return _phrases_in(("sign_offs",))


def _phrases_in(sections: Sequence[str]) -> frozenset[str]:
    return frozenset(
        phrase
        for pack in LANGUAGES.values()
        for section in sections
        for written in _section(pack, section)
        for phrase in (written, *without_marks(written))
    )


def _section(pack: LanguagePack, name: str) -> Iterable[str]:
    written: Iterable[str] = getattr(pack, name)
    return written
