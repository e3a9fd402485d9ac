"""`make bench`: the bars one after another on one system, each with its reference in the same minutes."""

from dataclasses import asdict
from typing import Any, Final

from rich.console import Console

from tests.benchmarks.bars import Bar
from tests.benchmarks.engine_speed import conversations_per_second
from tests.benchmarks.figures import median, ratio
from tests.benchmarks.latency import QUARTER, Waits, waits
from tests.benchmarks.processor_time import memory_bytes
from tests.benchmarks.quick import bars_of, quick, written
from tests.benchmarks.redis_outage import without_redis
from tests.benchmarks.rounds import Round
from tests.benchmarks.saturation import Load
from tests.benchmarks.sending_rates import SendingRates, sending_rates
from tests.benchmarks.system_under_load import SystemUnderLoad

ROUNDS: Final = 3
_MEBIBYTE: Final = 1024 * 1024
_SERVICES: Final = ("surveys", "sessions", "sms", "gateway")


async def full(
    system: SystemUnderLoad, load: Load, console: Console
) -> tuple[list[Bar], dict[str, Any]]:
    """Measure every bar that there is a measurement for."""
    engine = conversations_per_second(seconds=load.seconds)
    idle = _memory_now(system)
    rounds = await quick(system, load, console)
    sent = await sending_rates(system, seconds=load.seconds, count=ROUNDS)
    speed = median([one.saturation.per_second for one in rounds])
    waited = await waits(system, per_second=QUARTER * speed, seconds=2 * load.seconds, count=ROUNDS)
    loaded = _memory_now(system)
    outage = await _outage(system, load, rounds)
    bars = [
        *bars_of(rounds),
        *_sending(sent),
        *_latency(waited),
        *_memory(idle, loaded, len(system.conversations)),
        outage,
        _engine(engine),
    ]
    details = {
        "rounds": written(rounds),
        "sending": [asdict(one) for one in sent],
        "latency": [asdict(one) for one in waited],
        "memory": {"idle": idle, "loaded": loaded, "sessions": len(system.conversations)},
        "engine": engine,
    }
    return sorted(bars, key=lambda bar: bar.number), details


async def _outage(system: SystemUnderLoad, load: Load, rounds: list[Round]) -> Bar:
    normal = median([one.saturation.per_second for one in rounds])
    await system.prepare(load.replies(2 * normal))
    down = await without_redis(system, load)
    return Bar(
        number=9,
        what="replies a second while Redis is down / with it",
        measured=ratio(down.per_second, normal),
        first=0.7,
        aim=0.8,
        detail=f"{down.per_second:,.0f} / {normal:,.0f}",
    )


def _sending(sent: list[SendingRates]) -> list[Bar]:
    reference = median([one.reference for one in sent])
    single, many = median([one.single for one in sent]), median([one.many for one in sent])
    return [
        Bar(
            number=3,
            what="surveys sent a second, single calls at 64 connections / T1",
            measured=median([one.single_speed for one in sent]),
            first=0.3,
            aim=0.6,
            detail=f"{single:,.0f} / {reference:,.0f}",
        ),
        Bar(
            number=3,
            what="surveys sent a second, a thousand in a call / T1",
            measured=median([one.many_speed for one in sent]),
            first=0.5,
            aim=1.2,
            detail=f"{many:,.0f} / {reference:,.0f}",
        ),
    ]


def _latency(waited: list[Waits]) -> list[Bar]:
    commit = median([one.commit for one in waited]) * 1000
    acknowledged = median([one.acknowledged for one in waited]) * 1000
    next_message = median([one.next_message for one in waited]) * 1000
    return [
        Bar(
            number=5,
            what="p99 of a webhook's acknowledgement at a quarter of the load / a durable commit",
            measured=median([one.acknowledgement for one in waited]),
            first=40,
            aim=20,
            least=False,
            detail=f"{acknowledged:.1f} ms / {commit:.2f} ms",
        ),
        Bar(
            number=5,
            what="p99 from a reply to the next SMS at a quarter of the load / a durable commit",
            measured=median([one.next_sms for one in waited]),
            first=200,
            aim=50,
            least=False,
            detail=f"{next_message:.1f} ms / {commit:.2f} ms",
        ),
    ]


def _memory(idle: dict[str, int], loaded: dict[str, int], sessions: int) -> list[Bar]:
    whens = {"idle": idle, f"after {sessions:,} sessions": loaded}
    return [
        Bar(
            number=6,
            what=f"memory of the four processes, {when}, MiB",
            measured=sum(used[name] for name in _SERVICES) / _MEBIBYTE,
            detail=", ".join(f"{name} {used[name] / _MEBIBYTE:.0f}" for name in _SERVICES),
        )
        for when, used in whens.items()
    ]


def _memory_now(system: SystemUnderLoad) -> dict[str, int]:
    pids = system.processes()
    return memory_bytes({name: pids[name] for name in _SERVICES})


def _engine(per_second: float) -> Bar:
    return Bar(
        number=10,
        what="conversations a second in the engine, one process, no I/O",
        measured=per_second,
    )
