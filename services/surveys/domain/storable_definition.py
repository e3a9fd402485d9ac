"""Makes a definition fit to be stored: texts without NUL, numbers that are numbers.

Says nothing about whether it is a good survey: that is for the engine's problems.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from services.engine.definition import ElementDefinition, RuleDefinition, SurveyDefinition
from services.runtime.errors import Problem, invalid
from services.text.storable import storable

_UNSTORABLE_ID = "An id must not contain NUL or half a character."
_NOT_FINITE = "Must be a finite number."
_TOO_DEEP = "Must be a value, or a list of values."

DEEPEST_VALUE = 16
"""Lists in lists; protos refuse to be read beyond 100 messages in each other."""

Value = TypeVar("Value")


def storable_definition(definition: SurveyDefinition) -> SurveyDefinition:
    """Return the definition with NUL and lone surrogates removed from its texts.

    Raises INVALID INVALID_REQUEST with every place where an id holds one (`gateway/README.md`: they are
    refused in ids and removed in texts) or where a value is not finite or too deep.
    """
    problems = [*_id_problems(definition), *_value_problems(definition)]
    if problems:
        raise invalid("INVALID_REQUEST", "The definition cannot be stored.", problems=problems)
    return _cleaned(definition)


def _id_problems(definition: SurveyDefinition) -> list[Problem]:
    return [
        Problem(path=path, message=_UNSTORABLE_ID)
        for path, id in _ids(definition)
        if id is not None and storable(id) != id
    ]


def _ids(definition: SurveyDefinition) -> Iterator[tuple[str, str | None]]:
    for index, element in enumerate(definition.elements):
        yield from _element_ids(f"elements[{index}]", element)
    for index, rule in enumerate(definition.rules):
        yield from _rule_ids(f"rules[{index}]", rule)


def _element_ids(place: str, element: ElementDefinition) -> Iterator[tuple[str, str | None]]:
    yield f"{place}.id", element.id
    for index, option in enumerate(element.options):
        yield f"{place}.options[{index}].id", option.id


def _rule_ids(place: str, rule: RuleDefinition) -> Iterator[tuple[str, str | None]]:
    yield f"{place}.id", rule.id
    yield f"{place}.at", rule.at
    yield f"{place}.then.goTo", rule.go_to
    for group, conditions in (("all", rule.all), ("any", rule.any)):
        for index, condition in enumerate(conditions):
            yield f"{place}.if.{group}[{index}].element", condition.element


def _value_problems(definition: SurveyDefinition) -> list[Problem]:
    values = list(_values(definition))
    endless = [Problem(path=path, message=_NOT_FINITE) for path, value in values if _endless(value)]
    deep = [
        Problem(path=path, message=_TOO_DEEP)
        for path, value in values
        if _depth(value) > DEEPEST_VALUE
    ]
    return endless + deep


def _values(definition: SurveyDefinition) -> Iterator[tuple[str, object]]:
    yield "settings.delaySeconds", definition.settings.delay_seconds
    yield "settings.thinkSeconds", definition.settings.think_seconds
    if definition.settings.sampling is not None:
        yield "settings.sampling.percent", definition.settings.sampling.percent
    for index, rule in enumerate(definition.rules):
        for group, conditions in (("all", rule.all), ("any", rule.any)):
            for place, condition in enumerate(conditions):
                yield f"rules[{index}].if.{group}[{place}].value", condition.value
                yield f"rules[{index}].if.{group}[{place}].percent", condition.percent


def _depth(value: object) -> int:
    match value:
        case list():
            return 1 + max(map(_depth, value), default=0)
        case dict():
            return 1 + max(map(_depth, value.values()), default=0)
        case _:
            return 0


def _endless(value: object) -> bool:
    """Whether an infinity or not-a-number, which JSON cannot say, is in there anywhere."""
    match value:
        case float():
            return not math.isfinite(value)
        case list():
            return any(_endless(item) for item in value)
        case dict():
            return any(_endless(item) for item in value.values())
        case _:
            return False


def _cleaned(value: Value) -> Value:
    return cast(Value, _clean(value))


def _clean(value: object) -> object:
    # Enum members are texts too, and are left as they are by having nothing to remove.
    if type(value) is str:
        return storable(value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: _clean(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **changes)
    if isinstance(value, Mapping):
        return {_clean(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(_clean(inner) for inner in value)
    return [_clean(inner) for inner in value] if isinstance(value, list) else value
