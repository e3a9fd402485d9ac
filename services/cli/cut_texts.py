"""Finds texts in YAML that may have lost their end: ` #` begins a comment where no quotes are."""

import re
from collections.abc import Iterator
from typing import Final

import yaml

from services.cli.file_places import placed_nodes

_READ_BY_PEOPLE: Final = re.compile(
    r"(\.(text|error|minlabel|maxlabel)\.[^.\[]+|^texts\.[^.]+\.[^.]+|\.aliases\[\d+\])$"
)
_QUOTED: Final = ("'", '"', "|", ">")
_COMMENT: Final = re.compile(r"[ \t]+(#.*)")
_MOST_SHOWN: Final = 30
"""Characters of a comment that are shown."""


def cut_texts(text: str, nodes: yaml.Node | None) -> Iterator[tuple[str, str]]:
    """Every text for customers that a comment follows in its line, by path, with a sentence."""
    lines = text.splitlines()
    for path, node in placed_nodes(nodes):
        is_plain = isinstance(node, yaml.ScalarNode) and node.style not in _QUOTED
        if not is_plain or not _READ_BY_PEOPLE.search(path.lower()):
            continue
        end = node.end_mark
        if end.line < len(lines) and (comment := _COMMENT.match(lines[end.line], end.column)):
            yield path, _sentence(comment[1].strip())


def _sentence(comment: str) -> str:
    shown = comment if len(comment) <= _MOST_SHOWN else f"{comment[:_MOST_SHOWN]}…"
    return (
        f'The text ends before "{shown}", which YAML takes for a comment: put the text in quotes, '
        "with or without it."
    )
