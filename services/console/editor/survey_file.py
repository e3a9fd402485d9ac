"""A survey file (YAML or JSON, `services/engine/README.md`) to a definition. Only the shape is read.

What is in a file but in no definition is refused with its place: nobody is to believe that it was taken
over. What is wrong with the survey, services say.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from svar.surveys.v1 import survey_pb2 as pb

from services.runtime.errors import Problem, ServiceError, invalid
from services.runtime.yaml_reader import YamlError, read_yaml

_TRANSLATIONS: Final = pb.Translations.DESCRIPTOR.full_name
_VALUE: Final = "google.protobuf.Value"
_CAPITAL: Final = re.compile(r"(?<!^)([A-Z])")
_MOST_PROBLEMS: Final = 20
_MOST_NUMBER: Final = 2**31 - 1
_SCALARS: Final[Mapping[int, tuple[str, tuple[type, ...]]]] = {
    FieldDescriptor.TYPE_INT32: ("Must be a whole number.", (int,)),
    FieldDescriptor.TYPE_DOUBLE: ("Must be a number.", (int, float)),
    FieldDescriptor.TYPE_BOOL: ("Must be true or false.", (bool,)),
    FieldDescriptor.TYPE_STRING: ("Must be a text; put it in quotes.", (str,)),
}


class _Misfit(Exception):  # noqa: N818 - a part of a file that fits nowhere
    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(path=path, message=message)


def read_survey(text: str) -> pb.SurveyDefinition:
    """Return the definition that a file says; raises INVALID with the line or the places that are wrong."""
    try:
        written = read_yaml(text)
    except YamlError as exc:
        raise invalid("INVALID_REQUEST", str(exc)) from exc
    if not isinstance(written, Mapping):
        raise invalid("INVALID_REQUEST", "This is no survey: it has no elements.")
    problems: list[Problem] = []
    plain = _message(written, pb.SurveyDefinition.DESCRIPTOR, "", problems)
    if problems:
        raise _refused(problems)
    try:
        return json_format.ParseDict(plain, pb.SurveyDefinition())
    except json_format.ParseError as exc:
        # Its place is in the message, and the message is for people: "elements[0].min".
        raise invalid("INVALID_REQUEST", f"This is no survey: {exc}"[:300]) from exc


def _refused(problems: list[Problem]) -> ServiceError:
    return invalid(
        "INVALID_REQUEST", "Not everything in this file fits.", problems=problems[:_MOST_PROBLEMS]
    )


def _message(
    written: Any, descriptor: Descriptor, path: str, problems: list[Problem]
) -> dict[str, Any]:
    if not isinstance(written, Mapping):
        problems.append(Problem(path=path, message="Must have parts with names."))
        return {}
    fields = {field.json_name: field for field in descriptor.fields}
    plain: dict[str, Any] = {}
    for key, value in written.items():
        place = f"{path}.{key}" if path else str(key)
        field = fields.get(str(key))
        if field is None:
            problems.append(Problem(path=place, message="There is nothing of this name."))
        elif value is not None:
            try:
                plain[field.json_name] = _field(value, field, place, problems)
            except _Misfit as misfit:
                problems.append(misfit.problem)
    return plain


def _field(value: Any, field: FieldDescriptor, path: str, problems: list[Problem]) -> Any:
    kind = field.message_type
    if kind is not None and kind.GetOptions().map_entry:
        return _map(value, kind.fields_by_name["value"], path, problems)
    if field.is_repeated:
        if not isinstance(value, list):
            raise _Misfit(path, "Must be a list.")
        return [_one(one, field, f"{path}[{at}]", problems) for at, one in enumerate(value)]
    return _one(value, field, path, problems)


def _map(value: Any, field: FieldDescriptor, path: str, problems: list[Problem]) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _Misfit(path, "Must have parts with names.")
    return {str(k): _one(one, field, f"{path}.{k}", problems) for k, one in value.items()}


def _one(value: Any, field: FieldDescriptor, path: str, problems: list[Problem]) -> Any:
    kind = field.message_type
    if field.enum_type is not None:
        return _choice(value, field, path)
    if kind is None:
        return _scalar(value, field, path)
    if kind.full_name == _VALUE:
        return value
    if kind.full_name == _TRANSLATIONS:
        return {"byLanguage": dict(_texts(value, path))}
    if kind is pb.Action.DESCRIPTOR and value == "complete":
        return {"complete": True}
    return _message(value, kind, path, problems)


def _scalar(value: Any, field: FieldDescriptor, path: str) -> Any:
    named, types = _SCALARS[field.type]
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        raise _Misfit(path, named)
    if isinstance(value, int) and abs(value) > _MOST_NUMBER:
        raise _Misfit(path, f"Must be from -{_MOST_NUMBER} to {_MOST_NUMBER}.")
    return value


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        raise _Misfit(path, "Must say the text in each language, as in {en: Hello}.")
    for code, text in value.items():
        if not isinstance(text, str):
            raise _Misfit(f"{path}.{code}", "Must be a text.")
        yield str(code), text


def _choice(value: Any, field: FieldDescriptor, path: str) -> str:
    """Return the name of an enum's value in protobuf: yesNo is ELEMENT_TYPE_YES_NO."""
    assert field.enum_type is not None
    first = field.enum_type.values[0].name
    name = first.removesuffix("UNSPECIFIED") + _CAPITAL.sub(r"_\1", str(value)).upper()
    if name not in field.enum_type.values_by_name or name == first:
        raise _Misfit(path, f'"{str(value)[:40]}" is not known.')
    return name
