"""What the operators of conditions mean: on texts, and on values with a type.

Whether there is anything to compare at all (`answered`, `skipped`) is decided in `rules`.
"""

from collections.abc import Callable, Mapping
from math import isnan
from typing import TypeAlias

from services.engine.definition import JsonValue, Operator
from services.engine.state import AnswerValue

Holds: TypeAlias = "Callable[[AnswerValue, JsonValue], bool]"
"""Says whether a value stands in a relation to a rule's value."""

# Comparing texts: open answers, which arrive here casefolded, and session variables.


def as_number(value: AnswerValue) -> float | None:
    """The number that a value is, or that a text writes; None where it is none.

    >>> as_number(" 7.5"), as_number("seven"), as_number("nan"), as_number(True)
    (7.5, None, None, None)
    """
    if isinstance(value, bool | tuple):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return None if isnan(number) else number


def _text_equals(value: AnswerValue, operand: JsonValue) -> bool:
    if isinstance(operand, int | float):
        return as_number(value) == operand
    return str(value).strip() == operand


def _text_in(value: AnswerValue, operand: JsonValue) -> bool:
    return isinstance(operand, list) and any(_text_equals(value, item) for item in operand)


# Comparing what is stored as a number, yes or no, an index, or indices.


def _typed_equals(value: AnswerValue, operand: JsonValue) -> bool:
    if isinstance(value, tuple):
        wanted = operand if isinstance(operand, list) else [operand]
        return sorted(value) == sorted(index for index in wanted if isinstance(index, int))
    return isinstance(value, bool) == isinstance(operand, bool) and value == operand


def _typed_contains(value: AnswerValue, operand: JsonValue) -> bool:
    if not isinstance(value, tuple):
        return _typed_equals(value, operand)
    wanted = operand if isinstance(operand, list) else [operand]
    return all(index in value for index in wanted)


def _typed_in(value: AnswerValue, operand: JsonValue) -> bool:
    if not isinstance(operand, list):
        return False
    if isinstance(value, tuple):
        return any(index in operand for index in value)
    return any(_typed_equals(value, item) for item in operand)


def _ordered(compare: "Callable[[float, float], bool]") -> Holds:
    def holds(value: AnswerValue, operand: JsonValue) -> bool:
        number = as_number(value)
        return number is not None and isinstance(operand, int | float) and compare(number, operand)

    return holds


def _between(value: AnswerValue, operand: JsonValue) -> bool:
    number = as_number(value)
    if number is None or not isinstance(operand, list):
        return False
    low, high = operand
    return isinstance(low, int | float) and isinstance(high, int | float) and low <= number <= high


_ORDERED: Mapping[Operator, Holds] = {
    Operator.LT: _ordered(lambda left, right: left < right),
    Operator.LTE: _ordered(lambda left, right: left <= right),
    Operator.GT: _ordered(lambda left, right: left > right),
    Operator.GTE: _ordered(lambda left, right: left >= right),
    Operator.BETWEEN: _between,
}

ON_TEXTS: Mapping[Operator, Holds] = {
    **_ORDERED,
    Operator.EQ: _text_equals,
    Operator.NE: lambda value, operand: not _text_equals(value, operand),
    Operator.IN: _text_in,
    Operator.NOT_IN: lambda value, operand: not _text_in(value, operand),
    Operator.CONTAINS: lambda value, operand: str(operand) in str(value),
}

ON_VALUES: Mapping[Operator, Holds] = {
    **_ORDERED,
    Operator.EQ: _typed_equals,
    Operator.NE: lambda value, operand: not _typed_equals(value, operand),
    Operator.IN: _typed_in,
    Operator.NOT_IN: lambda value, operand: not _typed_in(value, operand),
    Operator.CONTAINS: _typed_contains,
}
