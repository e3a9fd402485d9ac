"""Random protobuf messages of any type: the right shape, with contents that are often plausible and often not."""

from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message_factory import GetMessageClass
from hypothesis import strategies as st

_DEPTH = 5
_INT32, _INT64 = 2**31, 2**63
_IDS = ["0198f000-0000-7000-8000-000000000001", "11111111-1111-4111-8111-111111111111"]
_PHONES = ["+4790000001", "+46730000002", "1960", "19600000000042"]
_NAMES = [
    "acme",
    "default",
    "handset",
    "Phone",
    "SMS",
    "no",
    "nb-NO",
    "score",
    "done",
    "scale",
    "POST",
]
_TEXTS = ["8", "STOP", "{{answer.score}}", "{{var.agentId|you}}", "2026-12-01T12:00:00+01:00"]
_STRINGS = (
    st.sampled_from(["", *_IDS, *_PHONES, *_NAMES, *_TEXTS])
    | st.text(max_size=12)
    | st.sampled_from(["\x00", "a\x00b", "x" * 5_000, "\U0010ffff", "9" * 40, "-1", "%s'\";--"])
)
_INTS = st.sampled_from([0, 1, 2, 7, 10, 100, -1])
_NUMBERS: dict[int, st.SearchStrategy[Any]] = {
    FieldDescriptor.CPPTYPE_INT32: _INTS | st.integers(-_INT32, _INT32 - 1),
    FieldDescriptor.CPPTYPE_INT64: _INTS | st.integers(-_INT64, _INT64 - 1),
    FieldDescriptor.CPPTYPE_UINT32: st.integers(0, 2 * _INT32 - 1),
    FieldDescriptor.CPPTYPE_UINT64: st.integers(0, 2 * _INT64 - 1),
    FieldDescriptor.CPPTYPE_FLOAT: st.floats(width=32),
    FieldDescriptor.CPPTYPE_DOUBLE: st.floats() | st.integers(0, 10).map(float),
    FieldDescriptor.CPPTYPE_BOOL: st.booleans(),
}


@st.composite
def messages(draw: st.DrawFn, descriptor: Descriptor, depth: int = _DEPTH) -> Any:
    """Draw a message; fields are set about as often as not, one of a oneof at most."""
    message = GetMessageClass(descriptor)()
    for field in descriptor.fields:
        if draw(st.integers(0, 3)) == 0:
            continue
        if field.message_type is not None and not depth:
            continue
        _fill(draw, message, field, depth)
    return message


def _fill(draw: st.DrawFn, message: Any, field: FieldDescriptor, depth: int) -> None:
    entry = field.message_type
    if entry is not None and entry.GetOptions().map_entry:
        _fill_map(draw, getattr(message, field.name), entry, depth)
    elif field.is_repeated:
        values = draw(st.lists(_values(field, depth), max_size=3))
        getattr(message, field.name).extend(values)
    elif entry is not None:
        getattr(message, field.name).CopyFrom(draw(_values(field, depth)))
    else:
        setattr(message, field.name, draw(_values(field, depth)))


def _fill_map(draw: st.DrawFn, container: Any, entry: Descriptor, depth: int) -> None:
    key, value = entry.fields_by_name["key"], entry.fields_by_name["value"]
    for name in draw(st.lists(_values(key, depth), max_size=2, unique=True)):
        drawn = draw(_values(value, depth))
        if value.message_type is None:
            container[name] = drawn
        else:
            container[name].CopyFrom(drawn)


def _values(field: FieldDescriptor, depth: int) -> st.SearchStrategy[Any]:
    if field.message_type is not None:
        return messages(field.message_type, depth - 1)
    if field.enum_type is not None:
        known = [value.number for value in field.enum_type.values]
        return st.sampled_from([*known, 99])
    if field.type == FieldDescriptor.TYPE_BYTES:
        return st.binary(max_size=20) | st.just(b'{"text": "8", "from": "+4790000001"}')
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return _STRINGS
    return _NUMBERS[field.cpp_type]
