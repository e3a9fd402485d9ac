"""The texts that may be sent, as they are sent: with options, hints and the fallbacks of pipes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.engine.definition import ElementDefinition, SurveyDefinition
from services.engine.effort import Effort
from services.engine.elements.element import Element
from services.engine.elements.wording import written_text
from services.engine.phrases import phrase_named
from services.engine.piping import piped
from services.engine.problems.finding import Measure, TextMeasure

_A_STEP = 100
"""Characters that are measured in about the time that another step takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentText:
    """One text in one language; `path` as in `elements[1].text.no`."""

    path: str
    text: str
    measure: TextMeasure


def sent_texts(
    definition: SurveyDefinition,
    compiled: Mapping[str, Element],
    *,
    measure: Measure,
    effort: Effort,
) -> Iterator[SentText]:
    """Every text that may be sent, with what it costs."""
    for path, template in _templates(definition, compiled):
        text = piped(template)
        effort.spend(1 + len(text) // _A_STEP)
        yield SentText(path=path, text=text, measure=measure(text))


def _templates(
    definition: SurveyDefinition, compiled: Mapping[str, Element]
) -> Iterator[tuple[str, str]]:
    for index, element in enumerate(definition.elements):
        yield from _of_element(f"elements[{index}]", element, compiled, definition)
    for name, translations in definition.texts.items():
        if phrase_named(name) is not None:
            for language in definition.languages:
                yield f"texts.{name}.{language}", translations.get(language, "")


def _of_element(
    path: str,
    written: ElementDefinition,
    compiled: Mapping[str, Element],
    definition: SurveyDefinition,
) -> Iterator[tuple[str, str]]:
    element = compiled.get(written.id)
    hints = definition.settings.show_hints
    for language in definition.languages:
        if element is not None:
            text = written_text(element, language, show_hints=hints, texts=definition.texts)
            yield f"{path}.text.{language}", text
        error = written.error.get(language)
        if error:
            yield f"{path}.error.{language}", error
