"""Shows parked items: as tables to a person, as one JSON object to a program."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.runtime.parked import ParkedCount, ParkedItem

_WIDE = 160
"""Where nobody looks at it in a terminal, nothing is cut."""


def show(items: Sequence[ParkedItem], counts: Sequence[ParkedCount], *, now: datetime) -> None:
    """Print items by their reason, and how many there are in all."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDE
    in_order = sorted(items, key=_heading)
    for heading, alike in groupby(in_order, key=_heading):
        console.print(f"\n[bold]{escape(heading)}[/bold]")
        console.print(_table(list(alike), now))
    if items:
        console.print()
    console.print(summary(items, counts))


def summary(items: Sequence[ParkedItem], counts: Sequence[ParkedCount]) -> str:
    """Say how many items there are, and how to go on.

    >>> summary([], [])
    'Nothing is parked.'
    """
    total = sum(count.items for count in counts)
    if not total:
        return "Nothing is parked."
    shown = "" if len(items) == total else f" {len(items)} of them are shown; see --limit."
    parked = "1 item is parked." if total == 1 else f"{total} items are parked."
    return f"{parked}{shown} See one with: svar parked show ID; give back with: svar parked retry ID, or --all."


def as_json(items: Sequence[ParkedItem], counts: Sequence[ParkedCount]) -> dict[str, Any]:
    """Return what a program is told; times are RFC 3339 in UTC."""
    return {
        "items": [plain_item(item) for item in items],
        "counts": [
            {
                "kind": count.kind,
                "because": count.because.value,
                "reason": count.reason,
                "items": count.items,
            }
            for count in counts
        ],
    }


def plain_item(item: ParkedItem) -> dict[str, Any]:
    """Return one item as a program is told of it."""
    return {
        "kind": item.kind,
        "id": item.id,
        "tenant": item.tenant,
        "phone": item.phone,
        "since": item.since.isoformat().replace("+00:00", "Z"),
        "because": item.because.value,
        "reason": item.reason,
        "attempts": item.attempts,
    }


def _heading(item: ParkedItem) -> str:
    because = item.because.value
    return because if because == item.reason else f"{because}: {item.reason}"


def _table(items: Sequence[ParkedItem], now: datetime) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for column in ("id", "kind", "age", "phone", "attempts"):
        table.add_column(column, no_wrap=True)
    for item in items:
        tried = "1 attempt" if item.attempts == 1 else f"{item.attempts} attempts"
        table.add_row(item.id, item.kind, age(now - item.since), item.phone, tried)
    return table


def age(since: timedelta) -> str:
    """Say roughly how long something has been so.

    >>> [age(timedelta(seconds=seconds)) for seconds in (5, 150, 9000, 300_000)]
    ['5 s', '2 min', '2 h', '3 d']
    """
    seconds = max(int(since.total_seconds()), 0)
    for length, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"
