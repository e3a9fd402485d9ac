"""`make bench-quick`: bar 1 in under a minute of measuring, and what comes with it for nothing (2 and 4)."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.bars import Bar
from tests.benchmarks.figures import median
from tests.benchmarks.rounds import Round, middle, rounds
from tests.benchmarks.saturation import Load
from tests.benchmarks.system_under_load import SystemUnderLoad

ROUNDS = 3


async def quick(
    system: SystemUnderLoad, load: Load, console: Console, *, reported: bool = False
) -> list[Round]:
    """Measure and show the rounds; `reported` adds bar 1 with delivery reports."""
    measured = await rounds(system, load, count=ROUNDS, reported=reported)
    _print_rounds(measured, console)
    return measured


def bars_of(measured: list[Round]) -> list[Bar]:
    """Return bars 1, 2 and 4."""
    replies = median([one.saturation.per_second for one in measured])
    transactions = median([one.reference.per_second for one in measured])
    reply = median([one.saturation.system_microseconds() for one in measured])
    transaction = median([one.reference_microseconds for one in measured])
    speed, cost, syncs = (middle(measured, name) for name in ("speed", "cost", "syncs"))
    return [
        Bar(
            number=1,
            what="replies a second end to end / T1",
            measured=speed,
            first=0.5,
            aim=1.0,
            detail=f"{replies:,.0f} / {transactions:,.0f}",
        ),
        *_reported(measured),
        Bar(
            number=2,
            what="processor time of a reply / of a T1 transaction",
            measured=cost,
            first=2,
            aim=1.0,
            least=False,
            detail=f"{reply:,.0f} µs / {transaction:,.0f} µs",
        ),
        Bar(
            number=4,
            what="fsyncs for a reply",
            measured=syncs,
            first=0.2,
            aim=0.05,
            least=False,
        ),
    ]


def _reported(measured: list[Round]) -> list[Bar]:
    rates = [one.reported.per_second for one in measured if one.reported]
    speeds = [one.reported_speed for one in measured if one.reported]
    if not rates:
        return []
    transactions = median([one.reference.per_second for one in measured])
    return [
        Bar(
            number=1,
            what="the same with a delivery report for every message",
            measured=median(speeds),
            detail=f"{median(rates):,.0f} / {transactions:,.0f}",
        )
    ]


def written(measured: Sequence[Round]) -> list[dict[str, Any]]:
    """Return the rounds for JSON."""
    return [asdict(one) | {"speed": one.speed, "cost": one.cost} for one in measured]


def _print_rounds(measured: Sequence[Round], console: Console) -> None:
    names = list(measured[0].saturation.processor_seconds)
    table = Table("T1/s", "replies/s", "ratio", *(f"{name} µs" for name in names), title="Rounds")
    for one in measured:
        costs = one.saturation.microseconds_per_reply()
        table.add_row(
            f"{one.reference.per_second:,.0f}",
            f"{one.saturation.per_second:,.0f}",
            f"{one.speed:.2f}",
            *(f"{costs[name]:.0f}" for name in names),
        )
    console.print(table)
