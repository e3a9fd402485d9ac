"""People who answer surveys at a steady rate, and what they met: every wait, every answer that was none.

Each person gets a survey, answers every question at once and expects the next SMS. The provider delivers a reply
until it is taken and the caller never gives up, so that what goes wrong is seen and counted, not hidden.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

import aiohttp

from tests.fakes.sms_provider import FakeSmsProvider

ANSWERS: Final = ("8", "2", "Nei")
TEXTS: Final = (
    "Hei.",
    "Hvor fornøyd er du, 1-10?",
    "Hva betydde mest?\n1. Ventetid\n2. Hjelpen jeg fikk",
    "Noe mer?",
    "Takk!",
)
_FIRST_TEXTS: Final = 2
_PATIENCE_SECONDS: Final = 30.0
_AGAIN_SECONDS: Final = 0.1
_LOOK_SECONDS: Final = 0.05


@dataclass(slots=True, kw_only=True)
class Met:
    """What everybody met. `stalled` is the longest that this machine kept the test itself waiting, in seconds."""

    people: int = 0
    replies: int = 0
    longest: float = 0.0
    wrong_texts: list[Sequence[str]] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    stalled: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.people} people, {self.replies} replies, longest wait {self.longest:.2f} s,"
            f" answers {dict(self.answers)}, failures {dict(self.failures)},"
            f" the machine stalled for {self.stalled:.2f} s"
        )


class SteadyLoad:
    """Begins a conversation every `1/rate` seconds until told to stop; `gateways` says whom to ask now."""

    def __init__(
        self,
        provider: FakeSmsProvider,
        gateways: Callable[[], Sequence[str]],
        *,
        survey: str,
        key: str,
        replies_a_second: float,
    ) -> None:
        self.met = Met()
        self._provider = provider
        self._gateways = gateways
        self._path = f"/v1/surveys/{survey}/send"
        self._headers = {"X-API-Key": key}
        self._pause = len(ANSWERS) / replies_a_second
        self._random = Random(7)
        self._stopping = asyncio.Event()

    async def run(self) -> Met:
        """Go on until `stop`, and until everybody has had the last text."""
        # A connection for each request: a load balancer's own affairs are not what is looked at.
        connector = aiohttp.TCPConnector(force_close=True, limit=0)
        watching = asyncio.create_task(self._watch_the_machine())
        async with (
            aiohttp.ClientSession(connector=connector) as self._session,
            asyncio.TaskGroup() as talking,
        ):
            while not self._stopping.is_set():
                talking.create_task(self._talk(f"+4790{self.met.people:06}"))
                self.met.people += 1
                await asyncio.sleep(self._pause)
        watching.cancel()
        return self.met

    def stop(self) -> None:
        """Begin no more conversations."""
        self._stopping.set()

    async def _talk(self, phone: str) -> None:
        body = {
            "identifier": phone,
            "identifierType": "Phone",
            "channel": "SMS",
            "languageCode": "nb-NO",
        }
        await self._until_taken(self._path, body, {**self._headers, "Idempotency-Key": phone})
        for _ in range(_FIRST_TEXTS):
            asked = await self._provider.next_message_to(phone, within=_PATIENCE_SECONDS)
        for number, answer in enumerate(ANSWERS):
            began = asyncio.get_running_loop().time()
            reply = self._provider.inbound(
                phone, asked.sender, answer, message_id=f"{phone}-{number}"
            )
            await self._until_taken(
                f"/v1/providers/{self._provider.name}/inbound",
                reply,
                self._provider.webhook_headers,
            )
            asked = await self._provider.next_message_to(phone, within=_PATIENCE_SECONDS)
            self.met.longest = max(self.met.longest, asyncio.get_running_loop().time() - began)
            self.met.replies += 1
        texts = tuple(message.text for message in self._provider.messages_to(phone))
        if texts != TEXTS:
            self.met.wrong_texts.append(texts)

    async def _until_taken(self, path: str, body: object, headers: dict[str, str]) -> None:
        content = {**headers, "Content-Type": "application/json"}
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                url = self._random.choice(self._gateways()) + path
                try:
                    async with self._session.post(
                        url, data=json.dumps(body), headers=content
                    ) as answer:
                        await answer.read()
                except aiohttp.ClientError as error:
                    self.met.failures[type(error).__name__] += 1
                else:
                    self.met.answers[answer.status] += 1
                    if answer.status < 300:
                        return
                await asyncio.sleep(_AGAIN_SECONDS)

    async def _watch_the_machine(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            await asyncio.sleep(_LOOK_SECONDS)
            self.met.stalled = max(self.met.stalled, loop.time() - began - _LOOK_SECONDS)
