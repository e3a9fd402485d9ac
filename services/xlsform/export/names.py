"""Names as forms take them: a letter or underscore, then letters, digits, dots and dashes, each once."""

import re
from collections.abc import Iterable

_NO_PART = re.compile(r"[^A-Za-z0-9_.-]+")
_NO_BEGINNING = re.compile(r"^[^A-Za-z_]")


def form_names(ids: Iterable[str]) -> dict[str, str]:
    """The name in a form of each id.

    >>> form_names(["why", "1st", "how so?", "how_so_"])
    {'why': 'why', '1st': '_1st', 'how so?': 'how_so_', 'how_so_': 'how_so__'}
    """
    names: dict[str, str] = {}
    for one in ids:
        if one in names:
            continue
        name = _NO_PART.sub("_", one)
        name = f"_{name}" if _NO_BEGINNING.match(name) or not name else name
        while name in names.values():
            name += "_"
        names[one] = name
    return names
