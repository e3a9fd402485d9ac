"""`make bench`: the bars one after another on one system, each with its reference in the same minutes."""

from dataclasses import asdict
from typing import Any, Final

from rich.console import Console

from tests.benchmarks.bars import Bar
from tests.benchmarks.costs import costs
from tests.benchmarks.engine_speed import conversations_per_second
from tests.benchmarks.figures import median
from tests.benchmarks.flood import OTHERS, flood_bar, flooded
from tests.benchmarks.growth import growth, growth_bars
from tests.benchmarks.latency import QUARTER, latency_bars, waits
from tests.benchmarks.load_curve import load_curve
from tests.benchmarks.memory import MemorySampler, memory_bars, memory_written
from tests.benchmarks.quick import bars_of, quick, written
from tests.benchmarks.redis_outage import outage_bar
from tests.benchmarks.saturation import Load
from tests.benchmarks.sending_rates import sending_bars, sending_rates
from tests.benchmarks.system_under_load import SystemUnderLoad

ROUNDS: Final = 3

Measured = tuple[list[Bar], dict[str, Any]]


async def full(system: SystemUnderLoad, load: Load, console: Console) -> Measured:
    """Measure every bar."""
    engine = conversations_per_second(seconds=load.seconds)
    async with MemorySampler(system) as memory:
        bars, details = await _served(system, load, console)
    bars += [*memory_bars(memory.samples), _engine(engine)]
    details |= {"memory": memory_written(memory.samples), "engine": engine}
    return sorted(bars, key=lambda bar: bar.number), details


async def _served(system: SystemUnderLoad, load: Load, console: Console) -> Measured:
    rounds = await quick(system, load, console, reported=True)
    speed = median([one.saturation.per_second for one in rounds])
    sent = await sending_rates(system, seconds=load.seconds, count=ROUNDS)
    waited = await waits(system, per_second=QUARTER * speed, seconds=2 * load.seconds, count=ROUNDS)
    curve = await load_curve(system, saturation=speed, seconds=load.seconds)
    flood = await flooded(system, per_second=OTHERS * speed, seconds=load.seconds, count=ROUNDS)
    outage = await outage_bar(system, load, normal=speed)
    grown = await growth(system, load, console, per_second=QUARTER * speed)
    bars = [
        *bars_of(rounds),
        *sending_bars(sent),
        *latency_bars(waited),
        *growth_bars(grown),
        flood_bar(flood),
        outage,
    ]
    return bars, {
        "rounds": written(rounds),
        "sending": [asdict(one) for one in sent],
        "latency": [asdict(one) for one in waited],
        "curve": [asdict(one) for one in curve],
        "flood": [asdict(one) for one in flood],
        "growth": [one.written() for one in grown],
        "costs": await costs(system, rounds, sent=sent, grown=grown),
    }


def _engine(per_second: float) -> Bar:
    return Bar(
        number=10,
        what="conversations a second in the engine, one process, no I/O",
        measured=per_second,
    )
