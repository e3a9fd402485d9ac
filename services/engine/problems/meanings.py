"""Rules that mean something else than they say, or nothing at all."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from services.engine.definition import ConditionDefinition, JsonValue
from services.engine.elements.choice import Choice
from services.engine.elements.domain import AnyText, SomeOf, WholeNumbers, YesOrNo
from services.engine.problems.always import by_subject, can_hold
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding
from services.engine.problems.rule_parts import placed_conditions
from services.engine.rules import Condition, Rule


def rule_warnings(examined: Examined) -> Iterator[Finding]:
    """Comparisons that never hold, and options that are named by their place."""
    for (path, written), rule in zip(examined.placed_rules(), examined.rules, strict=True):
        if rule is None:
            continue
        placed = zip(placed_conditions(path, written), (*rule.all, *rule.any), strict=True)
        for (place, definition), condition in placed:
            if not can_hold([condition], examined.questions):
                yield Finding(path=place, message=_never(examined, definition))
            yield from _options_by_place(examined, place, definition)
        yield from _never_together(examined, path, rule)


def _never_together(examined: Examined, path: str, rule: Rule) -> Iterator[Finding]:
    for group in by_subject(rule.all).values():
        if all(_can_hold(examined, [one]) for one in group) and not _can_hold(examined, group):
            name = group[0].element
            message = f'The conditions on "{name}" never hold together: the rule never matches.'
            yield Finding(path=f"{path}.if.all", message=message)


def _can_hold(examined: Examined, conditions: Sequence[Condition]) -> bool:
    return can_hold(conditions, examined.questions)


def _never(examined: Examined, condition: ConditionDefinition) -> str:
    name = condition.element or ""
    question = examined.questions[name]
    match question.domain():
        case WholeNumbers(low=low, high=high) if isinstance(question, Choice):
            known = f"its options are counted from {low} to {high}"
        case WholeNumbers(low=low, high=high):
            known = f"it is answered by whole numbers{_bounds(low, high)}"
        case YesOrNo():
            known = "it is answered by yes or no"
        case SomeOf():
            known = "it is answered by options, of which several may be chosen"
        case AnyText():
            known = "it is answered by a text"
        case other:
            assert_never(other)
    return f'No answer to "{name}" meets this comparison: {known}.'


def _bounds(low: int | None, high: int | None) -> str:
    lowest = "" if low is None else f" from {low}"
    return lowest if high is None else f"{lowest} to {high}"


def _options_by_place(
    examined: Examined, path: str, condition: ConditionDefinition
) -> Iterator[Finding]:
    question = examined.questions.get(condition.element or "")
    if isinstance(question, Choice):
        for value in _whole_numbers(condition.value):
            if 0 <= value < len(question.options):
                meant = question.options[value].id
                message = (
                    f'{value} means the option "{meant}", which customers see as number '
                    f"{value + 1}: name it by its id."
                )
                yield Finding(path=f"{path}.value", message=message)


def _whole_numbers(value: JsonValue) -> list[int]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
