"""Keys and certificates that providers publish: fetched on the network's loop, and kept for a day."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Final

from services.runtime.logs import get_logger
from services.sms.domain.http import HttpRequest, endpoint
from services.sms.ports.http import ConnectionLostError, HttpClient, NotReachableError

log = get_logger(__name__)

MOST_ADDRESSES: Final = 16
KEPT_SECONDS: Final = 24 * 3600.0
AGAIN_SECONDS: Final = 5.0
"""How long after an attempt that failed the next one is made at the earliest."""
_DEADLINE_SECONDS: Final = 5.0


class FetchedKeys:
    """`Keys` over HTTP; for any thread. Who may be asked is decided by whoever asks for the address."""

    def __init__(
        self,
        http: HttpClient,
        loop: asyncio.AbstractEventLoop,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._loop = loop
        self._seconds = seconds
        self._lock = threading.Lock()
        self._found: dict[str, tuple[bytes, float]] = {}
        self._asked: dict[str, float] = {}

    def get(self, url: str) -> bytes | None:
        """Return what lies there; None for not yet: it is being fetched, and can be had soon."""
        now = self._seconds()
        with self._lock:
            content, found_at = self._found.get(url, (None, float("-inf")))
            fresh = now - found_at < KEPT_SECONDS
            due = now - self._asked.get(url, float("-inf")) >= AGAIN_SECONDS
            if not fresh and due and (url in self._asked or self._has_room(now)):
                self._asked[url] = now
                asyncio.run_coroutine_threadsafe(self._fetch(url), self._loop)
        # An old key is better than none while the new one is on its way.
        return content

    def _has_room(self, now: float) -> bool:
        """Say whether one more address may be asked; forgets one where nothing was found for a while.

        So whoever names addresses where nothing lies keeps those away that are right for a moment only.
        """
        if len(self._asked) < MOST_ADDRESSES:
            return True
        stale = (
            url
            for url, at in self._asked.items()
            if url not in self._found and now - at >= AGAIN_SECONDS
        )
        forgotten = next(stale, None)
        if forgotten is not None:
            del self._asked[forgotten]
        return forgotten is not None

    async def _fetch(self, url: str) -> None:
        try:
            request = HttpRequest(to=endpoint(url, {"User-Agent": "svar"}), method="GET")
            answer = await self._http.send(request, seconds=_DEADLINE_SECONDS)
        except (NotReachableError, ConnectionLostError, TimeoutError, ValueError) as exc:
            log.warning("key cannot be fetched", url=url, cause=type(exc).__name__)
            return
        if answer.status != 200 or not answer.body:
            log.warning("key cannot be fetched", url=url, status=answer.status)
            return
        with self._lock:
            self._found[url] = (answer.body, self._seconds())
