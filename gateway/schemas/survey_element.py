"""The elements of a survey in JSON (`services/engine/README.md`), to protobuf and back: only their shape."""

from typing import ClassVar, Literal, Self

from pydantic import Field
from svar.surveys.v1 import survey_pb2 as pb

from gateway.schemas.model import Int32, Name, RequestModel, Text
from gateway.schemas.names import choice_name, choice_number, optional_choice_number
from gateway.schemas.survey_texts import Translations, texts_from_proto, texts_to_proto

ElementTypeName = Literal[
    "text",
    "open",
    "number",
    "scale",
    "nps",
    "csat",
    "ces",
    "yesNo",
    "dropdown",
    "multipleChoice",
    "completion",
    "unavailable",
]
MetricName = Literal["none", "nps", "csat", "ces", "fcr"]
FormatName = Literal["email", "phone", "date", "postcode"]


class OptionModel(RequestModel):
    """One option of a choice."""

    meant: ClassVar = {
        **dict.fromkeys(("en", "no", "nb", "nn", "sv", "da", "fi", "de"), '"text: {…}"'),
        "label": '"text"',
        "title": '"text"',
        "value": '"id"',
        "synonyms": '"aliases"',
    }

    id: Name = Field(min_length=1, description="Unique among the options of the question.")
    text: Translations = Field(default={}, description="The label that the customer reads.")
    aliases: list[Text] = Field(default=[], description="Other words that mean this option.")

    def to_proto(self) -> pb.Option:
        """Return it as protobuf."""
        return pb.Option(id=self.id, text=texts_to_proto(self.text), aliases=self.aliases)

    @classmethod
    def from_proto(cls, option: pb.Option) -> Self:
        """Read it from protobuf."""
        return cls(id=option.id, text=texts_from_proto(option.text), aliases=list(option.aliases))


class ElementModel(RequestModel):
    """One step of a survey; which properties mean something depends on the type."""

    meant: ClassVar = {
        "question": '"text"',
        "label": '"text"',
        "title": '"text"',
        "kind": '"type"',
        "choices": '"options"',
        "answers": '"options"',
        "required": '"optional: true" where an answer may be missing',
        "low": '"min"',
        "high": '"max"',
        "from": '"min"',
        "to": '"max"',
        "regex": '"pattern"',
        "minlen": '"minLength"',
        "maxlen": '"maxLength"',
        "if": 'a rule, under "rules" of the survey',
        "goto": 'a rule, under "rules" of the survey',
        "next": 'a rule, under "rules" of the survey',
        "rules": '"rules" of the survey, which name the element with "at"',
    }

    id: Name = Field(min_length=1, description="Unique in the survey.")
    type: ElementTypeName = Field(description="What kind of element it is.")
    text: Translations = Field(default={}, description="What the customer reads.")
    min: Int32 | None = Field(default=None, description="The smallest number accepted, included.")
    max: Int32 | None = Field(default=None, description="The largest number accepted, included.")
    min_label: Translations = Field(default={}, description="What the smallest number means.")
    max_label: Translations = Field(default={}, description="What the largest number means.")
    optional: bool = Field(default=False, description="Skipped after too many invalid replies.")
    metric: MetricName | None = Field(
        default=None, description="Which figure answers count towards."
    )
    error: Translations = Field(default={}, description="Said when a reply is no valid answer.")
    options: list[OptionModel] = Field(default=[], description="In the order shown, from 1.")
    max_selections: Int32 | None = Field(default=None, description="How many may be chosen; 1.")
    shuffle_options: bool = Field(
        default=False, description="Whether each session shows the options in an order of its own."
    )
    unit: str | None = Field(
        default=None,
        max_length=40,
        description="What a number counts: times, years, minutes, NOK; read off the question.",
    )
    format: FormatName | None = Field(
        default=None, description="What the answer to an open question is to be."
    )
    pattern: Text | None = Field(
        default=None,
        description="How the whole answer to an open question is written, as RE2 has it.",
    )
    example: Text | None = Field(default=None, description="An answer that matches the pattern.")
    min_length: Int32 | None = Field(
        default=None, description="The fewest characters of the answer to an open question."
    )
    max_length: Int32 | None = Field(
        default=None, description="The most characters of the answer to an open question."
    )

    def to_proto(self) -> pb.Element:
        """Return it as protobuf."""
        return pb.Element(
            id=self.id,
            type=choice_number(pb.ElementType, self.type),
            text=texts_to_proto(self.text),
            min=self.min,
            max=self.max,
            min_label=texts_to_proto(self.min_label),
            max_label=texts_to_proto(self.max_label),
            optional=self.optional,
            metric=optional_choice_number(pb.Metric, self.metric),
            error=texts_to_proto(self.error),
            options=[option.to_proto() for option in self.options],
            max_selections=self.max_selections,
            shuffle_options=self.shuffle_options,
            unit=self.unit or "",
            format=optional_choice_number(pb.AnswerFormat, self.format),
            pattern=self.pattern or "",
            example=self.example or "",
            min_length=self.min_length,
            max_length=self.max_length,
        )

    @classmethod
    def from_proto(cls, element: pb.Element) -> Self:
        """Read it from protobuf."""
        return cls.model_validate(
            {
                "id": element.id,
                "type": choice_name(pb.ElementType, element.type),
                "text": texts_from_proto(element.text),
                "min": element.min if element.HasField("min") else None,
                "max": element.max if element.HasField("max") else None,
                "minLabel": texts_from_proto(element.min_label),
                "maxLabel": texts_from_proto(element.max_label),
                "optional": element.optional,
                "metric": choice_name(pb.Metric, element.metric) or None,
                "error": texts_from_proto(element.error),
                "options": [OptionModel.from_proto(option) for option in element.options],
                "maxSelections": element.max_selections
                if element.HasField("max_selections")
                else None,
                "shuffleOptions": element.shuffle_options,
                "unit": element.unit or None,
                "format": choice_name(pb.AnswerFormat, element.format) or None,
                "pattern": element.pattern or None,
                "example": element.example or None,
                "minLength": element.min_length if element.HasField("min_length") else None,
                "maxLength": element.max_length if element.HasField("max_length") else None,
            }
        )
