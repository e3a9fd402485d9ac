"""Finds the option that a clause names, once the words around the name that may stand are left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.engine.replies import roles as r
from services.engine.replies.lexicon import Item, Lexicon
from services.engine.replies.number_clauses import Clause
from services.engine.replies.option_words import Vocabulary, loose
from services.engine.replies.understood import Rule

_BEFORE = r.AROUND | r.LEAD | r.RATING | r.OPTION_MARK | r.ARTICLE | r.STRONGER | r.NUMBER_MARK
_AFTER = r.AROUND | r.TAIL | r.FIRST_NAME
_PRELUDE = r.AROUND | r.BEFORE_LINE | r.FIRST_NAME
_OPEN = r.DENIAL | r.NEVER | r.OR | r.NO | r.CONDITION | r.CORRECTION | r.COMPARISON
_MOST_AROUND = 6
"""Words on each side that are left out at most: the search is quadratic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An option that a clause names, and the rule by which it does."""

    index: int
    rule: Rule
    clause: int


def name_in(
    line: str, clauses: Sequence[Clause], vocabulary: Vocabulary, lexicon: Lexicon
) -> Named | None:
    """Return the option that the first clause of `line` that is no greeting names."""
    at = next((i for i, clause in enumerate(clauses) if not _is_prelude(clause)), None)
    if at is None or clauses[at][0].in_digits:
        return None
    found = _named(line, clauses[at], vocabulary, lexicon)
    return None if found is None else Named(index=found[0], rule=found[1], clause=at)


def name_of(text: str, vocabulary: Vocabulary, lexicon: Lexicon) -> tuple[int, Rule] | None:
    """Return the option that the whole of the loose `text` names, and by which rule."""
    label = vocabulary.by_loose_label(text)
    if label is not None:
        return label, Rule.LABEL
    place = lexicon.ordinals.get(text)
    if place is not None:
        index = vocabulary.count - 1 if place == -1 else place - 1
        return (index, Rule.ORDINAL) if 0 <= index < vocabulary.count else None
    if text in lexicon.little_words:
        return None
    like = vocabulary.by_likeness(text, lexicon.label_endings)
    if like is not None:
        return like, Rule.LABEL_NEARLY
    beginning = vocabulary.by_prefix(text)
    return None if beginning is None else (beginning, Rule.LABEL_BEGINNING)


def _is_prelude(clause: Clause) -> bool:
    return all(item.roles & _PRELUDE for item in clause)


def _named(
    line: str, clause: Clause, vocabulary: Vocabulary, lexicon: Lexicon
) -> tuple[int, Rule] | None:
    for first in range(min(len(clause), _MOST_AROUND + 1)):
        if first and not _may_stand(clause[first - 1], _BEFORE):
            break
        for last in range(len(clause), max(first, len(clause) - _MOST_AROUND - 1), -1):
            if last < len(clause) and not _may_stand(clause[last], _AFTER):
                break
            words = line[clause[first].start : clause[last - 1].end]
            found = name_of(loose(words), vocabulary, lexicon)
            if found is not None:
                return found
        named = _before_a_giver(line, clause, first, vocabulary)
        if named is not None:
            return named
    return _without_pronoun(line[clause[0].start : clause[-1].end], vocabulary, lexicon)


def _before_a_giver(
    line: str, clause: Clause, first: int, vocabulary: Vocabulary
) -> tuple[int, Rule] | None:
    """`The help I got from Ann`: a whole label, and whose it is."""
    at = next((i for i in range(first + 1, len(clause)) if clause[i].roles & r.BY), None)
    if at is None or any(item.roles & (_OPEN | r.NUMBER) for item in clause[at:]):
        return None
    label = vocabulary.by_loose_label(loose(line[clause[first].start : clause[at - 1].end]))
    others = vocabulary.mentioned(line[clause[at].start : clause[-1].end])
    return None if label is None or others else (label, Rule.LABEL)


def _without_pronoun(
    text: str, vocabulary: Vocabulary, lexicon: Lexicon
) -> tuple[int, Rule] | None:
    """`I don't know` for the label `Don't know`: one word before it that may stand there."""
    first, _, rest = text.partition(" ")
    meaning = lexicon.word(first)
    if meaning is None or not meaning.roles & (r.LEAD | r.AROUND | r.OPTION_MARK):
        return None
    named = name_of(loose(rest), vocabulary, lexicon)
    certain = named is not None and (named[1] is Rule.LABEL or meaning.roles & r.OPTION_MARK)
    return named if certain else None


def _may_stand(word: Item, allowed: int) -> bool:
    against = r.DENIAL | r.NEVER | r.OR | r.MEASURE
    if not word.roles & r.AROUND:
        against |= r.HEDGE
    return bool(word.roles & allowed) and not word.roles & against
