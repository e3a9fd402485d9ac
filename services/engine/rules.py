"""Rules: when they match, and where they lead.

What is absent: nothing but `skipped` is true of a question without an answer, while a
session variable that was not given counts as an empty text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.engine.definition import (
    ConditionDefinition,
    JsonValue,
    Operator,
    RuleDefinition,
)
from services.engine.elements.element import Question
from services.engine.operators import ON_TEXTS, ON_VALUES
from services.engine.state import AnswerValue, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A comparison with its value in the terms of stored answers.

    Exactly one of `element` and `variable` is set; a variable's key is casefolded.
    """

    element: str | None
    variable: str | None
    op: Operator
    operand: JsonValue

    def holds(self, state: State) -> bool:
        """Whether it is true of what is known now."""
        if self.variable is not None:
            return self.holds_for(state.variables.get(self.variable, ""))
        answer = state.answers.get(self.element or "")
        return self.holds_for(None if answer is None else answer.value)

    def holds_for(self, value: AnswerValue | None) -> bool:
        """Whether it is true of one value; None is a question without an answer."""
        absent = value is None or (self.variable is not None and value == "")
        if self.op is Operator.SKIPPED:
            return absent
        if self.op is Operator.ANSWERED:
            return not absent
        if value is None:
            return False
        if isinstance(value, str):
            return ON_TEXTS[self.op](value if self.variable else value.casefold(), self.operand)
        return ON_VALUES[self.op](value, self.operand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Leads to `target`, or to the end when it is None."""

    id: str
    all: tuple[Condition, ...]
    any: tuple[Condition, ...]
    target: str | None

    def matches(self, state: State) -> bool:
        """Whether all of `all` hold and, where there is an `any`, one of those."""
        if not all(condition.holds(state) for condition in self.all):
            return False
        return not self.any or any(condition.holds(state) for condition in self.any)


def compile_rule(definition: RuleDefinition, questions: Mapping[str, Question]) -> Rule:
    """The rule as it is tried; ValueError when a condition fits nothing."""
    if not definition.complete and definition.go_to is None:
        raise ValueError(f"the rule {definition.id!r} leads nowhere")
    return Rule(
        id=definition.id,
        all=tuple(compile_condition(one, questions) for one in definition.all),
        any=tuple(compile_condition(one, questions) for one in definition.any),
        target=None if definition.complete else definition.go_to,
    )


def compile_condition(
    definition: ConditionDefinition, questions: Mapping[str, Question]
) -> Condition:
    """The condition as it is tested; ValueError with a sentence when its value does not fit."""
    question = None if definition.element is None else questions.get(definition.element)
    if definition.variable is None and question is None:
        raise ValueError("compares the answer to something that is not a question")
    convert = _variable_operand if question is None else question.operand
    variable = None if definition.variable is None else definition.variable.casefold()
    return Condition(
        element=None if variable is not None else definition.element,
        variable=variable,
        op=definition.op,
        operand=_operand(definition, convert, folded=variable is None),
    )


def _operand(
    definition: ConditionDefinition, convert: Callable[[JsonValue], JsonValue], *, folded: bool
) -> JsonValue:
    value = definition.value
    match definition.op:
        case Operator.ANSWERED | Operator.SKIPPED:
            return None
        case Operator.IN | Operator.NOT_IN:
            if not isinstance(value, list) or not value:
                raise ValueError("must be a list of one or more")
            return [_folded(convert(item), folded) for item in value]
        case Operator.BETWEEN:
            if not isinstance(value, list) or len(value) != 2:
                raise ValueError("must be a list of two numbers")
            return [_number(item) for item in value]
        case Operator.LT | Operator.LTE | Operator.GT | Operator.GTE:
            return _number(value)
        case Operator.EQ | Operator.NE | Operator.CONTAINS:
            return _folded(convert(value), folded)


def _folded(value: JsonValue, folded: bool) -> JsonValue:
    return value.strip().casefold() if folded and isinstance(value, str) else value


def _number(value: JsonValue) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    return value


def _variable_operand(value: JsonValue) -> JsonValue:
    if value is None or isinstance(value, list | dict):
        raise ValueError("must be a text, a number, true or false")
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
