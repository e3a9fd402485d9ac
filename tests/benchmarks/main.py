"""The benchmark's command: starts everything, measures, verifies, and writes what came out.

Ends with 1 when a single reply was not answered exactly right, whatever the speed.
"""

import argparse
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Final

import uvloop
from rich.console import Console

from tests.benchmarks.bars import Bar, markdown, print_bars, write_result
from tests.benchmarks.full import full
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


def main() -> None:
    """Run one kind of benchmark."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    usual = Load()
    parser.add_argument("kind", choices=list(KINDS))
    parser.add_argument("--conversations", type=int, default=usual.conversations)
    parser.add_argument("--connections", type=int, default=usual.connections)
    parser.add_argument("--seconds", type=float, default=usual.seconds)
    given = parser.parse_args()
    load = Load(
        conversations=given.conversations, connections=given.connections, seconds=given.seconds
    )
    raise SystemExit(uvloop.run(run(given.kind, load)))


async def run(kind: str, load: Load) -> int:
    """Measure, verify, show and write; returns the exit code."""
    console = Console(width=160)
    async with system_under_load() as system:
        bars, details = await KINDS[kind](system, load, console)
        mistakes = system.mistakes()
        replies = system.phones.outcomes
    print_bars(bars, console)
    for mistake in mistakes:
        console.print(f"WRONG: {mistake}", style="bold red")
    console.print(f"{replies:,} replies verified, {len(mistakes)} mistakes.")
    result = {"bars": [bar.cells() for bar in bars], "mistakes": mistakes, **details}
    path = write_result(RESULTS, kind, result)
    path.with_suffix(".md").write_text(markdown(bars))
    console.print(f"Written to {path} and {path.with_suffix('.md')}.")
    return 1 if mistakes else 0
