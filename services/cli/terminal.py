"""The terminal as commands use it: nothing is cut where a program reads along."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDE = 160
"""Columns where nobody looks at it in a terminal."""


def terminal() -> Console:
    """Return the console, wide where it is no terminal."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDE
    return console


def plain_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return a table without lines; brackets in its cells are no markup, and None is empty."""
    table = Table(*heads, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return table


def at_second(time: str) -> str:
    """Return an RFC 3339 time without its fraction, the way people read it.

    >>> at_second("2026-12-01T11:00:00.123456Z"), at_second("")
    ('2026-12-01 11:00:00Z', '')
    """
    whole = time.replace("T", " ")
    return f"{whole.partition('.')[0]}Z" if "." in whole else whole
