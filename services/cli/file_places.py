"""Where something is in a file that people wrote: the line, and the names of what stands there.

A path such as `elements[2].options[1].text` counts from 0 and says nothing to an author; a line and the
ids that he gave do.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

from services.runtime.yaml_reader import YamlError, read_nodes

_PART: Final = re.compile(r"(?:^|\.)(\w+)\[(\d+)\]")
_KINDS: Final = {"elements": "element", "options": "option", "rules": "rule"}
_LONGEST_NAME: Final = 60
"""Characters of an id that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlaces:
    """The places of one file. `lines` are by path in lower case; `written` is what the file says."""

    file: str = ""
    written: object = None
    lines: Mapping[str, int] = field(default_factory=dict)

    def line(self, path: str) -> int:
        """Return the line of a path, else of what it would be in; 0 when that is not known.

        >>> places_in("a.yaml", "name: A\\nrules:\\n- id: x").line("rules[0].if.all")
        3
        """
        wanted = path.lower()
        while wanted and wanted not in self.lines:
            wanted = wanted[: max(wanted.rfind("."), wanted.rfind("["), 0)]
        return self.lines.get(wanted, 0)

    def named(self, path: str) -> str:
        """Return the place by the ids that stand there, nothing where there are none.

        >>> FilePlaces(file="", written={"elements": [{"id": "why"}]}).named("elements[0].options[1]")
        'why, option 2'
        """
        parts: list[str] = []
        here: object = self.written
        for match in _PART.finditer(path):
            kind, index = match[1].lower(), int(match[2])
            if kind in _KINDS:
                here = _item(_value(here, kind), index)
                parts.append(_name(kind, index, _value(here, "id")))
        return ", ".join(parts)

    def place(self, path: str) -> str:
        """Return the file, the line, the names, and the path, as far as they are known.

        >>> places_in("a.yaml", "elements:\\n- id: why").place("elements[0].text")
        'a.yaml:2 why (elements[0].text)'
        """
        line, named = self.line(path), self.named(path)
        file = f"{self.file}:{line}" if line else self.file
        if not path:
            return file
        return (f"{file} {named} ({path})" if named else f"{file} {path}").strip()


def places_in(file: str, text: str, *, written: object = None) -> FilePlaces:
    """Return the places of a text of YAML or JSON; without lines where it is no YAML.

    >>> places_in("a.yaml", "{name: A}").line("name")
    1
    """
    try:
        nodes = read_nodes(text)
    except YamlError:
        return FilePlaces(file=file, written=written)
    lines: dict[str, int] = {}
    for path, node in placed_nodes(nodes):
        lines.setdefault(path.lower(), node.start_mark.line + 1)
    return FilePlaces(file=file, written=written or _plain(nodes), lines=lines)


def placed_nodes(node: yaml.Node | None, path: str = "") -> Iterator[tuple[str, yaml.Node]]:
    """Every part with its path: the key of a pair first, then its value; the item of a list."""
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield f"{path}[{index}]", item
            yield from placed_nodes(item, f"{path}[{index}]")
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = path
            if key.value != "<<":
                below = f"{path}.{key.value}" if path else str(key.value)
                yield below, key
                yield below, value
            yield from placed_nodes(value, below)


def _plain(node: yaml.Node | None) -> object:
    """What a node says, as far as ids need it."""
    match node:
        case yaml.MappingNode():
            return {str(key.value): _plain(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_plain(item) for item in node.value]
        case _:
            return None if node is None else node.value


def _value(written: object, name: str) -> object:
    if not isinstance(written, Mapping):
        return None
    return next((value for key, value in written.items() if str(key).lower() == name), None)


def _item(written: object, index: int) -> object:
    return written[index] if isinstance(written, list) and index < len(written) else None


def _name(kind: str, index: int, known: object) -> str:
    what = _KINDS[kind]
    if not isinstance(known, str | int) or not str(known).strip():
        return f"{what} {index + 1}"
    name = str(known)[:_LONGEST_NAME]
    return name if kind == "elements" else f"{what} {name}"
