"""Keeps the links to providers up, polls going, and stores what comes in by them."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Final

from services.runtime.errors import ServiceError
from services.runtime.growing_pause import growing_pause
from services.runtime.logs import get_logger
from services.sms.domain.provider import Received
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.provider import Link
from services.sms.use_cases.keep_replies import KeepReplies
from services.sms.use_cases.read_callbacks import Sorting
from services.sms.workers.polls import Poll

log = get_logger(__name__)
_STOP_WITHIN: Final = timedelta(seconds=10)
_GOOD_SECONDS: Final = 60.0
"""A link that was up for so long begins anew with the shortest pause."""


class LinkInbox:
    """`Inbox` of one link: stores on a thread, so that the network's goes on."""

    def __init__(self, sorting: Sorting, keep: KeepReplies, *, threads: Executor) -> None:
        self._sorting = sorting
        self._keep = keep
        self._threads = threads

    async def take(self, received: Received) -> bool:
        """Store what was received; False when it is not durable, and is to come again."""
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._threads, self._keep, [self._sorting.sort(received)])
        except ServiceError as error:
            log.warning("not stored", provider=self._sorting.provider, cause=str(error))
            return False
        return True


class LinksAtWork:
    """Runs links on the network's loop, from `start` to `stop`."""

    def __init__(
        self,
        links: Mapping[str, Link | Poll],
        *,
        senders: SenderDirectory,
        keep: KeepReplies,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._links = links
        self._loop = loop
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="links")
        self._inboxes = {
            name: LinkInbox(Sorting(name, senders, link.traits), keep, threads=self._threads)
            for name, link in links.items()
        }
        self._stopping = asyncio.Event()
        self._running: Future[None] | None = None

    def start(self) -> None:
        """Begin to run every link."""
        self._running = asyncio.run_coroutine_threadsafe(self._run_all(), self._loop)

    def stop(self) -> None:
        """Cancel every link, and wait until all have ended."""
        if self._running is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._running.result(timeout=_STOP_WITHIN.total_seconds())
        self._threads.shutdown()

    async def _run_all(self) -> None:
        tasks = [asyncio.create_task(self._run(name, link)) for name, link in self._links.items()]
        await self._stopping.wait()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _run(self, name: str, link: Link | Poll) -> None:
        failures = 0
        while True:
            began = self._loop.time()
            cause = "it ended"
            try:
                await link.run(self._inboxes[name])
            except Exception as exc:
                cause = repr(exc)[:300]
            up = self._loop.time() - began
            failures = 1 if up >= _GOOD_SECONDS else failures + 1
            pause = growing_pause(failures)
            log.warning("link is down", provider=name, cause=cause, again_in=pause.total_seconds())
            await asyncio.sleep(pause.total_seconds())
