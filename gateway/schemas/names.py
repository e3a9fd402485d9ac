"""How the choices of protobuf enums are written in JSON: `ELEMENT_TYPE_YES_NO` is `yesNo`.

The stubs give every enum a class of its own, with no type in common; hence `Any` for enums.
"""

import re
from typing import Any

from pydantic.alias_generators import to_camel

_CAPITAL = re.compile(r"([A-Z])")


def choice_number(kind: Any, name: str) -> Any:
    """Return the number of the choice that JSON writes as `name`; raises ValueError for an unknown one.

    >>> from svar.surveys.v1.survey_pb2 import ElementType
    >>> choice_number(ElementType, "yesNo")
    8
    """
    return kind.Value(_prefix(kind) + _CAPITAL.sub(r"_\1", name).upper())


def optional_choice_number(kind: Any, name: str | None) -> Any:
    """Return the number of a choice that may be left out, None when it is."""
    return None if name is None else choice_number(kind, name)


def choice_name(kind: Any, number: int) -> str:
    """Return how JSON writes a choice in camelCase, "" for the unspecified one.

    >>> from svar.surveys.v1.survey_pb2 import Operator
    >>> choice_name(Operator, 9), choice_name(Operator, 0)
    ('notIn', '')
    """
    return to_camel(snake_name(kind, number))


def snake_name(kind: Any, number: int) -> str:
    """Return a choice in snake_case, "" for the unspecified one.

    >>> from svar.sessions.v1.session_pb2 import SessionState
    >>> snake_name(SessionState, 4)
    'opted_out'
    """
    name = kind.Name(number).removeprefix(_prefix(kind)).lower() if number else ""
    return str(name)


def _prefix(kind: Any) -> str:
    return _CAPITAL.sub(r"_\1", kind.DESCRIPTOR.name).upper().lstrip("_") + "_"
