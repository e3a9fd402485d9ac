"""Properties that mean nothing on an element of its type: whoever wrote one expects something of it."""

from collections.abc import Iterator, Mapping
from typing import Final

from services.engine.definition import ElementDefinition, ElementType
from services.engine.elements.scale import FIXED_RANGES
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding

_QUESTIONS: Final = frozenset(one for one in ElementType if one.is_question)
_CHOICES: Final = frozenset(one for one in ElementType if one.is_choice)
_SCALES: Final = frozenset({ElementType.SCALE, *FIXED_RANGES})
_NUMBERS: Final = _SCALES | {ElementType.NUMBER}
_OPEN: Final = frozenset({ElementType.OPEN})

_TYPES_WITH: Final[Mapping[str, frozenset[ElementType]]] = {
    "min": _NUMBERS,
    "max": _NUMBERS,
    "minLabel": _SCALES,
    "maxLabel": _SCALES,
    "options": _CHOICES,
    "maxSelections": _CHOICES,
    "shuffleOptions": _CHOICES,
    "optional": _QUESTIONS,
    "error": _QUESTIONS,
    "unit": frozenset({ElementType.NUMBER}),
    **dict.fromkeys(("format", "pattern", "example", "minLength", "maxLength"), _OPEN),
}
"""Which types a property belongs to; every other property belongs to all of them, or has a check of its own."""


def foreign_properties(examined: Examined) -> Iterator[Finding]:
    """Properties of another type of element, such as options on an open question."""
    for path, element in examined.placed():
        for name in _given(element):
            types = _TYPES_WITH[name]
            if element.type not in types:
                yield Finding(path=f"{path}.{name}", message=_sentence(name, element.type, types))


def _given(element: ElementDefinition) -> Iterator[str]:
    """Those of the properties above that say something."""
    yield from (name for name, value in _values(element).items() if value)


def _values(element: ElementDefinition) -> Mapping[str, object]:
    return {
        "min": element.min is not None,
        "max": element.max is not None,
        "minLabel": element.min_label,
        "maxLabel": element.max_label,
        "options": element.options,
        "maxSelections": element.max_selections is not None,
        "shuffleOptions": element.shuffle_options,
        "optional": element.optional,
        "error": element.error,
        "unit": element.unit is not None,
        "format": element.format is not None,
        "pattern": element.pattern is not None,
        "example": element.example is not None,
        "minLength": element.min_length is not None,
        "maxLength": element.max_length is not None,
    }


def _sentence(name: str, kind: ElementType, types: frozenset[ElementType]) -> str:
    if types == _QUESTIONS:
        return f'"{name}" belongs to questions, and a {kind} asks nothing.'
    fitting = ", ".join(one.value for one in ElementType if one in types)
    return f'"{name}" means nothing on an element of type {kind}; it belongs to {fitting}.'
