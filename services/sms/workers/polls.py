"""Asks providers that give up callbacks quickly what came in: what never came by callback comes by this.

It goes in by the same door, where what is known already is dropped. Any number of replicas may ask.
"""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from prometheus_client import Counter

from services.runtime.logs import get_logger
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
        outcome, received = await self._asked(since)
        POLLS.labels(self._name, outcome).inc()
        if received is None:
            log.warning("poll failed", provider=self._name, outcome=outcome)
            return False
        return await inbox.take(received)

    async def _asked(self, since: datetime) -> tuple[str, Received | None]:
        try:
            request = self._provider.poll(since)
            answer = await self._http.send(request, seconds=self.traits.deadline)
        except (NotReachableError, ConnectionLostError, TimeoutError) as exc:
            return type(exc).__name__, None
        if answer.status != 200:
            return f"http_{answer.status}", None
        return "done", self._provider.polled(answer)
