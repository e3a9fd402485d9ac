"""Constraints as bounds: of a whole number, and of how many options may be chosen."""

import math
from dataclasses import dataclass

from services.engine.definition import Operator
from services.xlsform.expression import SELF, And, Compare, Expression, ExpressionError
from services.xlsform.parsing import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The smallest and the largest value, both included; None where there is no bound."""

    low: int | None = None
    high: int | None = None


def bounds_of(written: str, *, counted: bool = False) -> Bounds:
    """The bounds that a constraint sets, on a number or on how many are chosen.

    Raises ExpressionError for any other constraint.

    >>> bounds_of(". >= 1 and . < 11")
    Bounds(low=1, high=10)
    >>> bounds_of("count-selected(.) <= 2", counted=True)
    Bounds(low=None, high=2)
    """
    low, high = -math.inf, math.inf
    for part in _parts(parse(written)):
        one = _bound(part, counted=counted)
        low, high = max(low, one[0]), min(high, one[1])
    return Bounds(low=_whole(low), high=_whole(high))


def _parts(expression: Expression) -> tuple[Expression, ...]:
    return expression.parts if isinstance(expression, And) else (expression,)


def bound_of(part: Expression, *, counted: bool) -> tuple[int | None, int | None]:
    """The range that one comparison leaves, both included; ExpressionError for anything else."""
    low, high = _bound(part, counted=counted)
    return _whole(low), _whole(high)


def _bound(part: Expression, *, counted: bool) -> tuple[float, float]:
    """The range that one comparison leaves, in whole numbers."""
    if not isinstance(part, Compare) or part.subject != SELF or part.counted is not counted:
        raise ExpressionError("is no plain range")
    try:
        value = float(part.value)
    except ValueError:
        raise ExpressionError("is no plain range") from None
    match part.op:
        case Operator.GTE:
            return math.ceil(value), math.inf
        case Operator.GT:
            return math.floor(value) + 1, math.inf
        case Operator.LTE:
            return -math.inf, math.floor(value)
        case Operator.LT:
            return -math.inf, math.ceil(value) - 1
        case _:
            raise ExpressionError("is no plain range")


def _whole(bound: float) -> int | None:
    return int(bound) if math.isfinite(bound) else None
