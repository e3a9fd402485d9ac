"""The question answered by a whole number, with or without bounds."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.engine.definition import ElementDefinition, JsonValue
from services.engine.elements.domain import WholeNumbers
from services.engine.elements.element import Question, question_fields
from services.engine.formats import NOWHERE, Near
from services.engine.replies import Verdict, unit_named, unit_of, whole_number

LOWEST = -999_999_999_999_999
"""The lowest number that a reply is read as, where a question has no bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """A whole number; a bound that is not None is included in the range.

    `unit` is what the author says that it counts; `units` are read off the question's texts.
    """

    unit: str | None
    units: Mapping[str, str | None]
    low: int | None
    high: int | None

    def understand(self, text: str, *, language: str, near: Near = NOWHERE) -> Verdict:
        """The number, by the rules of `services/engine/README.md`; `n/max` is for scales only."""
        return whole_number(
            text,
            language=language,
            low=self.low,
            high=self.high,
            of_maximum=None,
            unit=self.unit or self.units.get(language),
            languages=self.languages,
        )

    def operand(self, value: JsonValue) -> JsonValue:
        """A number."""
        return number_operand(value)

    def longest_shown(self, language: str) -> str:
        """The bound with more digits, or as many as a number has without one."""
        bounds = (self.low, self.high)
        return max((str(LOWEST if one is None else one) for one in bounds), key=len)

    def domain(self) -> WholeNumbers:
        """Every number within the bounds there are."""
        return WholeNumbers(low=self.low, high=self.high)

    def error_details(self) -> Mapping[str, int | None]:
        """The bounds there are."""
        return {"low": self.low, "high": self.high}


def number_operand(value: JsonValue) -> JsonValue:
    """A rule's value for a question answered by a number; ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    return value


def compile_number(definition: ElementDefinition) -> Number:
    """A number question as defined."""
    return Number(
        **question_fields(definition),
        low=definition.min,
        high=definition.max,
        unit=unit_named(definition.unit) if definition.unit else None,
        units={code: unit_of(text, language=code) for code, text in definition.text.items()},
    )
