"""Renews the pages that show a run of `make bench`: the table of bars, `deploy/CAPACITY.md` and the plot."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.bars import table
from tests.benchmarks.capacity import capacity
from tests.benchmarks.plot import plot

README: Final = "tests/benchmarks/README.md"
CAPACITY: Final = "deploy/CAPACITY.md"
PLOT: Final = "deploy/benchmark.svg"
_BEGIN: Final = "<!-- figures: written by `python -m tests.benchmarks pages` -->\n"
_END: Final = "<!-- end of figures -->\n"


def write_pages(result: Path, root: Path) -> None:
    """Write the figures of a result into the pages of a tree, and the plot.

    Raises ValueError when a page has no place for them.
    """
    measured = json.loads(result.read_text())
    for name, figures in ((README, summary(measured)), (CAPACITY, capacity(measured))):
        page = root / name
        page.write_text(renewed(page.read_text(), figures))
    (root / PLOT).write_text(plot(measured))


def summary(result: Mapping[str, Any]) -> str:
    """Return when, on what and for how long was measured, and the table of the bars."""
    minutes, seconds = divmod(round(result["seconds"]), 60)
    mistakes = len(result["mistakes"])
    return (
        f"Measured on {result['date']} on {result['machine']['processors']} processors in {minutes} min "
        f"{seconds} s, with the load generator and the provider on the same machine; "
        f"{result['replies']:,} replies, {mistakes or 'no'} mistake{'' if mistakes == 1 else 's'}.\n\n"
        f"{table(result['bars'])}"
    )


def renewed(page: str, figures: str) -> str:
    """Return the page with other figures between the marks.

    Raises ValueError when a mark is missing.
    """
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError("the page has no place for figures")
    return f"{before}{begin}\n{figures}\n{end}{after}"
