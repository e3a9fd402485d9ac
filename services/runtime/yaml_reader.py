"""Reads YAML that a person wrote: within bounds, strictly, every mistake a sentence with its line.

All YAML of the project comes in here. What the values mean is for the caller.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from services.runtime.yaml_mistakes import IS_OPEN, sentence_of

MOST_BYTES: Final = 1024 * 1024
MOST_VALUES: Final = 50_000
"""Keys and values in one text, those that an alias repeats counted each time."""
DEEPEST: Final = 50
"""Lists and mappings inside each other, through aliases too."""

_BASE: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times quicker where PyYAML came with libyaml, as its wheels do."""
_MERGE: Final = "<<"
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


class YamlError(Exception):
    """What is wrong with a text, in words; `line` and `column` count from 1, 0 for no place."""

    def __init__(self, message: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """Return the message behind its place.

        >>> str(YamlError("is given twice", line=2, column=1)), str(YamlError("is empty"))
        ('line 2, column 1: is given twice', 'is empty')
        """
        return (
            f"line {self.line}, column {self.column}: {self.message}" if self.line else self.message
        )


def read_yaml_file(path: Path) -> object:
    """Return what a file says; raises YamlError, also when the file cannot be read."""
    return read_yaml(read_text(path))


def read_text(path: Path) -> str:
    """Return the text of a file of at most 1 MiB in UTF-8; raises YamlError."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as exc:
        raise YamlError(f"cannot be read ({getattr(exc, 'strerror', None) or exc})") from exc
    _require_small(len(content))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = content.count(b"\n", 0, exc.start) + 1
        column = exc.start - content.rfind(b"\n", 0, exc.start)
        message = "is not UTF-8; save the file in that encoding"
        raise YamlError(message, line=line, column=column) from exc


def read_yaml(text: str) -> object:
    """Return what a text says, with plain values as in YAML 1.2: `no`, `20:00` and dates are texts.

    Raises YamlError for what is no YAML, a key given twice, a tag, a second document, and for a text
    of more than 1 MiB, 50,000 values or 50 levels.

    >>> read_yaml("languages: [no, en]")
    {'languages': ['no', 'en']}
    """
    return _read(text, yaml.load)


def read_nodes(text: str) -> yaml.Node | None:
    """Return what a text consists of, with the place of each part; else as `read_yaml`."""
    nodes: yaml.Node | None = _read(text, yaml.compose)
    return nodes


def _read(text: str, build: Callable[..., Any]) -> Any:
    _require_small(len(text.encode("utf-8", "replace")))
    _require_printable(text)
    try:
        _Inspection().run(text)
        return build(text, Loader=_Loader)
    except yaml.MarkedYAMLError as exc:
        raise _not_yaml(exc, text) from exc
    except yaml.YAMLError as exc:
        raise YamlError(f"is not YAML: {sentence_of(str(exc))}") from exc


def _not_yaml(exc: yaml.MarkedYAMLError, text: str) -> YamlError:
    sentence = sentence_of(exc.problem or "")
    # What is not closed is found at the end, and looked for where it began.
    marks = (exc.context_mark, exc.problem_mark)
    mark = next(filter(None, marks if IS_OPEN in sentence else reversed(marks)), None)
    lines = text.rstrip().split("\n")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if IS_OPEN in sentence and _comment_behind(lines, line, column):
        sentence += '; a " #" begins a comment unless the text is in quotes'
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    return YamlError(f"is not YAML: {sentence}", line=line, column=column)


def _comment_behind(lines: Sequence[str], line: int, column: int) -> bool:
    return line <= len(lines) and " #" in lines[line - 1][column:]


class _Loader(_BASE):  # type: ignore[misc, valid-type]  # chosen when it is loaded
    """The types of YAML 1.2's core schema, and no others."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    # A longer number is an identifier, which a float or an int of Python would spoil or refuse.
    ("int", r"[-+]?[0-9]{1,18}", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+)", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", _MERGE, "<"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )
