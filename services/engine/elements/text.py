"""The element that says something and needs no reply."""

from dataclasses import dataclass

from services.engine.definition import ElementDefinition
from services.engine.elements.element import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Element):
    """Sent as an SMS of its own on the way to the next question."""


def compile_text(definition: ElementDefinition) -> Statement:
    """A statement as defined."""
    return Statement(id=definition.id, type=definition.type, text=definition.text)
