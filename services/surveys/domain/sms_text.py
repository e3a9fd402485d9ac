"""How a text of a survey looks as an SMS and what it costs, under a tenant's own rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from services.engine.definition import SurveyDefinition, Translations
from services.engine.language_codes import with_base_languages
from services.engine.problems import TextMeasure
from services.text.cheaper import cheaper_spelling
from services.text.segments import Measure, measure
from services.text.typography import Typography, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCost:
    """What one text costs as an SMS; `path` as in `elements[1].text.no`.

    `widest_segments` is what it takes when all that is piped in is as long as it can be.
    """

    path: str
    cost: Measure
    widest_segments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantStyle:
    """What a tenant changed: phrases by their name, and how far texts are made cheaper."""

    texts: Mapping[str, Translations] = field(default_factory=dict)
    typography: Typography = Typography.PUNCTUATION

    def as_sent(self, text: str) -> str:
        """Return the text as the phone shows it."""
        return tidy(text, self.typography)

    def cost(self, text: str) -> Measure:
        """Return the encoding and segments of the text as it is sent."""
        return measure(self.as_sent(text))

    def measure(self, text: str) -> TextMeasure:
        """Measure for the engine, which knows no alphabets: as it is sent, and how it could be cheaper."""
        sent = self.as_sent(text)
        cost = measure(sent)
        cheaper = None if cost.unicode_because is None else cheaper_spelling(sent)
        return TextMeasure(
            segments=cost.segments,
            unicode_because=cost.unicode_because,
            instead=cheaper.instead if cheaper else (),
            segments_then=cheaper.segments if cheaper else None,
        )

    def applied(self, definition: SurveyDefinition) -> SurveyDefinition:
        """Return the definition with the tenant's phrases where it has none of its own."""
        definition = with_base_languages(definition)
        names = dict.fromkeys([*definition.texts, *self.texts])
        merged = {
            name: {**self.texts.get(name, {}), **definition.texts.get(name, {})} for name in names
        }
        return replace(definition, texts=merged)
