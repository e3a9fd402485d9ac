"""Brings what phones and networks have to say to Svar, as a provider does: until it is acknowledged.

Some of it comes late, twice, or after what was said later. What was not answered with 2xx comes again
and again; for how long Svar needs to be back is not the courier's concern.
"""

import asyncio
import random
import time
from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Any, Final

import aiohttp

from tests.fakes.sms_provider import CarriedMessage, FakeSmsProvider
from tests.faults.history import Said
from tests.faults.talk import Reply, Talk

_PATIENCE_SECONDS: Final = 5.0
"""How long a provider waits for an acknowledgement."""
_AGAIN_SECONDS: Final = (0.2, 1.5)
_LATE: Final = 0.03
_TWICE: Final = 0.1
_LATEST_SECONDS: Final = 6.0
_REPORTED: Final = 0.3


class Courier:
    """Delivers, each time to one of the `gateways`.

    `unnamed` are the messages that Svar knows by its own id only.
    `said` and `delivered` are what was, for the checker. For one event loop."""

    def __init__(
        self,
        provider: FakeSmsProvider,
        *,
        gateways: Sequence[str],
        seed: str,
        unnamed: Collection[str],
    ) -> None:
        self.said: list[Said] = []
        self.delivered: list[str] = []
        self.calm = False
        """Whether everything comes once and at once."""
        self._provider = provider
        self._gateways = gateways
        self._unnamed = unnamed
        self._chance = random.Random(f"{seed}/courier")
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def under_way(self) -> int:
        """How many deliveries have not been acknowledged, late and second ones included."""
        return len(self._under_way)

    def reply(self, talk: Talk, reply: Reply) -> None:
        """Bring a reply of a phone, with its double taps."""
        copies = [self._said(talk, reply) for _ in range(reply.copies)]
        groups = [[one] for one in copies] if reply.stray else [copies]
        for index, group in enumerate(groups):
            apart = index * self._chance.uniform(0.01, 0.3)
            note = self._note(talk, received=talk.received) if index == 0 else _ignore
            content = [self._written(one) for one in group]
            self._go(self._bring(group, content, after=reply.after + apart, acknowledged=note))

    def maybe_report(self, message: CarriedMessage) -> None:
        """Bring a delivery report of some messages, often before Svar knows of the acceptance."""
        if self._chance.random() < _REPORTED:
            self._go(self._report(message, after=self._chance.choice([0.0, 0.0, 1.0])))

    def stop(self) -> None:
        """Bring nothing more."""
        for task in self._under_way:
            task.cancel()

    # -- inside

    def _said(self, talk: Talk, reply: Reply) -> Said:
        said = Said(
            id=f"in-{len(self.said)}",
            phone=talk.phone,
            to=talk.address,
            text=reply.text,
            element=reply.element,
            stray=reply.stray,
        )
        self.said.append(said)
        return said

    def _written(self, said: Said) -> dict[str, object]:
        return self._provider.inbound(said.phone, said.to, said.text, message_id=said.id)

    def _note(self, talk: Talk, *, received: int) -> Callable[[], None]:
        return lambda: talk.acknowledged(received, time.time())

    async def _bring(
        self,
        group: list[Said],
        content: object,
        *,
        after: float,
        acknowledged: Callable[[], None],
    ) -> None:
        await asyncio.sleep(after + self._late())
        while not await self._posted(group, content):  # noqa: ASYNC110 - tried again, not waited for
            await asyncio.sleep(self._chance.uniform(*_AGAIN_SECONDS))
        for one in group:
            one.acknowledged_at = one.acknowledged_at or time.time()
        acknowledged()
        if not self.calm and self._chance.random() < _TWICE:
            await asyncio.sleep(self._chance.uniform(0, _LATEST_SECONDS))
            # Whether it is acknowledged this time does not matter: Svar has it.
            await self._posted(group, content)

    async def _posted(self, group: list[Said], content: object) -> bool:
        for one in group:
            one.posts += 1
        return await self._is_taken(self._provider.post_inbound(content))

    async def _report(self, message: CarriedMessage, *, after: float) -> None:
        await asyncio.sleep(after)
        while not await self._reported(message):  # noqa: ASYNC110 - tried again, not waited for
            await asyncio.sleep(self._chance.uniform(*_AGAIN_SECONDS))
        self.delivered.append(message.id)

    async def _reported(self, message: CarriedMessage) -> bool:
        if message.id in self._unnamed:
            report = {"id": message.id, "status": "delivered"}
            return await self._is_taken(self._provider.post_status(report))
        return await self._is_taken(self._provider.report(message, "delivered"))

    async def _is_taken(self, post: Coroutine[Any, Any, int]) -> bool:
        self._provider.svar_url = self._chance.choice(self._gateways)
        try:
            return 200 <= await asyncio.wait_for(post, _PATIENCE_SECONDS) < 300
        except (TimeoutError, aiohttp.ClientError):
            return False

    def _late(self) -> float:
        late = not self.calm and self._chance.random() < _LATE
        return self._chance.uniform(0, _LATEST_SECONDS) if late else 0.0

    def _go(self, delivery: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(delivery)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)


def _ignore() -> None:
    """Wait for nothing: the first of the taps is what the phone waits on."""
