"""The value of a condition, as one line of text and back."""

import re
from typing import Final

from google.protobuf import json_format, struct_pb2
from svar.surveys.v1 import survey_pb2 as pb

from services.console.editor.kinds import CHOICES, NUMBERS, ORDERED, WITH_LIST

_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_YES_NO: Final = {"true": True, "yes": True, "false": False, "no": False}


def shown(value: struct_pb2.Value, element: pb.Element | None) -> str:
    """Return a value as it stands in its field; an index of an option as the option's id.

    >>> shown(struct_pb2.Value(number_value=9), None)
    '9'
    """
    match value.WhichOneof("kind"):
        case "list_value":
            return ", ".join(shown(one, element) for one in value.list_value.values)
        case "number_value":
            return _number_shown(value.number_value, element)
        case "bool_value":
            return "true" if value.bool_value else "false"
        case "string_value":
            return value.string_value
        case _:
            return ""


def kept(value: struct_pb2.Value) -> str:
    """Return what the form keeps beside the field, so that an untouched value stays as it was."""
    return json_format.MessageToJson(value, indent=None)


def read(
    typed: str, *, before: str, element: pb.Element | None, op: "pb.Operator.ValueType"
) -> struct_pb2.Value | None:
    """Return the value that was typed, None for nothing; `before` is what `kept` returned."""
    typed = typed.strip()
    original = _parsed(before)
    if original is not None and shown(original, element) == typed:
        return original
    if not typed:
        return None
    if op in WITH_LIST:
        listed = [_scalar(one.strip(), element, op) for one in typed.split(",") if one.strip()]
        return struct_pb2.Value(list_value=struct_pb2.ListValue(values=listed))
    return _scalar(typed, element, op)


def _scalar(
    typed: str, element: pb.Element | None, op: "pb.Operator.ValueType"
) -> struct_pb2.Value:
    kind = element.type if element else pb.ELEMENT_TYPE_UNSPECIFIED
    if kind == pb.ELEMENT_TYPE_YES_NO and typed.lower() in _YES_NO:
        return struct_pb2.Value(bool_value=_YES_NO[typed.lower()])
    if _NUMBER.fullmatch(typed) and (kind in NUMBERS or op in ORDERED):
        return struct_pb2.Value(number_value=float(typed))
    return struct_pb2.Value(string_value=typed)


def _number_shown(number: float, element: pb.Element | None) -> str:
    if not number.is_integer():
        return str(number)
    whole = int(number)
    if element is not None and element.type in CHOICES and 0 <= whole < len(element.options):
        return element.options[whole].id
    return str(whole)


def _parsed(before: str) -> struct_pb2.Value | None:
    if not before:
        return None
    try:
        return json_format.Parse(before, struct_pb2.Value())
    except json_format.ParseError:
        return None
