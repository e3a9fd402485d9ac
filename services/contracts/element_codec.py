"""Elements and their texts between the engine's values and the protos, for `survey_codec`."""

from svar.surveys.v1 import survey_pb2

from services.engine.definition import (
    AnswerFormat,
    ElementDefinition,
    ElementType,
    Metric,
    OptionDefinition,
    Translations,
)

# By name, so that neither side depends on the other's numbers.
_TYPES = {one: survey_pb2.ElementType.Value(f"ELEMENT_TYPE_{one.name}") for one in ElementType}
_TYPES_BACK = {number: one for one, number in _TYPES.items()}
_METRICS = {one: survey_pb2.Metric.Value(f"METRIC_{one.name}") for one in Metric}
_METRICS_BACK = {number: one for one, number in _METRICS.items()}
_FORMATS = {one: survey_pb2.AnswerFormat.Value(f"ANSWER_FORMAT_{one.name}") for one in AnswerFormat}
_FORMATS_BACK = {number: one for one, number in _FORMATS.items()}


def texts_to_proto(text: Translations) -> survey_pb2.Translations:
    """A text in every language as a proto."""
    return survey_pb2.Translations(by_language=dict(text))


def texts_from_proto(proto: survey_pb2.Translations) -> dict[str, str]:
    """A text in every language by its code."""
    return dict(proto.by_language)


def element_to_proto(element: ElementDefinition) -> survey_pb2.Element:
    """An element as a proto; what is None or empty stays unset."""
    return survey_pb2.Element(
        id=element.id,
        type=_TYPES[element.type],
        text=_texts(element.text),
        min=element.min,
        max=element.max,
        min_label=_texts(element.min_label),
        max_label=_texts(element.max_label),
        optional=element.optional,
        metric=_METRICS[element.metric] if element.metric else survey_pb2.METRIC_UNSPECIFIED,
        error=_texts(element.error),
        options=[_option_to_proto(option) for option in element.options],
        max_selections=element.max_selections,
        shuffle_options=element.shuffle_options,
        unit=element.unit or "",
        format=_FORMATS[element.format] if element.format else survey_pb2.ANSWER_FORMAT_UNSPECIFIED,
        pattern=element.pattern or "",
        example=element.example or "",
        min_length=element.min_length,
        max_length=element.max_length,
    )


def element_from_proto(proto: survey_pb2.Element) -> ElementDefinition:
    """An element of a proto; ValueError when its type is not known here."""
    if proto.type not in _TYPES_BACK:
        raise ValueError(f"the element {proto.id!r} has no known type")
    return ElementDefinition(
        id=proto.id,
        type=_TYPES_BACK[proto.type],
        text=texts_from_proto(proto.text),
        min=proto.min if proto.HasField("min") else None,
        max=proto.max if proto.HasField("max") else None,
        min_label=texts_from_proto(proto.min_label),
        max_label=texts_from_proto(proto.max_label),
        optional=proto.optional,
        metric=_METRICS_BACK.get(proto.metric),
        error=texts_from_proto(proto.error),
        options=tuple(_option_from_proto(option) for option in proto.options),
        max_selections=proto.max_selections if proto.HasField("max_selections") else None,
        shuffle_options=proto.shuffle_options,
        unit=proto.unit or None,
        format=_FORMATS_BACK.get(proto.format),
        pattern=proto.pattern or None,
        example=proto.example or None,
        min_length=proto.min_length if proto.HasField("min_length") else None,
        max_length=proto.max_length if proto.HasField("max_length") else None,
    )


def _option_to_proto(option: OptionDefinition) -> survey_pb2.Option:
    return survey_pb2.Option(id=option.id, text=_texts(option.text), aliases=option.aliases)


def _option_from_proto(proto: survey_pb2.Option) -> OptionDefinition:
    return OptionDefinition(
        id=proto.id, text=texts_from_proto(proto.text), aliases=tuple(proto.aliases)
    )


def _texts(text: Translations) -> survey_pb2.Translations | None:
    return texts_to_proto(text) if text else None
