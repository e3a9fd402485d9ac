"""The bars: what is measured, where it has to land first, and where it is to go. And how they are shown."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A figure and its goals; without goals it is only written down.

    `least` says that more is better. `detail` is what the figure was computed from.
    """

    number: int
    what: str
    measured: float
    first: float | None = None
    aim: float | None = None
    least: bool = True
    detail: str = ""

    @property
    def verdict(self) -> str:
        """Say which goal is reached.

        >>> Bar(number=1, what="speed", measured=0.6, first=0.5, aim=1.0).verdict
        'landed'
        >>> Bar(number=2, what="cost", measured=0.9, first=2.0, aim=1.0, least=False).verdict
        'aim'
        """
        if self.first is None or self.aim is None:
            return ""
        if self._reaches(self.aim):
            return "aim"
        return "landed" if self._reaches(self.first) else "missed"

    def _reaches(self, goal: float) -> bool:
        return self.measured >= goal if self.least else self.measured <= goal

    def cells(self) -> tuple[str, ...]:
        """Return the bar as a row of a table."""
        goals = [shown(goal) for goal in (self.first, self.aim)]
        return (
            str(self.number),
            self.what,
            shown(self.measured),
            *goals,
            self.verdict,
            self.detail,
        )


HEADS = ("#", "what", "measured", "first", "aim", "", "from")


def shown(figure: float | None) -> str:
    """Write a figure with three digits.

    >>> shown(0.12345), shown(1234.5), shown(None)
    ('0.123', '1,234', '')
    """
    if figure is None:
        return ""
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def print_bars(bars: Sequence[Bar], console: Console) -> None:
    """Show the bars to a person."""
    table = Table(*HEADS, title="Svar against the bars")
    for bar in bars:
        table.add_row(*bar.cells())
    console.print(table)


def markdown(bars: Sequence[Bar]) -> str:
    """Write the bars as a table for the README."""
    return table([bar.cells() for bar in bars])


def table(rows: Sequence[Sequence[str]]) -> str:
    """Write bars that are cells already as such a table."""
    lines = [HEADS, tuple("---" for _ in HEADS), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def write_result(folder: Path, name: str, result: Mapping[str, Any]) -> Path:
    """Write a run with its machine as JSON; returns the path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"machine": machine(), **result}, indent=2) + "\n")
    return path


def machine() -> dict[str, Any]:
    """Say what the figures were measured on."""
    return {
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_average": os.getloadavg()[0],
    }
