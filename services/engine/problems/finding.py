"""What a check finds, and what a check is given."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from services.engine.definition import ElementDefinition, ElementType, SurveyDefinition
from services.engine.elements.element import Element, Question
from services.engine.elements.registry import compile_element


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong, or costly: `path` as in `elements[2].options`, and a plain sentence."""

    path: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMeasure:
    """What a text costs as SMS; `unicode_because` is the character that made it Unicode, if any."""

    segments: int
    unicode_because: str | None = None


MOST_ELEMENTS = 500
MOST_RULES = 1_000
"""No session could say a tenth of it; the checks of walks stay quick below these."""

Measure: TypeAlias = "Callable[[str], TextMeasure]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A definition under examination, with the look-ups that several checks need.

    `sequence` are the elements that a conversation can pass, in order, of two with one id the first.
    Elements that lack what their type needs are missing from `compiled` and `questions`: another
    check names them.
    """

    definition: SurveyDefinition
    measure: Measure
    sequence: tuple[ElementDefinition, ...]
    compiled: Mapping[str, Element]
    questions: Mapping[str, Question]

    @property
    def is_too_large(self) -> bool:
        """Whether following every walk would take longer than anybody waits."""
        definition = self.definition
        return len(definition.elements) > MOST_ELEMENTS or len(definition.rules) > MOST_RULES

    def placed(self) -> Iterator[tuple[str, ElementDefinition]]:
        """Every element with its path."""
        for index, element in enumerate(self.definition.elements):
            yield f"elements[{index}]", element


def examine(definition: SurveyDefinition, *, measure: Measure) -> Examined:
    """Looks up what the checks need; a definition may be as wrong as it likes."""
    compiled: dict[str, Element] = {}
    by_id: dict[str, ElementDefinition] = {}
    for element in definition.elements:
        if element.type is not ElementType.UNAVAILABLE:
            by_id.setdefault(element.id, element)
        with suppress(ValueError):
            compiled.setdefault(element.id, compile_element(element))
    return Examined(
        definition=definition,
        measure=measure,
        sequence=tuple(by_id.values()),
        compiled=compiled,
        questions={key: one for key, one in compiled.items() if isinstance(one, Question)},
    )


Check: TypeAlias = "Callable[[Examined], Iterator[Finding]]"
