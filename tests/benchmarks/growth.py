"""Bar 7: bars 1 and 5 again with ever more sessions stored; what is stored must not slow down what comes."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from rich.console import Console

from tests.benchmarks.bars import Bar
from tests.benchmarks.figures import median, ratio
from tests.benchmarks.latency import Waits, waits
from tests.benchmarks.rounds import Round, middle, rounds
from tests.benchmarks.saturation import Load
from tests.benchmarks.stored_sessions import Stored, shown_wrong
from tests.benchmarks.system_under_load import SystemUnderLoad
from tests.e2e.rest import Rest

_ROUNDS: Final = 2
_WAITS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """Bars 1 and 5 with so many sessions stored."""

    stored: Stored
    rounds: Sequence[Round]
    waits: Sequence[Waits]

    @property
    def speed(self) -> float:
        """Bar 1."""
        return middle(list(self.rounds), "speed")

    @property
    def next_sms(self) -> float:
        """Bar 5, of the next SMS."""
        return median([one.next_sms for one in self.waits])

    def written(self) -> dict[str, Any]:
        """Return the figures for JSON."""
        return {
            **asdict(self.stored),
            "speed": self.speed,
            "per_second": median([one.saturation.per_second for one in self.rounds]),
            "next_message": median([one.next_message for one in self.waits]),
            "next_message_median": median([one.next_message_median for one in self.waits]),
            "next_sms": self.next_sms,
        }


async def growth(
    system: SystemUnderLoad, load: Load, console: Console, *, per_second: float
) -> list[Grown]:
    """Store as many sessions as the load says and measure, again and again; latency at one rate.

    Raises RuntimeError when a stored session cannot be read.
    """
    grown = []
    for count in load.stored:
        stored = await asyncio.to_thread(system.stored.grow, count)
        console.print(f"{count:,} sessions stored in {stored.seconds:.0f} s.")
        await _read_some(system)
        grown.append(
            Grown(
                stored=stored,
                rounds=await rounds(system, load, count=_ROUNDS),
                waits=await waits(
                    system, per_second=per_second, seconds=load.seconds, count=_WAITS
                ),
            )
        )
    return grown


def growth_bars(grown: Sequence[Grown]) -> list[Bar]:
    """Return bar 7, of throughput and of latency, for each size but the smallest."""
    smallest = grown[0] if grown else None
    return [bar for more in grown[1:] if smallest for bar in _compared(smallest, more)]


def _compared(smallest: Grown, more: Grown) -> tuple[Bar, Bar]:
    sizes = f"with {more.stored.sessions:,} sessions stored / with {smallest.stored.sessions:,}"
    speed = Bar(
        number=7,
        what=f"bar 1 {sizes}",
        measured=ratio(more.speed, smallest.speed),
        first=0.8,
        aim=0.95,
        detail=f"{more.speed:.3g} / {smallest.speed:.3g}",
    )
    latency = Bar(
        number=7,
        what=f"quickness (1 / bar 5, next SMS) {sizes}",
        measured=ratio(smallest.next_sms, more.next_sms),
        first=0.8,
        aim=0.95,
        detail=f"{smallest.next_sms:.0f} / {more.next_sms:.0f}",
    )
    return speed, latency


async def _read_some(system: SystemUnderLoad) -> None:
    async with Rest(system.system.url, system.system.key) as rest:
        for session_id, state in await asyncio.to_thread(system.stored.sample):
            wrong = shown_wrong(await rest.session(session_id), state)
            if wrong is not None:
                raise RuntimeError(wrong)
