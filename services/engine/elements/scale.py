"""Questions answered by a whole number between two bounds: `scale`, `nps`, `csat` and `ces`."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.engine.definition import (
    ElementDefinition,
    ElementType,
    JsonValue,
    Metric,
    Translations,
)
from services.engine.elements.domain import WholeNumbers
from services.engine.elements.element import Question, question_fields
from services.engine.elements.number import number_operand
from services.engine.formats import NOWHERE, Near
from services.engine.replies import Verdict, whole_number

FIXED_RANGES: Mapping[ElementType, tuple[int, int]] = {
    ElementType.NPS: (0, 10),
    ElementType.CSAT: (1, 5),
    ElementType.CES: (1, 7),
}
"""The bounds of the scales that have a name (`services/engine/README.md`)."""

_OWN_METRICS: Mapping[ElementType, Metric] = {
    ElementType.NPS: Metric.NPS,
    ElementType.CSAT: Metric.CSAT,
    ElementType.CES: Metric.CES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Question):
    """A whole number from `low` to `high`, both included; the labels say what the ends mean."""

    low: int
    high: int
    low_label: Translations
    high_label: Translations

    def understand(self, text: str, *, language: str, near: Near = NOWHERE) -> Verdict:
        """The number, by the rules of `services/engine/README.md`."""
        return whole_number(
            text,
            language=language,
            low=self.low,
            high=self.high,
            of_maximum=self.high,
            languages=self.languages,
        )

    def operand(self, value: JsonValue) -> JsonValue:
        """A number."""
        return number_operand(value)

    def hint(self, language: str, overrides: Mapping[str, Translations]) -> str:
        """What the ends mean, as in `1 = not at all, 10 = very`; nothing without labels."""
        ends = ((self.low, self.low_label), (self.high, self.high_label))
        return ", ".join(
            f"{number} = {label[language]}" for number, label in ends if label.get(language)
        )

    def error_details(self) -> Mapping[str, int | None]:
        """The bounds."""
        return {"low": self.low, "high": self.high}

    def longest_shown(self, language: str) -> str:
        """The bound with more digits."""
        return max(str(self.low), str(self.high), key=len)

    def domain(self) -> WholeNumbers:
        """Every number of the scale."""
        return WholeNumbers(low=self.low, high=self.high)


def compile_scale(definition: ElementDefinition) -> Scale:
    """A scale as defined; ValueError when it has no bounds."""
    low, high = FIXED_RANGES.get(definition.type, (definition.min, definition.max))
    if low is None or high is None:
        raise ValueError(f"the scale {definition.id!r} has no bounds")
    own_metric = _OWN_METRICS.get(definition.type, Metric.NONE)
    return Scale(
        **question_fields(definition, own_metric=own_metric),
        low=low,
        high=high,
        low_label=definition.min_label,
        high_label=definition.max_label,
    )
