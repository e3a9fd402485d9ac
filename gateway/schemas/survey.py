"""A survey as an author writes it in JSON or YAML (`services/engine/README.md`), to protobuf and back.

Only the shape is checked here, because a draft may be incomplete; what is wrong with it as a survey
is found by the surveys service.
"""

from typing import Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, FiniteFloat
from svar.surveys.v1 import survey_pb2 as pb

from gateway.schemas.examples import SURVEY
from gateway.schemas.model import Int32, Name, RequestModel, Text
from gateway.schemas.names import choice_name, choice_number, optional_choice_number
from gateway.schemas.survey_element import ElementModel
from gateway.schemas.survey_rule import RuleModel
from gateway.schemas.survey_texts import Translations, texts_from_proto


class SamplingModel(RequestModel):
    """How large a share of the customers gets the survey."""

    percent: FiniteFloat = Field(description="Above 0, at most 100.", examples=[30])


class CapModel(RequestModel):
    """How many sessions begin in a period."""

    by: Name = Field(description="For one value of this variable, or `phone`.")
    max: Int32 = Field(description="How many at most.", examples=[20])
    per: Literal["day", "week", "month"] = Field(description="In the tenant's zone.")

    def to_proto(self) -> pb.Cap:
        """Return it as protobuf."""
        return pb.Cap(by=self.by, max=self.max, per=choice_number(pb.CapPeriod, self.per))

    @classmethod
    def from_proto(cls, cap: pb.Cap) -> Self:
        """Read it from protobuf."""
        per = choice_name(pb.CapPeriod, cap.per)
        return cls.model_validate({"by": cap.by, "max": cap.max, "per": per})


class SettingsModel(RequestModel):
    """What an author may set; what is left out has the default named."""

    meant: ClassVar = {"expiry": '"expiryHours"', "hints": '"showHints"', "delay": '"delaySeconds"'}

    expiry_hours: Int32 | None = Field(
        default=None, description="Hours until a session expires; 72."
    )
    delay_seconds: FiniteFloat | None = Field(
        default=None, description="Seconds between two messages sent in a row; 2."
    )
    invalid_reply_limit: Int32 | None = Field(
        default=None, description="How many invalid replies in a row to one question end it; 5."
    )
    second_survey: Literal["supersede", "reject"] | None = Field(
        default=None, description="What a second survey to one phone does; supersede."
    )
    show_hints: bool | None = Field(
        default=None, description="Whether a question ends with what to reply; true."
    )
    think_seconds: FiniteFloat | None = Field(
        default=None, description="Replies faster than this are not for the question; 1."
    )
    reminders: list[Int32] | None = Field(
        default=None,
        description="Hours after which an unanswered question is asked again, at most 3; none.",
        examples=[[24, 48]],
    )

    sampling: SamplingModel | None = Field(
        default=None, description="Who gets the survey at all; everybody."
    )
    caps: list[CapModel] | None = Field(
        default=None, description="How many get it, at most 10 caps; any number."
    )

    def to_proto(self) -> pb.Settings:
        """Return them as protobuf."""
        return pb.Settings(
            expiry_hours=self.expiry_hours,
            delay_seconds=self.delay_seconds,
            invalid_reply_limit=self.invalid_reply_limit,
            second_survey=optional_choice_number(pb.SecondSurvey, self.second_survey),
            show_hints=self.show_hints,
            think_seconds=self.think_seconds,
            reminders=self.reminders,
            sampling=pb.Sampling(percent=self.sampling.percent) if self.sampling else None,
            caps=[cap.to_proto() for cap in self.caps or ()],
        )

    @classmethod
    def from_proto(cls, settings: pb.Settings) -> Self:
        """Read them from protobuf; what was left out stays out."""
        given: dict[str, Any] = {
            field.json_name: value
            for field, value in settings.ListFields()
            if field.name not in {"second_survey", "reminders", "sampling", "caps"}
        }
        if settings.reminders:
            given["reminders"] = list(settings.reminders)
        if settings.HasField("sampling"):
            given["sampling"] = {"percent": settings.sampling.percent}
        if settings.caps:
            given["caps"] = [CapModel.from_proto(cap) for cap in settings.caps]
        second = choice_name(pb.SecondSurvey, settings.second_survey) or None
        return cls.model_validate({**given, "secondSurvey": second})


SETTINGS = tuple(field.alias or name for name, field in SettingsModel.model_fields.items())


class SurveyDefinitionModel(RequestModel):
    """What an author writes. A draft may be incomplete: everything but the shape is checked later."""

    model_config = ConfigDict(json_schema_extra={"examples": [SURVEY]})
    meant: ClassVar = {
        "title": '"name"',
        "questions": '"elements"',
        "steps": '"elements"',
        "items": '"elements"',
        "language": '"languages"',
        "expiry": '"expiryHours" in "settings"',
        "expirytime": '"expiryHours" in "settings"',
        **{name.lower(): f'"{name}" in "settings"' for name in SETTINGS},
    }

    name: Text = Field(default="", description="What people call it.")
    default_language: Name = Field(default="", description="Used when no language is asked for.")
    languages: list[Name] = Field(default=[], description="Every language that the texts exist in.")
    elements: list[ElementModel] = Field(default=[], description="The elements, in sequence.")
    rules: list[RuleModel] = Field(default=[], description="The rules, in the order tried.")
    texts: dict[Name, Translations] = Field(
        default={}, description="Texts in the place of built-in phrases, by the phrase's name."
    )
    settings: SettingsModel | None = Field(
        default=None, description="What differs from the defaults."
    )

    def to_proto(self) -> pb.SurveyDefinition:
        """Return it as protobuf."""
        return pb.SurveyDefinition(
            name=self.name,
            default_language=self.default_language,
            languages=self.languages,
            elements=[element.to_proto() for element in self.elements],
            rules=[rule.to_proto() for rule in self.rules],
            texts={name: pb.Translations(by_language=texts) for name, texts in self.texts.items()},
            settings=self.settings.to_proto() if self.settings else None,
        )

    @classmethod
    def from_proto(cls, definition: pb.SurveyDefinition) -> Self:
        """Read it from protobuf."""
        return cls.model_validate(
            {
                "name": definition.name,
                "defaultLanguage": definition.default_language,
                "languages": list(definition.languages),
                "elements": [ElementModel.from_proto(element) for element in definition.elements],
                "rules": [RuleModel.from_proto(rule) for rule in definition.rules],
                "texts": {
                    name: texts_from_proto(texts)
                    for name, texts in sorted(definition.texts.items())
                },
                "settings": SettingsModel.from_proto(definition.settings)
                if definition.HasField("settings")
                else None,
            }
        )

    def to_json(self) -> dict[str, Any]:
        """Return the JSON of it, without what was left out."""
        return self.model_dump(by_alias=True, exclude_defaults=True)