# YAML 1.1, which PyYAML follows, would take 010 for eight.
_Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


@dataclass(slots=True)
class _Node:
    """A list or mapping whose end has not come yet."""

    anchor: str | None
    keys: set[str] | None
    values: int = 1
    height: int = 1
    children: int = 0

    @property
    def expects_key(self) -> bool:
        return self.keys is not None and self.children % 2 == 0


@dataclass(slots=True)
class _Inspection:
    """Goes through a text once without building anything, so that what is refused costs little."""

    open: list[_Node] = field(default_factory=list)
    anchors: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Values and height of what each anchor names, once it is complete."""
    documents: int = 0

    def run(self, text: str) -> None:
        for event in yaml.parse(text, Loader=_Loader):
            match event:
                case yaml.DocumentStartEvent():
                    self._document(event)
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.CollectionStartEvent():
                    self._begin(event)
                case yaml.CollectionEndEvent():
                    self._end(event)

    def _document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _wrong(event, "--- begins a second document; a file holds one")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        _require_untagged(event)
        if event.implicit[0] and _FLOAT.fullmatch(event.value) and _is_huge(event.value):
            raise _wrong(event, f"{event.value[:20]} is too large a number")
        if self.open and self.open[-1].expects_key:
            self._key(event)
        self._add(event, event.anchor, values=1, height=0)

    def _key(self, event: yaml.ScalarEvent) -> None:
        keys = self.open[-1].keys
        assert keys is not None
        if event.value in keys:
            in_list = len(self.open) > 1 and self.open[-2].keys is None
            hint = ', or a "- " is missing before the next item' if in_list else ""
            raise _wrong(event, f'"{event.value[:40]}" is given twice{hint}')
        keys.add(event.value)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self.anchors:
            inside = any(node.anchor == event.anchor for node in self.open)
            why = "stands for what it is in" if inside else "stands for nothing"
            raise _wrong(event, f"*{event.anchor} {why}; a text that begins with * needs quotes")
        values, height = self.anchors[event.anchor]
        self._add(event, None, values=values, height=height)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        _require_untagged(event)
        if self.open and self.open[-1].expects_key:
            raise _wrong(
                event, "is a list or mapping where a name belongs; a text with { or [ needs quotes"
            )
        if len(self.open) >= DEEPEST:
            raise _wrong(event, f"is nested too deeply, in more than {DEEPEST} levels")
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.open.append(_Node(anchor=event.anchor, keys=set() if is_mapping else None))

    def _end(self, event: yaml.Event) -> None:
        node = self.open.pop()
        self._add(event, node.anchor, values=node.values, height=node.height)

    def _add(self, event: yaml.Event, anchor: str | None, *, values: int, height: int) -> None:
        if anchor is not None:
            self.anchors[anchor] = values, height
        if len(self.open) + height > DEEPEST:
            raise _wrong(event, f"is nested too deeply, in more than {DEEPEST} levels")
        if self.open:
            parent = self.open[-1]
            parent.children += 1
            parent.values += values
            parent.height = max(parent.height, height + 1)
            if parent.values > MOST_VALUES:
                raise _wrong(event, f"is one value too many; a file has at most {MOST_VALUES:,}")


def _is_huge(written: str) -> bool:
    return math.isinf(float(written))


def _wrong(event: yaml.Event, message: str) -> YamlError:
    mark = event.start_mark
    assert mark is not None
    return YamlError(message, line=mark.line + 1, column=mark.column + 1)


def _require_untagged(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
    if event.tag is not None:
        raise _wrong(event, "begins with !, which is not taken; a text that begins so needs quotes")


def _require_small(size: int) -> None:
    if size > MOST_BYTES:
        raise YamlError("is larger than 1 MiB")


def _require_printable(text: str) -> None:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        message = f"holds the control character U+{ord(found.group()):04X}"
        raise YamlError(message, line=line, column=column)
