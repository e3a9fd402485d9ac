"""The question answered in the customer's own words."""

from dataclasses import dataclass

from services.engine.definition import ElementDefinition, JsonValue
from services.engine.elements.domain import AnyText
from services.engine.elements.element import Question, question_fields
from services.engine.replies import Verdict, open_text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenText(Question):
    """Any text that is not blank, kept as sent."""

    def understand(self, text: str, *, language: str) -> Verdict:
        """The text; beyond 4,000 characters it is cut and marked as shortened."""
        return open_text(text)

    def operand(self, value: JsonValue) -> JsonValue:
        """A text; a number stands for its digits."""
        if value is None or isinstance(value, bool | list | dict):
            raise ValueError("must be a text")
        return str(value)

    def domain(self) -> AnyText:
        """Any text."""
        return AnyText()


def compile_open_text(definition: ElementDefinition) -> OpenText:
    """An open question as defined."""
    return OpenText(**question_fields(definition))
