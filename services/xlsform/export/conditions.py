"""Conditions of rules as forms write them, in XPath.

In a form a question without an answer is the empty text, which is unequal to everything: what a rule calls
unequal is answered as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    JsonValue,
    Operator,
)
from services.xlsform.expression import ExpressionError

_SIGNS = {
    Operator.LT: "<",
    Operator.LTE: "<=",
    Operator.GT: ">",
    Operator.GTE: ">=",
}
_ABSENT = frozenset({Operator.SKIPPED})
FALSE, TRUE = "false()", "true()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What conditions name: elements, and the names in the form of elements and options."""

    elements: Mapping[str, ElementDefinition]
    names: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]

    def answer(self, element_id: str) -> str:
        """A reference to an answer."""
        return f"${{{self.names[element_id]}}}"


def condition_text(condition: ConditionDefinition, known: Known) -> str:
    """A condition in XPath; ExpressionError for one that a form has no words for."""
    if condition.split is not None:
        raise ExpressionError("holds for a share of the customers, whom a form does not tell apart")
    if condition.element is None:
        raise ExpressionError("compares a variable, which a form does not have")
    element = known.elements[condition.element]
    answer = known.answer(element.id)
    match condition.op:
        case Operator.ANSWERED:
            return f"{answer} != ''"
        case Operator.SKIPPED:
            return f"{answer} = ''"
        case Operator.EQ | Operator.IN:
            return _one_of(element, condition, known)
        case Operator.NE | Operator.NOT_IN:
            return f"({answer} != '' and not({_one_of(element, condition, known)}))"
        case Operator.CONTAINS:
            return _contains(element, condition.value, known)
        case Operator.BETWEEN:
            low, high = _two(condition.value)
            return f"({answer} >= {_number(element, low)} and {answer} <= {_number(element, high)})"
        case op:
            return f"{answer} {_SIGNS[op]} {_number(element, condition.value)}"


def is_true_of_an_answer_only(condition: ConditionDefinition, element_id: str) -> bool:
    """Whether a condition needs an answer to this question in order to hold."""
    return condition.element == element_id and condition.op not in _ABSENT


def joined(parts: Sequence[str], word: str) -> str:
    """The parts with `and` or `or` between, in parentheses where there are several.

    >>> joined(["a", "b"], "or"), joined(["a"], "and")
    ('(a or b)', 'a')
    """
    return parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})"


def _one_of(element: ElementDefinition, condition: ConditionDefinition, known: Known) -> str:
    value = condition.value
    if condition.op in (Operator.IN, Operator.NOT_IN) and isinstance(value, list):
        each = _contains if _is_several(element) else _equal
        return joined([each(element, one, known) for one in value], "or")
    return _equal(element, value, known)


def _equal(element: ElementDefinition, value: JsonValue, known: Known) -> str:
    answer = known.answer(element.id)
    if _is_several(element):
        wanted = value if isinstance(value, list) else [value]
        chosen = [f"selected({answer}, {_option(element, one, known)})" for one in wanted]
        return joined([*chosen, f"count-selected({answer}) = {len(wanted)}"], "and")
    if element.type.is_choice:
        return f"{answer} = {_option(element, value, known)}"
    match element.type, value:
        case ElementType.YES_NO, _:
            return f"{answer} = '{'yes' if value in (True, 'yes', 'true') else 'no'}'"
        case ElementType.OPEN, _:
            return f"{answer} = {quoted(str(value))}"
        case _:
            return f"{answer} = {_number(element, value)}"


def _contains(element: ElementDefinition, value: JsonValue, known: Known) -> str:
    answer = known.answer(element.id)
    if element.type is ElementType.OPEN:
        return f"contains({answer}, {quoted(str(value))})"
    if not _is_several(element):
        return _equal(element, value, known)
    wanted = value if isinstance(value, list) else [value]
    return joined([f"selected({answer}, {_option(element, one, known)})" for one in wanted], "and")


def _option(element: ElementDefinition, value: JsonValue, known: Known) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return quoted(known.options[element.id][element.options[value].id])
    return quoted(known.options[element.id][str(value)])


def _is_several(element: ElementDefinition) -> bool:
    return element.type is ElementType.MULTIPLE_CHOICE and (element.max_selections or 1) > 1


def _two(value: JsonValue) -> tuple[JsonValue, JsonValue]:
    if not isinstance(value, list) or len(value) != 2:
        raise ExpressionError("has no two bounds")
    return value[0], value[1]


def _number(element: ElementDefinition, value: JsonValue) -> str:
    if element.type.is_choice or isinstance(value, bool) or not isinstance(value, int | float):
        raise ExpressionError(f'compares "{element.id}" by size, which the form cannot')
    return f"{value:g}" if isinstance(value, float) else str(value)


def quoted(text: str) -> str:
    """A text in quotes that are not in it; ExpressionError where both kinds are.

    >>> quoted("it's")
    '"it\\'s"'
    """
    if "'" not in text:
        return f"'{text}'"
    if '"' in text:
        raise ExpressionError("compares with a text that has both kinds of quotes in it")
    return f'"{text}"'
