"""The texts that may be sent, as they are sent: with options, hints and the fallbacks of pipes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from services.engine.definition import ElementDefinition, SurveyDefinition
from services.engine.effort import Effort
from services.engine.elements.element import Element, Question
from services.engine.elements.wording import written_text
from services.engine.fitting import LONGEST_PIPED
from services.engine.phrases import phrase_named
from services.engine.piping import Pipe, piped, with_pipes
from services.engine.problems.finding import Measure, TextMeasure

_A_STEP = 100
"""Characters that are measured in about the time that another step takes."""

_ENOUGH = 2_000
"""Characters of a text with all its pipes filled: in any alphabet more than a message may have."""
_ANYTHING = "\N{CYRILLIC SMALL LETTER ZHE}" * LONGEST_PIPED
"""What people write, and what a caller says, at its longest: in Unicode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentText:
    """One text in one language, with what it costs; `path` as in `elements[1].text.no`.

    `template` is the text with its pipes as they are written, `text` with what stands in for them.
    `widest_segments` is what it takes when all that is piped in is as long as it can be, told exactly
    up to the most that a message may have.
    """

    path: str
    template: str
    text: str
    measure: TextMeasure
    widest_segments: int


def sent_texts(
    definition: SurveyDefinition,
    compiled: Mapping[str, Element],
    *,
    measure: Measure,
    effort: Effort,
) -> Iterator[SentText]:
    """Every text that may be sent, with what it costs."""
    for path, language, template in _templates(definition, compiled):
        text = piped(template)
        effort.spend(1 + len(text) // _A_STEP)
        cost = measure(text)
        widest = cost.segments
        if text != template:
            filled = with_pipes(template, partial(_widest, compiled, language))[:_ENOUGH]
            effort.spend(len(filled) // _A_STEP)
            widest = max(widest, measure(filled).segments)
        yield SentText(
            path=path, template=template, text=text, measure=cost, widest_segments=widest
        )


def _templates(
    definition: SurveyDefinition, compiled: Mapping[str, Element]
) -> Iterator[tuple[str, str, str]]:
    for index, element in enumerate(definition.elements):
        yield from _of_element(f"elements[{index}]", element, compiled, definition)
    for name, translations in definition.texts.items():
        if phrase_named(name) is not None:
            for language in definition.languages:
                yield f"texts.{name}.{language}", language, translations.get(language, "")


def _of_element(
    path: str,
    written: ElementDefinition,
    compiled: Mapping[str, Element],
    definition: SurveyDefinition,
) -> Iterator[tuple[str, str, str]]:
    element = compiled.get(written.id)
    hints = definition.settings.show_hints
    for language in definition.languages:
        if element is not None:
            text = written_text(element, language, show_hints=hints, texts=definition.texts)
            yield f"{path}.text.{language}", language, text
        error = written.error.get(language)
        if error:
            yield f"{path}.error.{language}", language, error


def _widest(compiled: Mapping[str, Element], language: str, pipe: Pipe) -> str:
    """The costliest text that a pipe can stand for."""
    question = compiled.get(pipe.name) if pipe.source == "answer" else None
    longest = question.longest_shown(language) if isinstance(question, Question) else None
    return _ANYTHING if longest is None else longest[:LONGEST_PIPED]
