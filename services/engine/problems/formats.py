"""Formats, patterns and lengths of open questions: that an answer can be one, and its example is."""

from collections.abc import Iterator

from services.engine.definition import (
    AnswerFormat,
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    Operator,
)
from services.engine.elements.open_text import OpenText
from services.engine.formats import Near
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding
from services.engine.problems.rule_parts import placed_conditions
from services.engine.replies import Understood
from services.engine.replies.open_text import TEXT_LIMIT

_ONE_OF_THEM = frozenset({Operator.EQ, Operator.NE, Operator.IN, Operator.NOT_IN})
_ORDERED = frozenset({Operator.LT, Operator.LTE, Operator.GT, Operator.GTE, Operator.BETWEEN})


def format_problems(examined: Examined) -> Iterator[Finding]:
    """A pattern that is none or that its example does not match, lengths that no text has."""
    for path, element in examined.placed():
        if element.type is ElementType.OPEN:
            yield from _lengths(path, element)
            yield from _one_of_them(path, element)
            yield from _pattern(examined, path, element)


def _lengths(path: str, element: ElementDefinition) -> Iterator[Finding]:
    low, high = element.min_length, element.max_length
    for name, length in (("minLength", low), ("maxLength", high)):
        if length is not None and not 1 <= length <= TEXT_LIMIT:
            message = f"A length is a number of characters from 1 to {TEXT_LIMIT}."
            yield Finding(path=f"{path}.{name}", message=message)
    if low is not None and high is not None and low > high:
        message = f"minLength ({low}) must not be larger than maxLength ({high})."
        yield Finding(path=f"{path}.minLength", message=message)


def _one_of_them(path: str, element: ElementDefinition) -> Iterator[Finding]:
    if element.format is None:
        return
    given = {
        "pattern": element.pattern is not None,
        "example": element.example is not None,
        "minLength": element.min_length is not None,
        "maxLength": element.max_length is not None,
    }
    for name in (name for name, is_given in given.items() if is_given):
        message = f'"{name}" means nothing beside the format "{element.format}": leave one out.'
        yield Finding(path=f"{path}.{name}", message=message)


def _pattern(examined: Examined, path: str, element: ElementDefinition) -> Iterator[Finding]:
    if element.pattern is None:
        if element.example is not None and element.format is None:
            message = "An example is one of a pattern, and there is none."
            yield Finding(path=f"{path}.example", message=message)
        return
    try:
        matches = examined.reader.pattern(element.pattern)
    except ValueError as problem:
        yield Finding(path=f"{path}.pattern", message=f"The pattern cannot be read: {problem}.")
        return
    if not (element.example or "").strip():
        message = "A pattern needs an example: customers read it when their answer does not match."
        yield Finding(path=f"{path}.example", message=message)
        return
    yield from _example(path, element, is_match=matches(element.example or ""))


def _example(path: str, element: ElementDefinition, *, is_match: bool) -> Iterator[Finding]:
    example = element.example or ""
    if not is_match:
        message = f'The example "{example}" does not match the pattern.'
        yield Finding(path=f"{path}.example", message=message)
    low, high = element.min_length or 0, element.max_length or TEXT_LIMIT
    if not low <= len(example) <= high:
        message = f"The example has {len(example)} characters, which the lengths do not allow."
        yield Finding(path=f"{path}.example", message=message)


def format_warnings(examined: Examined) -> Iterator[Finding]:
    """Rules that compare an answer with what is never stored for it, such as `31.12.2026` for a date."""
    for path, rule in examined.placed_rules():
        for place, condition in placed_conditions(path, rule):
            question = examined.questions.get(condition.element or "")
            if isinstance(question, OpenText) and question.is_narrow:
                yield from _never_stored(examined, place, condition, question)


def _never_stored(
    examined: Examined, place: str, condition: ConditionDefinition, question: OpenText
) -> Iterator[Finding]:
    if condition.op in _ORDERED and question.format is not None:
        message = (
            f'A {question.format} has no order here: compare it with "eq", "in" or "contains".'
        )
        yield Finding(path=place, message=message)
    if condition.op not in _ONE_OF_THEM or question.format is AnswerFormat.POSTCODE:
        return
    values = condition.value if isinstance(condition.value, list) else [condition.value]
    for value in (str(one) for one in values if one is not None):
        examined.effort.spend(_A_READING)
        if not _is_stored(examined, question, value):
            message = (
                f'No answer to "{question.id}" is ever stored as "{value}"{_instead(question)}.'
            )
            yield Finding(path=place, message=message)


_A_READING = 20
"""Steps of a check that reading one value is worth."""


def _is_stored(examined: Examined, question: OpenText, value: str) -> bool:
    found = question.understand(
        value, language=examined.definition.default_language, near=Near(reader=examined.reader)
    )
    if not isinstance(found, Understood):
        return False
    return str(found.value).casefold() == value.strip().casefold()


def _instead(question: OpenText) -> str:
    match question.format:
        case AnswerFormat.DATE:
            return ": dates are stored as in 2026-12-31"
        case AnswerFormat.PHONE:
            return ": numbers are stored as in +4790000001"
        case _:
            return ""
