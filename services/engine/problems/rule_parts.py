"""The parts of rules: what they name exists, and values are such as can be compared."""

from collections.abc import Iterator

from services.engine.definition import (
    ConditionDefinition,
    ElementType,
    RuleDefinition,
)
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding
from services.engine.rules import compile_condition


def rule_problems(examined: Examined) -> Iterator[Finding]:
    """Rules that name something unknown, compare what cannot be compared, or are never tried."""
    for path, rule in examined.placed_rules():
        yield from _action(examined, path, rule)
        yield from _place(examined, path, rule)
        for place, condition in placed_conditions(path, rule):
            yield from _condition(examined, place, condition)


def placed_conditions(path: str, rule: RuleDefinition) -> Iterator[tuple[str, ConditionDefinition]]:
    """Every condition of a rule with its path."""
    for index, condition in enumerate(rule.all):
        yield f"{path}.if.all[{index}]", condition
    for index, condition in enumerate(rule.any):
        yield f"{path}.if.any[{index}]", condition


def _action(examined: Examined, path: str, rule: RuleDefinition) -> Iterator[Finding]:
    place = f"{path}.then"
    if rule.complete and rule.go_to is not None:
        yield Finding(path=place, message="A rule either goes to an element or completes.")
    elif rule.go_to is None:
        if not rule.complete:
            yield Finding(path=place, message="The rule leads nowhere.")
    elif (target := examined.by_id.get(rule.go_to)) is None:
        message = f'The rule goes to "{rule.go_to}", which is no element.'
        yield Finding(path=f"{place}.goTo", message=message)
    elif target.type is ElementType.UNAVAILABLE:
        message = f'"{rule.go_to}" is outside the sequence: no rule can go there.'
        yield Finding(path=f"{place}.goTo", message=message)


def _place(examined: Examined, path: str, rule: RuleDefinition) -> Iterator[Finding]:
    if not rule.places:
        message = "A rule on variables alone must name the element after which it is tried."
        yield Finding(path=f"{path}.at", message=message)
    if rule.at is None:
        return
    element = examined.by_id.get(rule.at)
    if element is None:
        message = f'The rule is tried at "{rule.at}", which is no element.'
        yield Finding(path=f"{path}.at", message=message)
    elif element.type in (ElementType.COMPLETION, ElementType.UNAVAILABLE):
        message = f'Nothing comes after "{rule.at}": the rule is never tried.'
        yield Finding(path=f"{path}.at", message=message)


def _condition(examined: Examined, path: str, condition: ConditionDefinition) -> Iterator[Finding]:
    if (condition.element is None) == (condition.variable is None):
        yield Finding(path=path, message="A condition names either an element or a variable.")
        return
    if condition.element is not None:
        element = examined.by_id.get(condition.element)
        if element is None:
            message = f'The condition is on "{condition.element}", which is no element.'
            yield Finding(path=f"{path}.element", message=message)
            return
        if not element.type.is_question:
            message = f'The condition is on "{condition.element}", which is never answered.'
            yield Finding(path=f"{path}.element", message=message)
            return
        if element.id not in examined.questions:
            return
    yield from _value(examined, path, condition)


def _value(examined: Examined, path: str, condition: ConditionDefinition) -> Iterator[Finding]:
    try:
        compile_condition(condition, examined.questions)
    except ValueError as problem:
        yield Finding(path=f"{path}.value", message=f'The value of "{condition.op}" {problem}.')
