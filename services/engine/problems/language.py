"""Whether every text exists in every language of the survey."""

import re
from collections.abc import Iterator

from services.engine.definition import ElementDefinition, SurveyDefinition, Translations
from services.engine.language_codes import base_language
from services.engine.phrases import BUILT_IN_LANGUAGES
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_problems(examined: Examined) -> Iterator[Finding]:
    """No languages, a malformed one, an unknown default, a text missing in one of them."""
    definition = examined.definition
    if not definition.languages:
        yield Finding(path="languages", message="The survey has no language.")
    yield from _codes(examined.written)
    if definition.default_language not in definition.languages:
        code = examined.written.default_language
        message = (
            f'The default language "{code}" is not one of its languages.'
            if code
            else "The survey does not say which of its languages is the default."
        )
        yield Finding(path="defaultLanguage", message=message)
    for path, text, required in _texts(examined):
        yield from _missing(examined, path, text, required=required)


def _codes(written: SurveyDefinition) -> Iterator[Finding]:
    """Codes that are none, and codes of one language, of which one text alone would ever be sent."""
    named: dict[str, str] = {}
    for index, code in enumerate(written.languages):
        path = f"languages[{index}]"
        if not _CODE.fullmatch(code):
            yield Finding(path=path, message=f'"{code}" is no language code.')
        first = named.setdefault(base_language(code), code)
        if first == code and written.languages.index(code) < index:
            yield Finding(path=path, message=f'The language "{code}" stands here twice.')
        elif first != code:
            message = f'"{first}" and "{code}" are one language here: "{base_language(code)}".'
            yield Finding(path=path, message=message)


def language_warnings(examined: Examined) -> Iterator[Finding]:
    """Languages for which the built-in texts are English, or that are read as another."""
    for index, code in enumerate(examined.written.languages):
        # Requests for a dialect or a region are reduced to the language (`services/sessions/README.md`).
        asked_for_as = base_language(code)
        if asked_for_as != code:
            message = f'Requests for "{code}" are read as "{asked_for_as}": name the language so.'
            yield Finding(path=f"languages[{index}]", message=message)
        if asked_for_as not in BUILT_IN_LANGUAGES:
            message = (
                f'There are no built-in texts in "{code}": where they are needed, they are English.'
            )
            yield Finding(path=f"languages[{index}]", message=message)


def _texts(examined: Examined) -> Iterator[tuple[str, Translations, bool]]:
    """Every text with its path, and whether it must be there at all."""
    for path, element in examined.placed():
        yield from _element_texts(path, element)
    for name, text in examined.definition.texts.items():
        yield f"texts.{name}", text, False


def _element_texts(
    path: str, element: ElementDefinition
) -> Iterator[tuple[str, Translations, bool]]:
    yield f"{path}.text", element.text, True
    yield f"{path}.minLabel", element.min_label, False
    yield f"{path}.maxLabel", element.max_label, False
    yield f"{path}.error", element.error, False
    for index, option in enumerate(element.options):
        yield f"{path}.options[{index}].text", option.text, True


def _missing(
    examined: Examined, path: str, text: Translations, *, required: bool
) -> Iterator[Finding]:
    present = [code for code, written in text.items() if written.strip()]
    if not required and not present:
        return
    for code in examined.definition.languages:
        if code not in present:
            yield Finding(path=f"{path}.{code}", message=f'The text in "{code}" is missing.')
