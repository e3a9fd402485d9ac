"""For which answers conditions on one question hold, as sets: nothing is found by trying values.

What is called certain or impossible is so. Of numbers, of yes and no, and of up to ten options all of
it is found; of texts and of longer lists, the plain cases.
"""

from collections.abc import Sequence
from functools import reduce
from math import inf
from operator import and_, or_
from typing import assert_never

from services.engine.definition import JsonValue, Operator
from services.engine.elements.domain import AnyText, Domain, SomeOf, WholeNumbers, YesOrNo
from services.engine.problems.intervals import (
    EVERY,
    NOTHING,
    Intervals,
    between,
    complement,
    meet,
    points,
    union,
)
from services.engine.problems.option_sets import MOST_OPTIONS, option_sets
from services.engine.problems.text_conditions import some_text_always_holds
from services.engine.rules import Condition


def some_always_holds(conditions: Sequence[Condition], domain: Domain) -> bool:
    """True when every answer meets one of the conditions, which are all on its question."""
    match domain:
        case WholeNumbers():
            every = _range(domain)
            held = union(one for condition in conditions for one in _numbers(condition))
            return meet(every, held) == every
        case YesOrNo():
            return all(any(one.holds_for(value) for one in conditions) for value in (True, False))
        case SomeOf(count=count) if count <= MOST_OPTIONS:
            sets = option_sets(count, domain.most)
            return reduce(or_, map(sets.held, conditions)) == sets.every
        case SomeOf():
            return any(condition.op is Operator.ANSWERED for condition in conditions)
        case AnyText():
            return some_text_always_holds(conditions)
        case _:
            assert_never(domain)


def can_hold_together(conditions: Sequence[Condition], domain: Domain) -> bool:
    """False when no answer meets all of the conditions, which are all on its question."""
    match domain:
        case WholeNumbers():
            return bool(reduce(meet, map(_numbers, conditions), _range(domain)))
        case YesOrNo():
            return any(all(one.holds_for(value) for one in conditions) for value in (True, False))
        case SomeOf(count=count) if count <= MOST_OPTIONS:
            return bool(reduce(and_, map(option_sets(count, domain.most).held, conditions)))
        case SomeOf() | AnyText():
            return True
        case _:
            assert_never(domain)


def _range(domain: WholeNumbers) -> Intervals:
    low = -inf if domain.low is None else domain.low
    high = inf if domain.high is None else domain.high
    return ((low, high),) if low <= high else NOTHING


def _numbers(condition: Condition) -> Intervals:
    """The whole numbers for which a condition holds."""
    match condition.op, condition.operand:
        case Operator.ANSWERED, _:
            return EVERY
        case Operator.EQ | Operator.CONTAINS, int() | float() as number:
            return points([number])
        case Operator.NE, int() | float() as number:
            return complement(points([number]))
        case Operator.NE, _:
            return EVERY
        case Operator.IN, list() as named:
            return points(_numbers_in(named))
        case Operator.NOT_IN, list() as named:
            return complement(points(_numbers_in(named)))
        case Operator.LT, int() | float() as number:
            return complement(between(number, inf))
        case Operator.LTE, int() | float() as number:
            return between(-inf, number)
        case Operator.GT, int() | float() as number:
            return complement(between(-inf, number))
        case Operator.GTE, int() | float() as number:
            return between(number, inf)
        case Operator.BETWEEN, [int() | float() as low, int() | float() as high]:
            return between(low, high)
        case _:
            # `skipped`, and what no number can be compared with.
            return NOTHING


def _numbers_in(named: Sequence[JsonValue]) -> list[float]:
    return [one for one in named if isinstance(one, int | float)]
