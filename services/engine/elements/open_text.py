"""The question answered in the customer's own words, or with an address, a date, or a text of a pattern."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.engine.definition import AnswerFormat, ElementDefinition, JsonValue
from services.engine.elements.domain import AnyText
from services.engine.elements.element import Question, question_fields
from services.engine.formats import NOWHERE, Near, read
from services.engine.formats.pattern import of_pattern
from services.engine.formats.read import PHRASES
from services.engine.phrases import Phrase
from services.engine.phrases.written_dates import written_date
from services.engine.replies import Reason, Refused, Understood, Verdict, open_text
from services.engine.state import StoredAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenText(Question):
    """Any text that is not blank, kept as sent; with a `format`, what it says in one spelling.

    At most one of `format` and `pattern` is set; the lengths are characters, both included.
    """

    format: AnswerFormat | None
    pattern: str | None
    example: str
    min_length: int | None
    max_length: int | None

    @property
    def is_personal(self) -> bool:
        """That of the format."""
        return self.format is not None and self.format.is_personal

    @property
    def is_narrow(self) -> bool:
        """Whether some texts are no answers to it."""
        given = (self.format, self.pattern, self.min_length, self.max_length)
        return any(one is not None for one in given)

    def understand(self, text: str, *, language: str, near: Near = NOWHERE) -> Verdict:
        """The text; beyond 4,000 characters it is cut and marked as shortened."""
        if self.format is not None:
            return read(self.format, text, language=language, others=self.languages, near=near)
        found = open_text(text)
        if isinstance(found, Refused):
            return found
        if self.pattern is not None:
            found = of_pattern(found, near.reader.pattern(self.pattern))
        return self._within(found)

    def _within(self, found: Understood | Refused) -> Understood | Refused:
        if isinstance(found, Refused):
            return found
        length = len(str(found.value))
        if self.min_length is not None and length < self.min_length:
            return Refused(reason=Reason.TOO_SHORT)
        if self.max_length is not None and (length > self.max_length or found.shortened):
            return Refused(reason=Reason.TOO_LONG)
        return found

    def operand(self, value: JsonValue) -> JsonValue:
        """A text; a number stands for its digits."""
        if value is None or isinstance(value, bool | list | dict):
            raise ValueError("must be a text")
        return str(value)

    def error_details(self) -> Mapping[str, int | None]:
        """The lengths there are."""
        return {"low": self.min_length, "high": self.max_length}

    def error_example(self) -> str:
        """That of the pattern."""
        return self.example

    def error_phrase(self) -> Phrase:
        """What is asked for."""
        if self.format is not None:
            return PHRASES[self.format]
        return Phrase.NOT_OF_THE_PATTERN if self.pattern is not None else Phrase.ERROR

    def confirm_phrase(self) -> Phrase:
        """That a text is meant."""
        return Phrase.CONFIRM_TEXT

    def shown(self, answer: StoredAnswer, *, language: str) -> str:
        """The text; a date in words, so that nobody takes its day for its month."""
        if self.format is not AnswerFormat.DATE:
            return str(answer.value)
        return written_date(date.fromisoformat(str(answer.value)), language)

    def longest_shown(self, language: str) -> str | None:
        """The longest date, number or postcode; None where people write in any alphabet."""
        match self.format:
            case AnswerFormat.DATE:
                days = (date(2026, month, 28) for month in range(1, 13))
                return max((written_date(day, language) for day in days), key=len)
            case AnswerFormat.PHONE:
                return "+" + "0" * 15
            case AnswerFormat.POSTCODE:
                return "0" * 10
            case _:
                return None

    def domain(self) -> AnyText:
        """Any text."""
        return AnyText()


def compile_open_text(definition: ElementDefinition) -> OpenText:
    """An open question as defined."""
    return OpenText(
        **question_fields(definition),
        format=definition.format,
        pattern=definition.pattern,
        example=definition.example or "",
        min_length=definition.min_length,
        max_length=definition.max_length,
    )
