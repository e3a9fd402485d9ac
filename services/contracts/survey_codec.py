"""Survey definitions between the engine's values, the protos, and JSON for storage.

Round trips are exact from the engine's side: what is read back equals what was written. The JSON is
that of the protos, not that of the REST interface.
"""

from collections.abc import Mapping

from google.protobuf import json_format
from svar.surveys.v1 import survey_pb2

from services.contracts.element_codec import (
    element_from_proto,
    element_to_proto,
    texts_from_proto,
    texts_to_proto,
)
from services.contracts.rule_codec import rule_from_proto, rule_to_proto
from services.engine.definition import (
    Cap,
    CapPeriod,
    JsonValue,
    Sampling,
    SecondSurvey,
    Settings,
    SurveyDefinition,
)


def definition_to_proto(definition: SurveyDefinition) -> survey_pb2.SurveyDefinition:
    """A definition as the protos carry it; settings are written out, defaults included."""
    return survey_pb2.SurveyDefinition(
        name=definition.name,
        default_language=definition.default_language,
        languages=definition.languages,
        elements=[element_to_proto(element) for element in definition.elements],
        rules=[rule_to_proto(rule) for rule in definition.rules],
        texts={name: texts_to_proto(text) for name, text in definition.texts.items()},
        settings=_settings_to_proto(definition.settings),
    )


def definition_from_proto(proto: survey_pb2.SurveyDefinition) -> SurveyDefinition:
    """A definition as the engine takes it; ValueError for an enum value that means nothing here."""
    return SurveyDefinition(
        name=proto.name,
        default_language=proto.default_language,
        languages=tuple(proto.languages),
        elements=tuple(element_from_proto(element) for element in proto.elements),
        rules=tuple(rule_from_proto(rule) for rule in proto.rules),
        texts={name: texts_from_proto(text) for name, text in proto.texts.items()},
        settings=_settings_from_proto(proto.settings),
    )


def definition_to_json(definition: SurveyDefinition) -> dict[str, JsonValue]:
    """A definition as a JSON object for storage."""
    written: dict[str, JsonValue] = json_format.MessageToDict(definition_to_proto(definition))
    return written


def definition_from_json(written: Mapping[str, JsonValue]) -> SurveyDefinition:
    """Reads what `definition_to_json` wrote; names it does not know are passed over.

    Raises ValueError when it is no such object.
    """
    try:
        proto = json_format.ParseDict(
            dict(written), survey_pb2.SurveyDefinition(), ignore_unknown_fields=True
        )
    except json_format.ParseError as error:
        raise ValueError("not a stored survey definition") from error
    return definition_from_proto(proto)


_SECOND_SURVEYS = {
    one: survey_pb2.SecondSurvey.Value(f"SECOND_SURVEY_{one.name}") for one in SecondSurvey
}
_SECOND_SURVEYS_BACK = {number: one for one, number in _SECOND_SURVEYS.items()}


_PERIODS = {one: survey_pb2.CapPeriod.Value(f"CAP_PERIOD_{one.name}") for one in CapPeriod}
_PERIODS_BACK = {number: one for one, number in _PERIODS.items()}


def _settings_to_proto(settings: Settings) -> survey_pb2.Settings:
    sampling = settings.sampling
    return survey_pb2.Settings(
        expiry_hours=settings.expiry_hours,
        delay_seconds=settings.delay_seconds,
        invalid_reply_limit=settings.invalid_reply_limit,
        second_survey=_SECOND_SURVEYS[settings.second_survey],
        show_hints=settings.show_hints,
        think_seconds=settings.think_seconds,
        reminders=settings.reminders,
        sampling=survey_pb2.Sampling(percent=sampling.percent) if sampling else None,
        caps=[
            survey_pb2.Cap(by=cap.by, max=cap.max, per=_PERIODS[cap.per]) for cap in settings.caps
        ],
    )


def _settings_from_proto(proto: survey_pb2.Settings) -> Settings:
    given = {field.name: value for field, value in proto.ListFields()}
    given["second_survey"] = _SECOND_SURVEYS_BACK.get(proto.second_survey, SecondSurvey.SUPERSEDE)
    given["reminders"] = tuple(proto.reminders)
    sampling = proto.sampling if proto.HasField("sampling") else None
    given["sampling"] = Sampling(percent=sampling.percent) if sampling else None
    given["caps"] = tuple(_cap_from_proto(cap) for cap in proto.caps)
    return Settings(**given)


def _cap_from_proto(cap: survey_pb2.Cap) -> Cap:
    if cap.per not in _PERIODS_BACK:
        raise ValueError("a cap has no known period")
    return Cap(by=cap.by, max=cap.max, per=_PERIODS_BACK[cap.per])
