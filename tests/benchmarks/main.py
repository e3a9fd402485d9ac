"""The benchmark's command: starts everything, measures, verifies, and writes what came out.

Ends with 1 when a single reply was not answered exactly right, whatever the speed.
"""

import argparse
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, Final

import uvloop
from rich.console import Console

from tests.benchmarks import webhooks
from tests.benchmarks.bars import Bar, markdown, print_bars, write_result
from tests.benchmarks.full import full
from tests.benchmarks.pages import write_pages
from tests.benchmarks.plot import plot
from tests.benchmarks.quick import bars_of, quick, written
from tests.benchmarks.saturation import Load
from tests.benchmarks.system_under_load import SystemUnderLoad, system_under_load

RESULTS: Final = Path("build/bench")

Measured = tuple[list[Bar], dict[str, Any]]
Measure = Callable[[SystemUnderLoad, Load, Console], Awaitable[Measured]]


async def measure_quick(system: SystemUnderLoad, load: Load, console: Console) -> Measured:
    """Measure what `make bench-quick` does."""
    measured = await quick(system, load, console)
    return bars_of(measured), {"rounds": written(measured)}


KINDS: Final[Mapping[str, Measure]] = {"quick": measure_quick, "full": full}


# The quick one has to end within a minute, with all that it starts.
SECONDS: Final[Mapping[str, float]] = {"quick": 4.0, "full": Load().seconds}


def main() -> None:
    """Run one kind of benchmark; `pages` writes what a run has shown into the README and `deploy/`.

    `webhooks` measures events to subscribers, by itself.
    """
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    usual = Load()
    parser.add_argument("kind", choices=[*KINDS, "pages", "webhooks"])
    parser.add_argument("--conversations", type=int, default=usual.conversations)
    parser.add_argument("--connections", type=int, default=usual.connections)
    parser.add_argument("--seconds", type=float, help="of each round")
    parser.add_argument("--stored", type=numbers, default=usual.stored, help="such as 1000,10000")
    parser.add_argument("--reports", type=float, default=0.0, help="share of messages reported on")
    given = parser.parse_args()
    if given.kind == "pages":
        write_pages(RESULTS / "full.json", Path())
        return
    if given.kind == "webhooks":
        raise SystemExit(webhooks.main())
    load = Load(
        conversations=given.conversations,
        connections=given.connections,
        seconds=given.seconds or SECONDS[given.kind],
        stored=given.stored,
    )
    raise SystemExit(uvloop.run(run(given.kind, load, reports=given.reports)))


def numbers(text: str) -> tuple[int, ...]:
    """Read numbers with commas between them, and sort them.

    >>> numbers("100000,1000")
    (1000, 100000)
    """
    return tuple(sorted(int(one) for one in text.split(",") if one))


async def run(kind: str, load: Load, *, reports: float) -> int:
    """Measure, verify, show and write; returns the exit code."""
    console = Console(width=160)
    began = monotonic()
    async with system_under_load(reports=reports) as system:
        bars, details = await KINDS[kind](system, load, console)
        mistakes = await system.mistakes()
        replies = system.phones.outcomes + system.flood.phones.outcomes
    print_bars(bars, console)
    for mistake in mistakes:
        console.print(f"WRONG: {mistake}", style="bold red")
    console.print(f"{replies:,} replies verified, {len(mistakes)} mistakes.")
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "seconds": monotonic() - began,
        "replies": replies,
        "bars": [bar.cells() for bar in bars],
        "mistakes": mistakes,
        **details,
    }
    path = write_result(RESULTS, kind, result)
    path.with_suffix(".md").write_text(markdown(bars))
    if "curve" in details:
        (RESULTS / "plot.svg").write_text(plot(result))
    console.print(f"Written to {path} and {path.with_suffix('.md')}.")
    return 1 if mistakes else 0
