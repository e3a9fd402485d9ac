"""Finds which of the known names somebody meant by one that is none: "did you mean …?"."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_ALIKE: Final = 0.6
"""How much of two names must be the same: of 0 to 1, as `difflib` counts it."""
_LONGEST: Final = 64
"""Characters of a name that are compared; nobody types a longer one by hand."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like one that is none, None when none is like it.

    >>> nearest("typ", ["id", "type", "text"]), nearest("colour", ["id", "type"])
    ('type', None)
    """
    spellings = {one.casefold(): one for one in known}
    found = get_close_matches(name[:_LONGEST].casefold(), spellings, n=1, cutoff=_ALIKE)
    return spellings[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that asks so, nothing when no known name is like it.

    >>> did_you_mean("typ", ["id", "type"])
    '; did you mean "type"?'
    """
    found = nearest(name, known)
    return "" if found is None else f'; did you mean "{found}"?'
