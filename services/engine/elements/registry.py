"""Which kind of element each type is: one line per type, and nothing else to register."""

from collections.abc import Callable, Mapping

from services.engine.definition import ElementDefinition, ElementType
from services.engine.elements.choice import compile_choice
from services.engine.elements.completion import compile_closing
from services.engine.elements.element import Element
from services.engine.elements.number import compile_number
from services.engine.elements.open_text import compile_open_text
from services.engine.elements.scale import compile_scale
from services.engine.elements.text import compile_text
from services.engine.elements.yes_no import compile_yes_no

KINDS: Mapping[ElementType, Callable[[ElementDefinition], Element]] = {
    ElementType.TEXT: compile_text,
    ElementType.OPEN: compile_open_text,
    ElementType.NUMBER: compile_number,
    ElementType.SCALE: compile_scale,
    ElementType.NPS: compile_scale,
    ElementType.CSAT: compile_scale,
    ElementType.CES: compile_scale,
    ElementType.YES_NO: compile_yes_no,
    ElementType.DROPDOWN: compile_choice,
    ElementType.MULTIPLE_CHOICE: compile_choice,
    ElementType.COMPLETION: compile_closing,
    ElementType.UNAVAILABLE: compile_closing,
}


def compile_element(definition: ElementDefinition) -> Element:
    """The element that a definition means; ValueError when it lacks what its type needs."""
    return KINDS[definition.type](definition)
