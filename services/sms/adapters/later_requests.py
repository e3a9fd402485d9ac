"""Requests to providers that nobody waits for: made on the network's loop, a few times if need be."""

import asyncio
from typing import Final

from services.runtime.growing_pause import growing_pause
from services.runtime.logs import get_logger
from services.sms.domain.http import HttpRequest
from services.sms.ports.http import ConnectionLostError, HttpClient, NotReachableError

log = get_logger(__name__)

ATTEMPTS: Final = 5
MOST_AT_ONCE: Final = 16
_DEADLINE_SECONDS: Final = 10.0


class NetworkLaterRequests:
    """`LaterRequests` over HTTP; for any thread. What is beyond 16 at once is dropped, and logged."""

    def __init__(self, http: HttpClient, loop: asyncio.AbstractEventLoop) -> None:
        self._http = http
        self._loop = loop
        self._under_way = 0

    def make(self, provider: str, request: HttpRequest) -> None:
        """Make a request soon, and again if it fails; returns at once."""
        asyncio.run_coroutine_threadsafe(self._make(provider, request), self._loop)

    async def _make(self, provider: str, request: HttpRequest) -> None:
        if self._under_way >= MOST_AT_ONCE:
            log.warning("request to provider dropped", provider=provider)
            return
        self._under_way += 1
        try:
            for attempt in range(1, ATTEMPTS + 1):
                outcome = await self._try(request)
                log.info("request to provider made", provider=provider, outcome=outcome)
                if outcome == "done":
                    return
                await asyncio.sleep(growing_pause(attempt).total_seconds())
        finally:
            self._under_way -= 1

    async def _try(self, request: HttpRequest) -> str:
        try:
            answer = await self._http.send(request, seconds=_DEADLINE_SECONDS)
        except (NotReachableError, ConnectionLostError, TimeoutError) as exc:
            return type(exc).__name__
        return "done" if 200 <= answer.status < 300 else f"http_{answer.status}"
