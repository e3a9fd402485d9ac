"""Three times what the machine can do, for a while: nothing acknowledged is lost, and the backlog drains.

On the benchmark's system and load, so that the speed it has to keep is measured in the same run. What
cannot be acknowledged in time is refused with 503, and phones send it again, as providers do.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.conversations import Conversation
from tests.benchmarks.figures import percentile
from tests.benchmarks.processor_time import memory_bytes
from tests.benchmarks.questionnaire import QUESTIONS
from tests.benchmarks.saturation import Load, saturate
from tests.benchmarks.system_under_load import SystemUnderLoad, system_under_load
from tests.faults.checker import Verdict
from tests.faults.stage import SERVICES

TIMES: Final = 3
DRAIN: Final = 0.8
"""How fast a backlog has to go, over the usual speed."""
MOST_GROWTH: Final = 300 * 1024 * 1024
"""By how many bytes a process may grow at most."""
_COLD: Final = 3000.0
_DRAIN_SECONDS: Final = 600.0
_SAMPLE_SECONDS: Final = 0.25
_TICK_SECONDS: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """How it went. Speeds are replies a second; memory is in bytes, of each process."""

    usual: float
    offered: float
    seconds: float
    replies: int
    refused: int
    acknowledged_after: float
    """The 99th percentile, in seconds from when a reply was due."""
    backlog: int
    drained: float
    before: Mapping[str, int]
    peak: Mapping[str, int]
    mistakes: Sequence[str]

    @property
    def drain(self) -> float:
        """How fast the backlog went, over the usual speed."""
        return self.drained / self.usual

    def verdicts(self) -> list[Verdict]:
        """Hold it against what has to be."""
        grown = {name: self.peak[name] - self.before[name] for name in self.before}
        return [
            Verdict(
                never="a reply lost, doubled or misplaced under three times the load",
                looked_at=self.replies,
                broken=self.mistakes,
            ),
            Verdict(
                never=f"a backlog that drains at less than {DRAIN} of the usual speed",
                looked_at=self.backlog,
                broken=[f"drains at {self.drain:.2f}"] if self.drain < DRAIN else [],
            ),
            Verdict(
                never=f"a process that grows by more than {MOST_GROWTH >> 20} MiB",
                looked_at=len(grown),
                broken=[f"{name}: {by >> 20}" for name, by in grown.items() if by > MOST_GROWTH],
            ),
        ]

    def told(self) -> str:
        """Say it in a sentence."""
        grown = ", ".join(
            f"{name} {self.before[name] >> 20} to {self.peak[name] >> 20}" for name in self.before
        )
        return (
            f"Overload: {self.offered:,.0f} replies a second offered for {self.seconds:.0f} s, where "
            f"{self.usual:,.0f} are usual; p99 of an acknowledgement {self.acknowledged_after:.1f} s, "
            f"{self.refused:,} times 503; a backlog of {self.backlog:,} drained at {self.drain:.2f} "
            f"of the usual speed; memory at most, in MiB: {grown}."
        )


async def overload(*, seconds: float, load: Load) -> Overload:
    """Start a system, measure its usual speed, and offer three times that. Raises TimeoutError."""
    async with system_under_load() as system:
        usual = await _usual(system, load)
        await system.prepare(round((TIMES - 1) * usual * seconds) * QUESTIONS)
        before = _memory(system)
        peak = dict(before)
        sampling = asyncio.create_task(_sample(system, peak))
        try:
            result = await _offer(system, usual=usual, seconds=seconds, load=load)
        finally:
            sampling.cancel()
        delays, offered, backlog, drained = result
        return Overload(
            usual=usual,
            offered=offered / seconds,
            seconds=seconds,
            replies=system.phones.outcomes,
            refused=system.phones.refused,
            acknowledged_after=percentile(delays, 0.99),
            backlog=backlog,
            drained=drained,
            before=before,
            peak=peak,
            mistakes=await system.mistakes(),
        )


async def _usual(system: SystemUnderLoad, load: Load) -> float:
    await system.prepare(load.replies(_COLD))
    return (await saturate(system, load)).per_second


async def _offer(
    system: SystemUnderLoad, *, usual: float, seconds: float, load: Load
) -> tuple[list[float], int, int, float]:
    """Offer, then let everything drain: the delays, how many were offered, the backlog, its speed."""
    loop, phones = asyncio.get_running_loop(), system.phones
    delays: list[float] = []

    def acknowledged(conversation: Conversation) -> None:
        delays.append(loop.time() - conversation.due_at)

    await system.connections.open(load.connections)
    phones.on_acknowledged = acknowledged
    began, offered = loop.time(), 0
    while (passed := loop.time() - began) < seconds:
        while offered < TIMES * usual * passed and phones.ready:
            conversation = phones.ready.popleft()
            conversation.due_at = loop.time()
            phones.reply(conversation)
            offered += 1
        await asyncio.sleep(_TICK_SECONDS)
    backlog, stopped = phones.under_way, loop.time()
    await phones.end(seconds=_DRAIN_SECONDS)
    return delays, offered, backlog, backlog / (loop.time() - stopped)


async def _sample(system: SystemUnderLoad, peak: dict[str, int]) -> None:
    while True:
        for name, used in _memory(system).items():
            peak[name] = max(peak[name], used)
        await asyncio.sleep(_SAMPLE_SECONDS)


def _memory(system: SystemUnderLoad) -> dict[str, int]:
    pids = system.processes()
    return memory_bytes({name: pids[name] for name in SERVICES})
