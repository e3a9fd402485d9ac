"""Turns what pydantic found wrong into problems with places as people write them: `elements[2].options`."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.runtime.errors import Problem
from services.text.storable import storable

_SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is not a property known here",
    "string_type": "must be a text",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "list_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
}


def problems_of(errors: Sequence[Any]) -> list[Problem]:
    """Return a problem for each error of `ValidationError.errors()`."""
    return [Problem(path=path_of(error["loc"]), message=_message(error)) for error in errors]


def path_of(location: Sequence[object]) -> str:
    """Write a place the way people do.

    >>> path_of(("elements", 2, "options"))
    'elements[2].options'
    """
    path = ""
    for part in location:
        if part == "[key]":
            continue
        separator = "." if path else ""
        path += f"[{part}]" if isinstance(part, int) else f"{separator}{storable(str(part))}"
    return path


def _message(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    context = error.get("ctx", {})
    match kind:
        case "value_error":
            return str(context["error"])
        case "literal_error" | "enum":
            return f"must be one of {context['expected']}"
        case "string_too_short" if context["min_length"] == 1:
            return "must not be empty"
        case "string_too_long":
            return f"must have at most {context['max_length']} characters"
        case "too_short":
            return f"must not have fewer items than {context['min_length']}"
        case "too_long":
            return f"must have at most {context['max_length']} items"
        case _:
            return _SENTENCES.get(kind) or _lower(error["msg"])


def _lower(message: str) -> str:
    """Begin in lower case, since the place stands before.

    >>> _lower("Input should be less than 5")
    'must be less than 5'
    """
    return message.replace("Input should be", "must be", 1)
