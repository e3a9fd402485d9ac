"""Asks providers that give up callbacks quickly what came in: what never came by callback comes by this.

It goes in by the same door, where what is known already is dropped. Any number of replicas may ask.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from prometheus_client import Counter

from services.runtime.logs import get_logger
from services.sms.domain.http import HttpRequest
from services.sms.domain.provider import Received, Traits
from services.sms.ports.http import ConnectionLostError, HttpClient, NotReachableError
from services.sms.ports.provider import Inbox, Polled

log = get_logger(__name__)
POLLS = Counter("svar_sms_polls_total", "Polls of providers by outcome", ["provider", "outcome"])

EVERY: Final = timedelta(seconds=60)
LOOKS_BACK: Final = timedelta(minutes=10)
"""How far back each poll looks: further than callbacks are late."""
LOOKS_BACK_FIRST: Final = timedelta(hours=1)
"""How far back the first one looks, after a start."""
FURTHER_QUESTIONS: Final = 50
"""How many messages one poll asks after by themselves."""


class Poll:
    """Polls one provider; run as links are."""

    def __init__(
        self,
        name: str,
        provider: Polled,
        http: HttpClient,
        *,
        now: Callable[[], datetime],
        every: timedelta = EVERY,
    ) -> None:
        self.traits: Traits = provider.traits
        self._name = name
        self._provider = provider
        self._http = http
        self._now = now
        self._every = every

    async def run(self, inbox: Inbox) -> None:
        """Ask again and again, until cancelled."""
        back = LOOKS_BACK_FIRST
        while True:
            # So that replicas do not all ask at once.
            await asyncio.sleep(self._every.total_seconds() * random.uniform(0.5, 1.5))
            if await self._once(inbox, self._now() - back):
                back = LOOKS_BACK

    async def _once(self, inbox: Inbox, since: datetime) -> bool:
        found = await self._ask(self._provider.poll(since))
        if isinstance(found, Received):
            return await inbox.take(found)
        if found is None:
            return False
        taken = True
        for question in found[:FURTHER_QUESTIONS]:
            single = await self._ask(question)
            taken = isinstance(single, Received) and await inbox.take(single) and taken
        return taken

    async def _ask(self, question: HttpRequest) -> Received | Sequence[HttpRequest] | None:
        """Ask once; None when there was no good answer."""
        found: Received | Sequence[HttpRequest] | None = None
        try:
            answer = await self._http.send(question, seconds=self.traits.deadline)
        except (NotReachableError, ConnectionLostError, TimeoutError) as exc:
            outcome = type(exc).__name__
        else:
            outcome = "done" if answer.status == 200 else f"http_{answer.status}"
            found = self._provider.polled(answer) if answer.status == 200 else None
        POLLS.labels(self._name, outcome).inc()
        if found is None:
            log.warning("poll failed", provider=self._name, outcome=outcome)
        return found
