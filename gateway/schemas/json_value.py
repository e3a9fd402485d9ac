"""JSON values inside protobuf, which holds every number as a double."""

from typing import Annotated, Any, TypeAlias

from google.protobuf.struct_pb2 import ListValue, NullValue, Struct, Value
from pydantic import PlainValidator, WithJsonSchema

from services.text.storable import storable

Scalar: TypeAlias = bool | int | float | str | None

LARGEST_WHOLE_NUMBER = 2**53
"""Beyond it a double leaves whole numbers out."""


def proto_value(value: object) -> Value:
    """Return a JSON value as protobuf; raises TypeError for anything that JSON cannot say.

    >>> proto_value([1, "a"]).list_value.values[1].string_value
    'a'
    """
    match value:
        case None:
            return Value(null_value=NullValue.NULL_VALUE)
        case bool():
            return Value(bool_value=value)
        case int() | float():
            return Value(number_value=value)
        case str():
            return Value(string_value=value)
        case list() | tuple():
            return Value(list_value=ListValue(values=[proto_value(item) for item in value]))
        case _:
            raise TypeError(f"{type(value).__name__} is no JSON value")


def json_value(value: Value) -> Any:
    """Return the JSON value inside; whole numbers are int.

    >>> json_value(Value(number_value=9.0)), json_value(Value(number_value=2.5))
    (9, 2.5)
    """
    match value.WhichOneof("kind"):
        case "bool_value":
            return value.bool_value
        case "number_value":
            return _number(value.number_value)
        case "string_value":
            return value.string_value
        case "list_value":
            return [json_value(item) for item in value.list_value.values]
        case "struct_value":
            return _object(value.struct_value)
        case _:
            return None


def _object(struct: Struct) -> dict[str, Any]:
    return {name: json_value(field) for name, field in sorted(struct.fields.items())}


def _number(number: float) -> int | float:
    whole = number.is_integer() and abs(number) <= LARGEST_WHOLE_NUMBER
    return int(number) if whole else number


def _scalar_or_list(value: object) -> Any:
    if isinstance(value, list):
        return [_scalar(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> Scalar:
    if isinstance(value, str):
        return storable(value)
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, int | float):
        raise ValueError("must be a text, a number, true, false, or a list of these")
    # Compared first, since a whole number may be too large for a float.
    if not abs(value) <= LARGEST_WHOLE_NUMBER:
        raise ValueError(f"must be a number from -{LARGEST_WHOLE_NUMBER} to {LARGEST_WHOLE_NUMBER}")
    return value


ScalarOrList = Annotated[
    Any,
    PlainValidator(_scalar_or_list),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "number", "boolean", "null"]},
                {"type": "array", "items": {"type": ["string", "number", "boolean", "null"]}},
            ]
        }
    ),
]
"""What a condition compares with."""
