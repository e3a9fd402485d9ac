"""Runs the sender on the network's thread, and takes messages for it from any other."""

import asyncio
from collections.abc import Callable, Mapping, Sequence, Set
from concurrent.futures import Future
from datetime import timedelta
from typing import Final

from services.runtime.logs import get_logger
from services.sms.domain.messages import Outgoing
from services.sms.domain.operations import ProviderAtWork
from services.sms.workers.sender import MessageSender

log = get_logger(__name__)
_STOP_WITHIN: Final = timedelta(seconds=25)


class SendingThread:
    """The sender as a worker of the process, and as the queue of the use cases.

    Messages offered before `start` or after `stop` are left to their lease.
    """

    def __init__(self, sender: MessageSender, loop: asyncio.AbstractEventLoop) -> None:
        self._sender = sender
        self._loop = loop
        self._running: Future[None] | None = None

    def offer(self, messages: Sequence[Outgoing]) -> None:
        """Send these when their time comes; returns at once."""
        if messages:
            self._call(self._sender.accept, messages)

    def cancel(self, ids: Sequence[str]) -> None:
        """Forget messages that were taken back, unless they are leaving just now."""
        if ids:
            self._call(self._sender.cancel, ids)

    def hold_circuits(self, held: Set[str]) -> None:
        """Hold the circuits of these providers open, and no others."""
        self._call(self._sender.hold_circuits, held)

    def providers(self) -> Mapping[str, ProviderAtWork]:
        """Return how the providers stand."""
        return self._sender.providers()

    def wake(self) -> None:
        """Look at the clock again."""
        self._call(self._sender.wake)

    def start(self) -> None:
        """Begin to send."""
        self._running = asyncio.run_coroutine_threadsafe(self._sender.run(), self._loop)

    def stop(self) -> None:
        """Let what is under way end; what still waits is left to its lease."""
        running, self._running = self._running, None
        if running is None:
            return
        self._loop.call_soon_threadsafe(self._sender.stop)
        try:
            running.result(timeout=_STOP_WITHIN.total_seconds())
        except Exception as exc:
            log.error("sender ended badly", cause=repr(exc)[:300])

    def _call(self, function: Callable[..., object], *arguments: object) -> None:
        if self._running is not None:
            self._loop.call_soon_threadsafe(function, *arguments)
