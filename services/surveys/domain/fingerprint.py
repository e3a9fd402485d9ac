"""Tells whether two definitions say the same, without keeping both at hand."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from services.engine.definition import SurveyDefinition


def fingerprint(definition: SurveyDefinition) -> str:
    """Return 64 hex digits that are equal for definitions that say the same.

    Stricter than `==`, for which 1 and true are the same value of a condition.

    >>> fingerprint(SurveyDefinition(name="a")) == fingerprint(SurveyDefinition(name="a"))
    True
    """
    written = json.dumps(_plain(definition), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value):
        # What is not set is left out, so that a field added later changes no fingerprint.
        named = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(inner) for name, inner in named if inner is not None}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
