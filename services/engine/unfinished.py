"""Makes a definition with problems walkable, as far as it is one, for authors who are still writing.

What is missing is stood in for; where a walk cannot go on, it ends. What is published never comes here.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from services.engine.definition import (
    ElementDefinition,
    ElementType,
    OptionDefinition,
    RuleDefinition,
    SurveyDefinition,
    Translations,
)
from services.engine.elements.element import Question
from services.engine.elements.registry import compile_element
from services.engine.formats import UNREAD, Reader
from services.engine.language_codes import with_base_languages
from services.engine.rules import compile_rule
from services.engine.splits import with_splits

END: Final = "\0end"
"""The id of the closing element that stands where the walk cannot go on; no author can write it."""
_MISSING: Final = "…"
_LANGUAGE: Final = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walkable:
    """A definition that can be held, and the place where it ends too early, empty for none."""

    definition: SurveyDefinition
    stops_at: str


def walkable(written: SurveyDefinition, *, reader: Reader = UNREAD) -> Walkable:
    """Return what can be held of a definition within the bounds of `problems.bounds`."""
    definition = _with_languages(with_base_languages(written))
    sequence, stops_at = _sequence(definition)
    outside = [one for one in definition.elements if one.type is ElementType.UNAVAILABLE][:1]
    texted = (_with_texts(one, definition) for one in (*sequence, *outside))
    elements = tuple(_with_a_pattern(one, reader) for one in texted)
    held = replace(definition, elements=elements, rules=_rules(definition, elements))
    return Walkable(definition=held, stops_at=stops_at)


def _with_languages(definition: SurveyDefinition) -> SurveyDefinition:
    languages = definition.languages or (definition.default_language or _LANGUAGE,)
    known = definition.default_language in languages
    default = definition.default_language if known else languages[0]
    return replace(definition, languages=languages, default_language=default)


def _sequence(definition: SurveyDefinition) -> tuple[list[ElementDefinition], str]:
    """The elements up to the first that cannot be held, and a closing one."""
    kept: list[ElementDefinition] = []
    closing: ElementDefinition | None = None
    for index, element in enumerate(definition.elements):
        if element.type is ElementType.UNAVAILABLE or element.id in {one.id for one in kept}:
            continue
        if element.type is ElementType.COMPLETION:
            closing = closing or element
            continue
        if not _can_be_held(element):
            return [*kept, _end()], f"elements[{index}]"
        kept.append(element)
    return ([*kept, closing], "") if closing else ([*kept, _end()], "elements")


def _can_be_held(element: ElementDefinition) -> bool:
    try:
        compile_element(element)
    except ValueError:
        return False
    return True


def _end() -> ElementDefinition:
    return ElementDefinition(id=END, type=ElementType.COMPLETION)


def _with_texts(element: ElementDefinition, definition: SurveyDefinition) -> ElementDefinition:
    if element.id == END:
        return element
    options = tuple(_option(option, definition) for option in element.options)
    return replace(element, text=_texts(element.text, definition), options=options)


def _with_a_pattern(element: ElementDefinition, reader: Reader) -> ElementDefinition:
    """The element without its pattern where that is none: then any text is an answer."""
    if element.pattern is None:
        return element
    try:
        reader.pattern(element.pattern)
    except ValueError:
        return replace(element, pattern=None)
    return element


def _option(option: OptionDefinition, definition: SurveyDefinition) -> OptionDefinition:
    return replace(option, text=_texts(option.text, definition))


def _texts(text: Translations, definition: SurveyDefinition) -> Translations:
    """The text in every language: where it is missing, in the default one, else a mark."""
    default = text.get(definition.default_language, "").strip()
    stand_in = default or next((one for one in text.values() if one.strip()), _MISSING)
    written = {code: one for code, one in text.items() if one.strip()}
    return {**dict.fromkeys(definition.languages, stand_in), **written}


def _rules(
    definition: SurveyDefinition, elements: Sequence[ElementDefinition]
) -> tuple[RuleDefinition, ...]:
    """The rules that can be tried and lead to something that is there."""
    compiled = [compile_element(element) for element in elements]
    questions = {one.id: one for one in compiled if isinstance(one, Question)}
    targets = {one.id for one in elements if one.type is not ElementType.UNAVAILABLE}
    kept = []
    for rule, tried in zip(definition.rules, with_splits(definition).rules, strict=True):
        if rule.complete or rule.go_to in targets:
            with suppress(ValueError):
                compile_rule(tried, questions)
                kept.append(rule)
    return tuple(kept)
