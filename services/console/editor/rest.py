"""What a form does not show of a message, as one line of JSON for its field `~rest`."""

from collections.abc import Iterable

from google.protobuf import json_format
from google.protobuf.message import Message

_SHOWN = {
    "SurveyDefinition": (
        "name",
        "default_language",
        "languages",
        "elements",
        "rules",
        "texts",
        "settings",
    ),
    "Element": (
        "id",
        "type",
        "text",
        "min",
        "max",
        "min_label",
        "max_label",
        "optional",
        "metric",
        "error",
        "options",
        "max_selections",
        "unit",
        "format",
        "pattern",
        "example",
        "min_length",
        "max_length",
        "shuffle_options",
    ),
    "Option": ("id", "text", "aliases"),
    "Rule": ("id", "condition", "then", "at"),
    "Settings": (
        "expiry_hours",
        "delay_seconds",
        "invalid_reply_limit",
        "second_survey",
        "show_hints",
        "think_seconds",
        "reminders",
    ),
}


def rest_of(message: Message) -> str:
    """Return it, "" for nothing.

    >>> from svar.surveys.v1 import survey_pb2 as pb
    >>> rest_of(pb.Option(id="wait", aliases=["queue"]))
    ''
    """
    left = type(message)()
    left.CopyFrom(message)
    _clear(left, _SHOWN[message.DESCRIPTOR.name])
    return json_format.MessageToJson(left, indent=None) if left.ByteSize() else ""


def _clear(message: Message, names: Iterable[str]) -> None:
    for name in names:
        message.ClearField(name)
