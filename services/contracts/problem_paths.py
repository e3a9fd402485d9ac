"""Turns what pydantic found wrong into problems with places as people write them: `elements[2].options`."""

from collections.abc import Sequence
from typing import Any

from services.runtime.errors import Problem
from services.runtime.validation_sentences import sentence_of
from services.text.storable import storable


def problems_of(errors: Sequence[Any]) -> list[Problem]:
    """Return a problem for each error of `ValidationError.errors()`."""
    return [Problem(path=path_of(error["loc"]), message=sentence_of(error)) for error in errors]


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
