"""Conditions on texts (open answers and variables) that hold whatever the text is.

Nobody can name every text, so one condition at least must hold for all but a few: `ne`, `notIn` or
`answered`. What all of these leave out must be let in by one of the others.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from services.engine.definition import Operator
from services.engine.operators import ON_TEXTS, as_number
from services.engine.rules import Condition

Named: TypeAlias = str | int | float
"""A text, or a number that stands for every way to write it."""

_ALL_BUT_NAMED = frozenset({Operator.NE, Operator.NOT_IN, Operator.ANSWERED})
_ONLY_NAMED = frozenset({Operator.EQ, Operator.IN})
_MOST_COMPARISONS = 10_000
"""Of texts with conditions one by one, for one rule; beyond it, the rule counts as one that may fail."""


def some_text_always_holds(conditions: Sequence[Condition]) -> bool:
    """True when every text meets one of the conditions; it may miss some of which that is true."""
    if any(one.op is Operator.CONTAINS and one.operand == "" for one in conditions):
        return True
    wide = [one for one in conditions if one.op in _ALL_BUT_NAMED]
    return bool(wide) and _let_in(_left_out_by_all(wide), conditions)


def _left_out_by_all(conditions: Sequence[Condition]) -> list[Named]:
    counts: Counter[Named | None] = Counter()
    for condition in conditions:
        named = set(_named(condition))
        counts.update(one for one in named if _number_in(one) not in named)
    return [
        one
        for one, count in counts.items()
        if one is not None and count + counts.get(_number_in(one), 0) == len(conditions)
    ]


def _let_in(left_out: Sequence[Named], conditions: Sequence[Condition]) -> bool:
    """True when one of the conditions holds for each of the texts."""
    named = {one for other in conditions if other.op in _ONLY_NAMED for one in _named(other)}
    rest = [one for one in left_out if one not in named and _number_in(one) not in named]
    compared = [one for one in conditions if one.op not in _ALL_BUT_NAMED | _ONLY_NAMED]
    if len(rest) * len(compared) > _MOST_COMPARISONS:
        return False
    return all(any(_holds(condition, one) for condition in compared) for one in rest)


def _named(condition: Condition) -> Iterator[Named]:
    """What a condition names, without what no text can be equal to."""
    operand = condition.operand
    for one in operand if isinstance(operand, list) else [operand]:
        if isinstance(one, str) and (one.strip() != one or (not one and condition.element)):
            continue
        if isinstance(one, str | int | float):
            yield one


def _number_in(named: Named) -> float | None:
    return as_number(named) if isinstance(named, str) else None


def _holds(condition: Condition, named: Named) -> bool:
    if condition.op is Operator.SKIPPED:
        return False
    if condition.op is Operator.CONTAINS and not isinstance(named, str):
        return False
    return ON_TEXTS[condition.op](str(named), condition.operand)
