"""JSON values inside protos: `google.protobuf.Value` to and from plain Python.

Protos know only one kind of number: whole ones come back as integers.
"""

from google.protobuf import struct_pb2

from services.engine.definition import JsonValue


def to_value(value: JsonValue) -> struct_pb2.Value:
    """A JSON value as a proto.

    >>> to_value([1, "a"]).list_value.values[1].string_value
    'a'
    """
    proto = struct_pb2.Value()
    match value:
        case None:
            proto.null_value = struct_pb2.NULL_VALUE
        case bool():
            proto.bool_value = value
        case int() | float():
            proto.number_value = value
        case str():
            proto.string_value = value
        case list():
            proto.list_value.SetInParent()
            proto.list_value.values.extend(to_value(item) for item in value)
        case dict():
            proto.struct_value.SetInParent()
            for key, item in value.items():
                proto.struct_value.fields[key].CopyFrom(to_value(item))
    return proto


def from_value(proto: struct_pb2.Value) -> JsonValue:
    """A proto as a JSON value; an unset one is None.

    >>> from_value(to_value({"a": [9, 7.5, None, True]}))
    {'a': [9, 7.5, None, True]}
    """
    match proto.WhichOneof("kind"):
        case "number_value":
            number = proto.number_value
            return int(number) if number.is_integer() else number
        case "string_value":
            return proto.string_value
        case "bool_value":
            return proto.bool_value
        case "list_value":
            return [from_value(item) for item in proto.list_value.values]
        case "struct_value":
            return {key: from_value(item) for key, item in proto.struct_value.fields.items()}
        case _:
            return None
