"""The closing texts: `completion`, which ends a survey, and `unavailable`, said after the end."""

from dataclasses import dataclass

from services.engine.definition import ElementDefinition
from services.engine.elements.element import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Element):
    """Said when a conversation is over; nothing comes after it."""


def compile_closing(definition: ElementDefinition) -> Closing:
    """A closing text as defined."""
    return Closing(id=definition.id, type=definition.type, text=definition.text)
