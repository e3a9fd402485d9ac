"""The names of fields, which are places in the definition: `elements[1].text.no`. To a tree and back.

A name or a part of one that begins with a tilde says something about the form and is no part of the
definition.
"""

import re
from collections.abc import Iterable
from typing import Final, TypeAlias

from services.runtime.errors import invalid

Node: TypeAlias = "dict[str, Node | str]"
"""Fields below a place: by name, those of a list by their index as text."""

_PARTS: Final = re.compile(r"\.?([^.\[\]]+)|\[(\d{1,4})\]")
_DEEPEST: Final = 8
MOST_ITEMS: Final = 1_000
"""Of one list."""


def tree(fields: Iterable[tuple[str, str]]) -> Node:
    """Return the fields as they lie in each other; raises INVALID for names that are no places.

    >>> tree([("elements[0].text.no", "Hei"), ("name", "x"), ("~op", "up:0")])
    {'elements': {'0': {'text': {'no': 'Hei'}}}, 'name': 'x', '~op': 'up:0'}
    """
    root: Node = {}
    for name, value in fields:
        *above, last = parts(name)
        node = root
        for part in above:
            inner = node.setdefault(part, {})
            if isinstance(inner, str):
                # A place that has both a value and fields below it, such as `then`.
                inner = node[part] = {"": inner}
            node = inner
        known = node.get(last)
        if isinstance(known, dict):
            known[""] = value
        else:
            node[last] = value
    return root


def parts(name: str) -> list[str]:
    """Return the parts of a name.

    >>> parts("rules[0].if.all[1].op")
    ['rules', '0', 'if', 'all', '1', 'op']
    """
    found: list[str] = []
    at = 0
    while at < len(name):
        part = _PARTS.match(name, at)
        if part is None or len(found) == _DEEPEST:
            raise invalid("INVALID_REQUEST", "A field of the form has a name that is no place.")
        found.append(part[1] if part[1] is not None else str(int(part[2])))
        at = part.end()
    return found or [""]


def below(node: Node, name: str) -> Node:
    """Return the fields below a place, none where there are none."""
    found = node.get(name, {})
    return found if isinstance(found, dict) else {"": found}


def items(node: Node, name: str) -> list[Node]:
    """Return the fields of each item of a list, in their order; raises INVALID for too many."""
    found = below(node, name)
    indices = sorted(int(key) for key in found if key.isdigit())
    if len(indices) > MOST_ITEMS:
        raise invalid("TOO_LARGE", f"A list of this form has more than {MOST_ITEMS} items.")
    return [below(found, str(index)) for index in indices]


def text(node: Node, name: str) -> str:
    """Return a field's value, "" where there is none."""
    found = node.get(name, "")
    if isinstance(found, str):
        return found
    inner = found.get("", "")
    return inner if isinstance(inner, str) else ""


def texts(node: Node, name: str) -> dict[str, str]:
    """Return the values below a place that are not blank."""
    return {
        key: value
        for key, value in below(node, name).items()
        if isinstance(value, str) and value.strip() and not key.startswith("~") and key
    }
