"""Conditions of a form (`relevant`) in the terms of a survey's rules.

A rule has conditions that all hold, so an expression becomes alternatives of such: `or` makes more
alternatives, `not` goes down to the comparisons. As in forms, a question without an answer is the
empty text: it is unequal to everything else, and neither more nor less than any number.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import TypeVar

from services.engine.definition import ConditionDefinition, ElementType, JsonValue, Operator
from services.xlsform.asked import Alternatives, Asked
from services.xlsform.expression import (
    And,
    Compare,
    Expression,
    ExpressionError,
    Matches,
    Not,
    Or,
    Selected,
)

_Item = TypeVar("_Item")

_MOST_ALTERNATIVES = 16

_OPPOSITES = {
    Operator.EQ: Operator.NE,
    Operator.NE: Operator.EQ,
    Operator.LT: Operator.GTE,
    Operator.GTE: Operator.LT,
    Operator.GT: Operator.LTE,
    Operator.LTE: Operator.GT,
}

_COMPARISONS: Mapping[Operator, Callable[[float, float], bool]] = {
    Operator.EQ: lambda left, right: left == right,
    Operator.NE: lambda left, right: left != right,
    Operator.LT: lambda left, right: left < right,
    Operator.LTE: lambda left, right: left <= right,
    Operator.GT: lambda left, right: left > right,
    Operator.GTE: lambda left, right: left >= right,
}


def alternatives_of(expression: Expression, asked: Mapping[str, Asked]) -> Alternatives:
    """When an expression is true of the answers to what was asked before it.

    Raises ExpressionError for what no rule can say.
    """
    found = _distinct(_alternatives(expression, asked, negated=False))
    if not found:
        raise ExpressionError("is never true")
    return found


def _alternatives(
    expression: Expression, asked: Mapping[str, Asked], *, negated: bool
) -> Alternatives:
    match expression:
        case Not(part=part):
            return _alternatives(part, asked, negated=not negated)
        case And(parts=parts) | Or(parts=parts):
            each = [_alternatives(part, asked, negated=negated) for part in parts]
            if isinstance(expression, Or) is not negated:
                return _limited(one for alternatives in each for one in alternatives)
            return _limited(
                _distinct(one for group in groups for one in group) for groups in product(*each)
            )
        case Selected():
            return _selected(expression, _question(expression.subject, asked), negated=negated)
        case Matches():
            raise ExpressionError("uses regex, which a survey has no rule for")
        case Compare():
            return _compared(expression, _question(expression.subject, asked), negated=negated)


def _limited(alternatives: Iterable[tuple[ConditionDefinition, ...]]) -> Alternatives:
    found: list[tuple[ConditionDefinition, ...]] = []
    for one in alternatives:
        found.append(one)
        if len(found) > _MOST_ALTERNATIVES:
            raise ExpressionError("has too many parts")
    return tuple(found)


def _distinct(items: Iterable[_Item]) -> tuple[_Item, ...]:
    """Each once, in order; conditions may hold lists, which no dict takes as keys."""
    found: list[_Item] = []
    for item in items:
        if item not in found:
            found.append(item)
    return tuple(found)


def _question(subject: str, asked: Mapping[str, Asked]) -> Asked:
    question = asked.get(subject)
    if question is None:
        raise ExpressionError(f'depends on "{subject}", which is not asked before it')
    if not question.element.type.is_question:
        raise ExpressionError(f'depends on "{subject}", which nobody answers')
    return question


def _selected(selected: Selected, question: Asked, *, negated: bool) -> Alternatives:
    if not question.allows_several:
        same = Compare(subject=selected.subject, op=Operator.EQ, value=selected.option)
        return _compared(same, question, negated=negated)
    option = _option(question, selected.option)
    if negated:
        return _present_or_absent(question, Operator.NOT_IN, [option], absent=True)
    return _present_or_absent(question, Operator.CONTAINS, option, absent=False)


def _compared(compare: Compare, question: Asked, *, negated: bool) -> Alternatives:
    if compare.counted:
        raise ExpressionError("counts choices, which a survey has no rule for")
    op = _OPPOSITES[compare.op] if negated else compare.op
    if compare.value == "":
        return _whether_answered(question, op)
    # Without an answer a comparison is false unless it is "unequal", and its opposite is true.
    absent = (compare.op is Operator.NE) is not negated
    if question.allows_several:
        return _exactly(question, op, compare.value, absent=absent)
    match question.element.type:
        case ElementType.DROPDOWN | ElementType.MULTIPLE_CHOICE | ElementType.YES_NO:
            return _among(question, op, compare.value, absent=absent)
        case ElementType.OPEN:
            return _words(question, op, compare.value, absent=absent)
        case _:
            return _present_or_absent(question, op, _number(compare.value), absent=absent)


def _whether_answered(question: Asked, op: Operator) -> Alternatives:
    match op:
        case Operator.EQ:
            return ((_condition(question, Operator.SKIPPED),),)
        case Operator.NE:
            return ((_condition(question, Operator.ANSWERED),),)
        case _:
            raise ExpressionError("compares with an empty text")


def _exactly(question: Asked, op: Operator, value: str | float, *, absent: bool) -> Alternatives:
    if op not in (Operator.EQ, Operator.NE):
        raise ExpressionError(f'compares "{question.id}" by size, where several may be chosen')
    return _present_or_absent(question, op, _option(question, _shown(value)), absent=absent)


def _among(question: Asked, op: Operator, value: str | float, *, absent: bool) -> Alternatives:
    """A comparison with the name of a choice is true of some of the choices."""
    if op in (Operator.EQ, Operator.NE):
        _option(question, _shown(value))
    chosen = [name for name in question.names if _holds(name, op, value)]
    if len(chosen) == len(question.names):
        return _present_or_absent(question, Operator.ANSWERED, None, absent=absent)
    if question.element.type is ElementType.YES_NO and chosen:
        is_yes = chosen[0] == question.names[0]
        return _present_or_absent(question, Operator.EQ, is_yes, absent=absent)
    if len(chosen) == 1:
        return _present_or_absent(question, Operator.EQ, chosen[0], absent=absent)
    if not chosen:
        return ((_condition(question, Operator.SKIPPED),),) if absent else ()
    return _present_or_absent(question, Operator.IN, list[JsonValue](chosen), absent=absent)


def _holds(name: str, op: Operator, value: str | float) -> bool:
    if op in (Operator.EQ, Operator.NE):
        return (name == _shown(value)) is (op is Operator.EQ)
    try:
        return _COMPARISONS[op](float(name), float(value))
    except ValueError:
        raise ExpressionError("compares the names of choices by size") from None


def _words(question: Asked, op: Operator, value: str | float, *, absent: bool) -> Alternatives:
    if op not in (Operator.EQ, Operator.NE):
        raise ExpressionError(f'compares the text "{question.id}" by size')
    return _present_or_absent(question, op, _shown(value), absent=absent)


def _present_or_absent(
    question: Asked, op: Operator, value: JsonValue, *, absent: bool
) -> Alternatives:
    """What an answer must be; or that there is none, where that can be."""
    present = (_condition(question, op, value),)
    if absent and question.may_be_skipped:
        return present, (_condition(question, Operator.SKIPPED),)
    return (present,)


def _condition(question: Asked, op: Operator, value: JsonValue = None) -> ConditionDefinition:
    return ConditionDefinition(element=question.id, op=op, value=value)


def _option(question: Asked, name: str) -> str:
    if name not in question.names:
        raise ExpressionError(f'names "{name}", which is no choice of "{question.id}"')
    return name


def _number(value: str | float) -> int | float:
    try:
        number = float(value)
    except ValueError:
        raise ExpressionError(f'compares a number with "{value}"') from None
    return int(number) if number.is_integer() else number


def _shown(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
