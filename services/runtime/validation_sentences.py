"""What a person is told for each complaint of the validation library, which speaks to programmers."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.runtime.nearest import did_you_mean

UNKNOWN_PROPERTY: Final = "unknown_property"
"""The kind of our own error for a property that no model knows; its context holds the sentence."""
_SENTENCES: Final = {
    "missing": "is missing",
    "extra_forbidden": "is not a property known here",
    "finite_number": "must be a finite number",
    "datetime_from_date_parsing": "must be a time such as 2026-12-01T12:00:00Z",
    "url_parsing": "must be an address such as https://example.com",
    "url_scheme": "must be an address such as https://example.com",
    "is_instance_of": "is not of the kind that is wanted here",
    "none_required": "must be left out",
}
_KINDS: Final = {
    "string": "must be a text",
    "int": "must be a whole number",
    "bool": "must be true or false",
    "float": "must be a number",
    "decimal": "must be a number",
    "list": "must be a list",
    "tuple": "must be a list",
    "set": "must be a list",
    "dict": "must be an object",
    "mapping": "must be an object",
    "model": "must be an object",
    "datetime": "must be a time such as 2026-12-01T12:00:00Z",
    "date": "must be a date such as 2026-12-01",
    "path": "must be the name of a file or folder",
}
"""By the first part of an error's kind: `int_type`, `int_parsing`, `int_from_float` are all of int."""
_LIMITS: Final = {
    "greater_than": ("must be greater than", "gt"),
    "greater_than_equal": ("must be at least", "ge"),
    "less_than": ("must be less than", "lt"),
    "less_than_equal": ("must be at most", "le"),
}
_ELSE: Final = "is not what is wanted here"
_MOST_SHOWN: Final = 8
"""Choices that a sentence names one by one."""


def sentence_of(error: Mapping[str, Any]) -> str:
    """Return what is wrong, as the end of a sentence that the place begins; `error` is pydantic's.

    >>> sentence_of({"type": "int_parsing"})
    'must be a whole number'
    >>> sentence_of({"type": "greater_than_equal", "ctx": {"ge": 1}})
    'must be at least 1'
    >>> sentence_of({"type": "something_new", "msg": "Input should be newer"})
    'is not what is wanted here'
    """
    kind, context = error["type"], error.get("ctx", {})
    match kind:
        case "value_error" | "assertion_error":
            return str(context["error"])
        case "unknown_property":
            return str(context["sentence"])
        case "literal_error" | "enum":
            return _one_of(str(context["expected"]), error.get("input"))
        case "string_pattern_mismatch":
            return f"must match {context['pattern']}"
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            words, name = _LIMITS[kind]
            return f"{words} {_plain(context[name])}"
        case "string_too_short" | "too_short" | "string_too_long" | "too_long":
            return _length(kind, context, error.get("input"))
    return _SENTENCES.get(kind) or _KINDS.get(kind.partition("_")[0], _ELSE)


def _plain(limit: object) -> str:
    """Write a limit without a fraction that is none."""
    return str(int(limit) if isinstance(limit, float) and limit.is_integer() else limit)


def _length(kind: str, context: Mapping[str, Any], given: object) -> str:
    is_text = kind.startswith("string") or isinstance(given, str)
    parts = "characters" if is_text else "items"
    if kind.endswith("long"):
        return f"must have at most {context['max_length']} {parts}"
    if context["min_length"] == 1:
        return "must not be empty"
    return f"must have at least {context['min_length']} {parts}"


def _one_of(expected: str, given: object) -> str:
    """Return the choices, which the library writes as `'a', 'b' or 'c'`, and the one that was meant."""
    choices = _choices(expected)
    meant = did_you_mean(given, choices) if isinstance(given, str) else ""
    if len(choices) > _MOST_SHOWN and meant:
        return f"is none of the {len(choices)} that there are{meant}"
    return f"must be one of {expected}{meant}"


def _choices(expected: str) -> Sequence[str]:
    return [one.strip("'") for one in expected.replace(" or ", ", ").split(", ")]
