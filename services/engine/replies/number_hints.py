"""Finds a number that is said in other words: `full marks`, `zilch`, `didn't call, used the chat`.

Never stored: the customer is asked whether it was meant. The words are found in the line, beside
the roles that they have elsewhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from services.engine.languages.number_words import without_marks
from services.engine.replies import roles as r
from services.engine.replies.lexicon import Item, Lexicon
from services.engine.replies.number_clauses import AGAINST, Clause, Wanted

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_AGAINST = AGAINST & ~(r.MEASURE | r.UNIT | r.DATE | r.OF | r.OR)
_BESIDE = (
    r.AROUND | r.RATING | r.LEAD | r.TAIL | r.POINTS | r.STARS | r.ARTICLE | r.FIRST_NAME | r.BY
)
_TAKES_BACK = r.CORRECTION | r.CONDITION | r.UNREAL


class Hint(Enum):
    """What words hint at."""

    TOP = auto()
    NOTHING = auto()
    NOT_ONCE = auto()


class _Found(NamedTuple):
    hint: Hint
    words: int
    start: int
    end: int


_SECTIONS = (("top_marks", Hint.TOP), ("nothings", Hint.NOTHING), ("no_times", Hint.NOT_ONCE))
_Hints = Mapping[str, Sequence[tuple[tuple[str, ...], Hint]]]


def hinted_number(
    line: str, clauses: Sequence[Clause], wanted: Wanted, lexicon: Lexicon
) -> int | None:
    """Return the only number that words of legible `line` hint at, if nothing is against it."""
    found = [
        (one, clause) for clause in clauses for one in _hints_in(line, clause, _hints_of(lexicon))
    ]
    values = {_value(one.hint, wanted) for one, _ in found}
    if len(values) != 1 or None in values:
        return None
    (value,) = values
    spans = [one for one, _ in found]
    others = [item for clause in clauses for item in clause if not _is_inside(item, spans)]
    if any(_contradicts(item) for item in others):
        return None
    return value if all(_may_hint(one, clause, spans) for one, clause in found) else None


def _value(hint: Hint, wanted: Wanted) -> int | None:
    if wanted.is_option:
        return None
    match hint:
        case Hint.TOP:
            return wanted.of_maximum
        case Hint.NOTHING:
            return 0 if wanted.low <= 0 <= wanted.high else None
        case Hint.NOT_ONCE:
            return 0 if wanted.unit == "times" and wanted.low <= 0 else None


def _contradicts(item: Item) -> bool:
    """Whether another number is named beside the hint, or it is taken back."""
    if item.roles & r.NUMBER and not item.roles & r.ARTICLE:
        return True
    return bool(item.roles & _TAKES_BACK) and not item.roles & (r.AROUND | r.RATING | r.OPENER)


def _may_hint(found: _Found, clause: Clause, spans: Sequence[_Found]) -> bool:
    """Whether nothing in its clause denies the hint; beside one word every other must be known."""
    others = [item for item in clause if not _is_inside(item, spans)]
    if found.words == 1 and not all(item.roles & _BESIDE for item in others):
        return False
    return not any(item.roles & _AGAINST and not item.roles & _BESIDE for item in others)


def _is_inside(item: Item, spans: Sequence[_Found]) -> bool:
    return any(span.start < item.end and item.start < span.end for span in spans)


def _hints_in(line: str, clause: Clause, hints: _Hints) -> Iterator[_Found]:
    """Yield the hints in a clause, at each place the longest."""
    start, end = clause[0].start, clause[-1].end
    matches = list(_WORD.finditer(line, start, end))
    words = [match[0] for match in matches]
    at = 0
    while at < len(words):
        known = hints.get(words[at], ())
        parts, hint = next(
            ((p, h) for p, h in known if tuple(words[at : at + len(p)]) == p), ((), None)
        )
        if hint is not None:
            last = matches[at + len(parts) - 1].end()
            yield _Found(hint, len(parts), matches[at].start(), last)
        at += max(len(parts), 1)


@lru_cache(maxsize=256)
def _hints_of(lexicon: Lexicon) -> _Hints:
    """The hints of a lexicon's languages by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Hint]]] = {}
    for pack in lexicon.packs:
        for section, hint in _SECTIONS:
            written: frozenset[str] = getattr(pack, section)
            for phrase in written.union(*map(without_marks, written)):
                parts = tuple(phrase.split(" "))
                table.setdefault(parts[0], []).append((parts, hint))
    for hints in table.values():
        hints.sort(key=lambda entry: -len(entry[0]))
    return table
