"""A bad release of `sessions`: it answers INTERNAL to everything for a while, and then is well again.

Nobody may do anything about it afterwards: nothing is parked, and every customer is served by itself.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.runtime.addresses import Process
from services.runtime.database import Database
from services.sessions.store.parked import parked_items as parked_in_sessions
from services.sms.store.parked import parked_items as parked_in_sms
from tests.faults.breaking import rest
from tests.faults.checker import Verdict, check
from tests.faults.history import Rest
from tests.faults.run import finish, read
from tests.faults.started import started
from tests.faults.switch import Switch

PATIENCE: Final = 10.0
"""How many seconds after it a customer may wait."""
_WARM_UP_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRelease:
    """What came of it; `parked` by kind, `refused` by method."""

    seconds: float
    rules: Sequence[Verdict]
    rest: Rest
    parked: dict[str, int]
    refused: dict[str, int]

    def verdicts(self) -> list[Verdict]:
        """Hold it against what has to be: every rule of the checker, and one more."""
        parked = [f"{kind}: {count}" for kind, count in self.parked.items() if count]
        never = "anything parked by a bad release of sessions"
        looked_at = sum(self.refused.values())
        return [*self.rules, Verdict(never=never, looked_at=looked_at, broken=parked)]

    @property
    def broken(self) -> list[str]:
        """Every sentence of what is wrong."""
        return [f"{one.never}: {what}" for one in self.verdicts() for what in one.broken]

    def told(self) -> str:
        """Say what happened."""
        return (
            f"a bad release of sessions for {self.seconds:.0f} s: {sum(self.refused.values())} calls"
            f" failed, {self.rest.waiting} customers waited, at most {self.rest.longest:.1f} s"
            f" afterwards, {sum(self.parked.values())} items parked"
        )


async def bad_release(
    *, seconds: float, people: int, seed: str, patience: float = PATIENCE
) -> BadRelease:
    """Let it happen to a running system."""
    switch = Switch()
    second = (Process.SESSIONS, Process.SMS)
    try:
        async with started(
            seed=seed, second=second, small_disk=False, logs=None, switch=switch
        ) as world:
            stage = world.stage
            async with asyncio.TaskGroup() as tasks:
                calling = tasks.create_task(stage.people.call(stage.rest, many=people))
                await asyncio.sleep(_WARM_UP_SECONDS)
                with stage.disturbed("a bad release", "sessions"):
                    switch.broken = True
                    await asyncio.sleep(seconds)
                    switch.broken = False
                rested = await rest(stage, patience=patience)
                await finish(world)
                calling.cancel()
            history = await read(world, [rested])
            parked = await asyncio.to_thread(_parked, stage.database_url)
    finally:
        switch.stop()
    return BadRelease(
        seconds=seconds,
        rules=check(history),
        rest=rested,
        parked=parked,
        refused=switch.refused,
    )


def _parked(url: str) -> dict[str, int]:
    database = Database(url, connections=1, application="svar-test")
    try:
        found = parked_in_sms(database).kinds()
        return found | {"delivery": parked_in_sessions(database).kinds()["message"]}
    finally:
        database.close()
