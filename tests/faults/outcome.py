"""Shows and writes what came of a run: a table for people and the README, JSON for programs."""

from collections.abc import Mapping
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from tests.benchmarks.bars import write_result
from tests.faults.history import TESTER
from tests.faults.rules_of_messages import heard_too_late, repeats
from tests.faults.run import Outcome

_SHOWN: Final = 20
HEADS: Final = ("what must never happen", "looked at", "happened")


def print_outcome(outcome: Outcome, console: Console) -> None:
    """Show a run to a person."""
    table = Table(*HEADS, title=title(outcome))
    for row in _rows(outcome):
        table.add_row(*row)
    console.print(table)
    for line in _counts(outcome):
        console.print(line)
    for what in islice(outcome.broken, _SHOWN):
        console.print(f"WRONG: {what}", style="bold red")


def title(outcome: Outcome) -> str:
    """Say in a line what was done."""
    history = outcome.history
    return (
        f"{sum(outcome.kills.values())} kills and {sum(outcome.faults.values())} other faults in "
        f"{outcome.seconds:.0f} s, seed {outcome.plan.seed}: {len(history.sessions):,} conversations, "
        f"{len(history.said):,} replies, {len(history.carried):,} messages"
    )


def markdown(outcome: Outcome) -> str:
    """Write a run as a table for the README."""
    rows = [HEADS, tuple("---" for _ in HEADS), *_rows(outcome)]
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"{title(outcome)}.\n\n{table}\n" + "".join(f"{line}\n" for line in _counts(outcome))


def write_outcome(folder: Path, outcome: Outcome) -> tuple[Path, Path]:
    """Write a run as JSON and as a table; returns both paths."""
    path = write_result(folder, "faults", _written(outcome))
    path.with_suffix(".md").write_text(markdown(outcome))
    return path, path.with_suffix(".md")


def _rows(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(one.never, f"{one.looked_at:,}", f"{len(one.broken):,}") for one in outcome.verdicts]


def _counts(outcome: Outcome) -> list[str]:
    rests = outcome.history.rests
    longest = max((one.longest for one in rests), default=0.0)
    return [
        f"Killed: {_listed(outcome.kills)}.",
        f"Other faults: {_listed(outcome.faults) or 'none'}.",
        f"The provider: {_listed(outcome.moods)}.",
        f"{repeats(outcome.history)} messages came to it again, {heard_too_late(outcome.history)} of "
        "them because its answer was not heard in time.",
        f"The tester itself stood still {_stalls(outcome)} times.",
        f"After {len(rests)} times of faults, the last customer had the next message after "
        f"{longest:.1f} s at most.",
        *outcome.remarks,
    ]


def _written(outcome: Outcome) -> Mapping[str, Any]:
    return {
        "seed": outcome.plan.seed,
        "seconds": outcome.seconds,
        "conversations": len(outcome.history.sessions),
        "replies": len(outcome.history.said),
        "messages": len(outcome.history.carried),
        "kills": outcome.kills,
        "faults": outcome.faults,
        "provider": outcome.moods,
        "rules": [
            {"never": one.never, "looked_at": one.looked_at, "broken": list(one.broken)[:_SHOWN]}
            for one in outcome.verdicts
        ],
        "disturbances": [asdict(one) for one in outcome.history.disturbances],
        "remarks": list(outcome.remarks),
        "rests": [
            {"waiting": one.waiting, "longest": one.longest} for one in outcome.history.rests
        ],
    }


def _stalls(outcome: Outcome) -> int:
    return sum(one.target == TESTER for one in outcome.history.disturbances)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
