"""The languages that codes mean: one for a dialect, a region or a script of it (`services/sessions/README.md`).

Requests and definitions are read alike, so that a text is found whatever its author calls its language.
"""

from collections.abc import Mapping
from dataclasses import replace

from services.engine.definition import (
    ElementDefinition,
    OptionDefinition,
    SurveyDefinition,
    Translations,
)

_NORWEGIAN = frozenset({"nb", "nn"})


def base_language(code: str) -> str:
    """The language of a code, without its region; both written Norwegians are `no`.

    >>> [base_language(code) for code in ("nb-NO", "en_GB", "nn", "sv", "")]
    ['no', 'en', 'no', 'sv', '']
    """
    base = code.strip().casefold().replace("_", "-").partition("-")[0]
    return "no" if base in _NORWEGIAN else base


def with_base_languages(definition: SurveyDefinition) -> SurveyDefinition:
    """The definition with the languages of its codes; the very same where it names them so already."""
    if all(base_language(code) == code for code in _codes(definition)):
        return definition
    return replace(
        definition,
        default_language=base_language(definition.default_language),
        languages=tuple(dict.fromkeys(base_language(code) for code in definition.languages)),
        elements=tuple(_element(element) for element in definition.elements),
        texts={name: _text(text) for name, text in definition.texts.items()},
    )


def _codes(definition: SurveyDefinition) -> set[str]:
    codes = {definition.default_language, *definition.languages}
    for text in definition.texts.values():
        codes.update(text)
    for element in definition.elements:
        codes.update(element.text, element.min_label, element.max_label, element.error)
        codes.update(*(option.text for option in element.options))
    return codes


def _element(element: ElementDefinition) -> ElementDefinition:
    return replace(
        element,
        text=_text(element.text),
        min_label=_text(element.min_label),
        max_label=_text(element.max_label),
        error=_text(element.error),
        options=tuple(_option(option) for option in element.options),
    )


def _option(option: OptionDefinition) -> OptionDefinition:
    return replace(option, text=_text(option.text))


def _text(text: Translations) -> Mapping[str, str]:
    """The text by language; where two codes mean one, that of the language itself."""
    by_language: dict[str, str] = {}
    for code, written in text.items():
        by_language.setdefault(base_language(code), written)
    return by_language | {code: text[code] for code in by_language if code in text}
