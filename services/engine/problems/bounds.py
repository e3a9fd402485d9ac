"""How large a survey may be: every bound in one table, and where a definition is beyond one.

They are far above what anybody answers or an SMS holds. Within them an examination takes time in
proportion to the definition; beyond them nothing else is looked at.
"""

from collections.abc import Iterator, Sized
from typing import Final, TypeAlias

from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    JsonValue,
    OptionDefinition,
    RuleDefinition,
    SurveyDefinition,
    Translations,
)
from services.engine.problems.finding import Finding

MOST_ELEMENTS: Final = 500
MOST_RULES: Final = 1_000
MOST_CONDITIONS: Final = 50
"""Of one rule, both groups together."""
MOST_VALUES: Final = 1_000
"""Of one condition."""
MOST_OPTIONS: Final = 100
"""Of one question."""
MOST_ALIASES: Final = 50
"""Of one option."""
MOST_LANGUAGES: Final = 20
"""Of the survey, and of one text."""
MOST_TEXTS: Final = 50
"""In the place of built-in phrases, of which there are fewer."""
LONGEST_TEXT: Final = 2_000
"""Characters of a text in one language, of an alias, and of a value: twice what may be sent."""
LONGEST_PATTERN: Final = 500
"""Characters of the pattern of an open question's answers."""
LONGEST_ID: Final = 500
"""Characters of an id, a language code, or the name of a variable or a phrase."""

_Part: TypeAlias = tuple[str, Sized, int, str]
"""Where a part is, the part, its greatest length, and the sentence that says so."""

_LONG_NAME: Final = "A name or an id has at most {} characters."
_LONG_PATTERN: Final = "A pattern has at most {} characters."
_LONG_TEXT: Final = "A text or a value has at most {} characters."


def size_problems(definition: SurveyDefinition) -> Iterator[Finding]:
    """Every place where a definition is larger than it may be."""
    for path, part, most, sentence in _parts(definition):
        if len(part) > most:
            yield Finding(path=path, message=sentence.format(most))


def _parts(definition: SurveyDefinition) -> Iterator[_Part]:
    yield "elements", definition.elements, MOST_ELEMENTS, "A survey has at most {} elements."
    yield "rules", definition.rules, MOST_RULES, "A survey has at most {} rules."
    yield "languages", definition.languages, MOST_LANGUAGES, "A survey has at most {} languages."
    yield "texts", definition.texts, MOST_TEXTS, "A survey has at most {} texts."
    yield "name", definition.name, LONGEST_TEXT, _LONG_TEXT
    for index, code in enumerate(definition.languages):
        yield f"languages[{index}]", code, LONGEST_ID, _LONG_NAME
    for name, text in definition.texts.items():
        yield f"texts.{name[:LONGEST_ID]}", name, LONGEST_ID, _LONG_NAME
        yield from _translations(f"texts.{name[:LONGEST_ID]}", text)
    for index, element in enumerate(definition.elements):
        yield from _element(f"elements[{index}]", element)
    for index, rule in enumerate(definition.rules):
        yield from _rule(f"rules[{index}]", rule)


def _element(path: str, element: ElementDefinition) -> Iterator[_Part]:
    yield f"{path}.id", element.id, LONGEST_ID, _LONG_NAME
    yield f"{path}.options", element.options, MOST_OPTIONS, "A question has at most {} options."
    yield from _translations(f"{path}.text", element.text)
    yield from _translations(f"{path}.minLabel", element.min_label)
    yield from _translations(f"{path}.maxLabel", element.max_label)
    yield from _translations(f"{path}.error", element.error)
    yield f"{path}.pattern", element.pattern or "", LONGEST_PATTERN, _LONG_PATTERN
    yield f"{path}.example", element.example or "", LONGEST_TEXT, _LONG_TEXT
    for index, option in enumerate(element.options):
        yield from _option(f"{path}.options[{index}]", option)


def _option(path: str, option: OptionDefinition) -> Iterator[_Part]:
    yield f"{path}.id", option.id, LONGEST_ID, _LONG_NAME
    yield f"{path}.aliases", option.aliases, MOST_ALIASES, "An option has at most {} aliases."
    yield from _translations(f"{path}.text", option.text)
    for index, alias in enumerate(option.aliases):
        yield f"{path}.aliases[{index}]", alias, LONGEST_TEXT, _LONG_TEXT


def _translations(path: str, text: Translations) -> Iterator[_Part]:
    yield path, text, MOST_LANGUAGES, "A text has at most {} languages."
    for code, written in text.items():
        yield f"{path}.{code[:LONGEST_ID]}", written, LONGEST_TEXT, _LONG_TEXT


def _rule(path: str, rule: RuleDefinition) -> Iterator[_Part]:
    yield f"{path}.id", rule.id, LONGEST_ID, _LONG_NAME
    yield f"{path}.at", rule.at or "", LONGEST_ID, _LONG_NAME
    yield f"{path}.then.goTo", rule.go_to or "", LONGEST_ID, _LONG_NAME
    yield f"{path}.if", rule.conditions, MOST_CONDITIONS, "A rule has at most {} conditions."
    for group, conditions in (("all", rule.all), ("any", rule.any)):
        for index, condition in enumerate(conditions):
            yield from _condition(f"{path}.if.{group}[{index}]", condition)


def _condition(path: str, condition: ConditionDefinition) -> Iterator[_Part]:
    yield f"{path}.element", condition.element or "", LONGEST_ID, _LONG_NAME
    yield f"{path}.split", condition.split or "", LONGEST_ID, _LONG_NAME
    yield f"{path}.variable", condition.variable or "", LONGEST_ID, _LONG_NAME
    values = tuple(_values(condition.value))
    yield f"{path}.value", values, MOST_VALUES, "A condition has at most {} values."
    longest = max((one for one in values if isinstance(one, str)), key=len, default="")
    yield f"{path}.value", longest, LONGEST_TEXT, _LONG_TEXT


def _values(value: JsonValue) -> Iterator[JsonValue]:
    """The values of a condition one by one, those of lists in lists as well."""
    match value:
        case list():
            for one in value:
                yield from _values(one)
        case dict():
            yield from _values(list(value.values()))
        case _:
            yield value
