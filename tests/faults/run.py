"""One run from beginning to end: start everything, break it again and again, let it finish, read, check."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from services.runtime.addresses import Process
from tests.faults.breaking import act, rest, shuffled
from tests.faults.checker import Verdict, check
from tests.faults.faults import Fault
from tests.faults.history import Carried, History, Rest
from tests.faults.reading import (
    connect,
    read_messages,
    read_outbox,
    read_received,
    read_replies,
    read_sessions,
    read_waiting,
    with_answers,
)
from tests.faults.started import Started, started

_FINISH_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 0.1

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is done. The seed repeats who says what, what is broken when, and the provider's moods."""

    seed: str
    kills: int
    acts: int
    people: int
    faults: Sequence[Fault] = ()
    patience: float = 10.0
    """How many seconds after everything runs again a customer may wait."""
    second: Sequence[Process] = tuple(Process)
    """The services of which a second process runs."""
    small_disk: bool = False
    logs: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run; counts are by name."""

    plan: Plan
    seconds: float
    verdicts: Sequence[Verdict]
    kills: dict[str, int]
    faults: dict[str, int]
    moods: dict[str, int]
    history: History = field(repr=False)
    remarks: Sequence[str] = ()

    @property
    def broken(self) -> list[str]:
        """Every sentence of every rule that was broken."""
        return [f"{one.never}: {what}" for one in self.verdicts for what in one.broken]


async def run(plan: Plan, *, say: Say) -> Outcome:
    """Carry a plan out. Raises TimeoutError when the system does not get up again."""
    began = time.monotonic()
    async with started(
        seed=plan.seed, second=plan.second, small_disk=plan.small_disk, logs=plan.logs
    ) as world:
        stage = world.stage
        rests = await _acts(plan, world, say=say)
        history = await read(world, rests)
    return Outcome(
        plan=plan,
        seconds=time.monotonic() - began,
        verdicts=check(history),
        kills=dict(stage.kills),
        faults=dict(stage.done),
        moods=dict(stage.temper.met),
        history=history,
    )


async def _acts(plan: Plan, world: Started, *, say: Say) -> list[Rest]:
    """Hold the acts, while people talk; return when everybody has finished, or nothing moves."""
    stage, chance, rests = world.stage, random.Random(plan.seed), list[Rest]()
    async with asyncio.TaskGroup() as tasks:
        calling = tasks.create_task(stage.people.call(stage.rest, many=plan.people))
        faults = shuffled(plan.faults, chance, acts=plan.acts)
        for number, fault in enumerate(faults, start=1):
            kills = plan.kills * number // plan.acts - stage.kills.total()
            await act(stage, chance, kills=kills, fault=fault)
            rests.append(await rest(stage, patience=plan.patience))
            say(_told(number, fault, rests[-1], world))
        await finish(world)
        calling.cancel()
    return rests


async def finish(world: Started) -> None:
    """Begin nothing more and let every conversation end; after a while, what has not is left so."""
    stage = world.stage
    stage.people.busy, stage.temper.calm, world.courier.calm = False, True, True
    deadline = time.monotonic() + _FINISH_SECONDS
    while stage.people.under_way or world.courier.under_way:
        if time.monotonic() > deadline:
            break
        await asyncio.sleep(_LOOK_SECONDS)
    await asyncio.to_thread(_settle, stage.database_url, deadline)


def _settle(database_url: str, deadline: float) -> None:
    """Wait until nothing of what is durable waits for anybody."""
    with connect(database_url) as connection:
        while read_waiting(connection) and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)


async def read(world: Started, rests: Sequence[Rest]) -> History:
    stage = world.stage
    with connect(stage.database_url) as connection:
        sessions = read_sessions(connection)
        return History(
            invitations=stage.people.invitations,
            said=world.courier.said,
            arrivals=world.arrivals,
            carried=_carried(world),
            disturbances=stage.disturbances,
            rests=rests,
            delivered=world.courier.delivered,
            sessions=await with_answers(stage.rest, sessions),
            received=read_received(connection),
            replies=read_replies(connection),
            messages=read_messages(connection),
            outbox=read_outbox(connection),
        )


def _carried(world: Started) -> list[Carried]:
    return [
        Carried(message=one.id, sender=one.sender, recipient=one.recipient, text=one.text)
        for one in world.provider.messages
    ]


def _told(number: int, fault: Fault | None, rested: Rest, world: Started) -> str:
    stage = world.stage
    return (
        f"act {number}: {stage.kills.total()} kills, {fault.name if fault else 'nothing else'}; "
        f"{rested.waiting} waited, at most {rested.longest:.1f} s, {len(rested.left)} in vain; "
        f"{len(stage.people.talks)} conversations, {len(world.courier.said)} replies"
    )
