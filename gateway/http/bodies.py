"""Reads the bodies of requests whole, within bounds of size, time and memory. What they say is not read here."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import Gauge
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

from gateway.http.refusals import REFUSED
from services.runtime.errors import unavailable

BODY_LIMIT: Final = 1024 * 1024
"""Bytes of a request's body (`gateway/README.md`)."""
DRAIN_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of a body too large that are read and dropped, so that the sender gets to read the answer."""
BODY_SECONDS = 30.0
"""How long a body may take to arrive."""
HELD_LIMIT: Final = 64 * 1024 * 1024
"""Bytes of bodies that are held at once: of those that arrive bit by bit, and of large ones at work."""
LARGE: Final = 64 * 1024
"""Bytes from which on a body at work counts as large."""

HELD = Gauge("svar_http_bodies_bytes", "Bytes of slow and large bodies that are held")

Admit = Callable[[Scope], Awaitable[int]]
"""Returns how many bytes the body may have, of a request by its head; raises what refuses it."""

_CLOSE: Final = {"Connection": "close"}
_LATE: Final = "the body is late"


class Bodies:
    """Reads bodies; for one event loop.

    Where too much would be held, the reading that has lasted longest ends: genuine bodies arrive within
    milliseconds, and whoever sends slowly keeps out nobody else.
    """

    def __init__(self, *, held_limit: int = HELD_LIMIT) -> None:
        self.admit: Admit = _usual_limit
        self._held_limit = held_limit
        self._held = 0
        # Those whose bodies arrive bit by bit, the longest under way first.
        self._slow: dict[_Reading, None] = {}
        HELD.set_function(lambda: self._held)

    async def read(self, scope: Scope, receive: Receive) -> bytes | None:
        """Return the body, whether its length is announced or not; None when the caller has gone.

        Raises HTTPException 413 for a body too large and 408 for one that takes longer than
        `BODY_SECONDS`, and what `admit` raises, before anything is read.
        """
        limit = await self.admit(scope)
        _refuse_announced(scope, limit)
        reading = _Reading()
        try:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body"):
                # Nearly always all of it is there at once.
                whole: bytes = message.get("body", b"")
                if len(whole) > limit:
                    raise _too_large(limit)
                return whole
            return await self._collect(reading, message, receive, limit)
        except asyncio.CancelledError as exc:
            if reading.is_late(exc):
                raise HTTPException(408, "The body did not arrive in time", _CLOSE) from exc
            raise
        finally:
            reading.end()

    @contextmanager
    def at_work(self, size: int) -> Iterator[None]:
        """Count a large body for as long as it is worked on; raises UNAVAILABLE for too much at once."""
        self._hold(size)
        try:
            if self._held > self._held_limit:
                REFUSED.labels("bodies").inc()
                raise unavailable("BODIES_FULL", "Too many large requests are under way.")
            yield
        finally:
            self._held -= size

    async def _collect(
        self, reading: "_Reading", message: Message, receive: Receive, limit: int
    ) -> bytes | None:
        chunks: list[bytes] = []
        size = 0
        self._slow[reading] = None
        try:
            while message["type"] != "http.disconnect":
                chunk: bytes = message.get("body", b"")
                more = message.get("more_body")
                size += len(chunk)
                if size > limit:
                    chunks.clear()
                    self._let_go(reading)
                    if not more or size > DRAIN_LIMIT:
                        raise _too_large(limit)
                else:
                    chunks.append(chunk)
                    if not more:
                        return b"".join(chunks)
                    reading.held += len(chunk)
                    self._hold(len(chunk))
                message = await receive()
            return None
        finally:
            self._let_go(reading)

    def _hold(self, size: int) -> None:
        self._held += size
        while self._held > self._held_limit and self._slow:
            slowest = next(iter(self._slow))
            self._let_go(slowest)
            slowest.end_now()
            REFUSED.labels("body_room").inc()

    def _let_go(self, reading: "_Reading") -> None:
        self._slow.pop(reading, None)
        self._held -= reading.held
        reading.held = 0


class _Reading:
    """The reading of one body in a task: what asyncio.timeout does, for a fifth of its price."""

    __slots__ = ("_task", "_timer", "held")

    def __init__(self) -> None:
        task = asyncio.current_task()
        assert task is not None, "a request is served in a task"
        self.held = 0
        self._task = task
        self._timer = asyncio.get_running_loop().call_later(BODY_SECONDS, task.cancel, _LATE)

    def end_now(self) -> None:
        """End it before its time."""
        self._timer.cancel()
        self._task.cancel(_LATE)

    def is_late(self, error: asyncio.CancelledError) -> bool:
        """Say whether it was ended by its time, and nobody else ends the task."""
        return error.args == (_LATE,) and not self._task.uncancel()

    def end(self) -> None:
        """End it in time."""
        self._timer.cancel()


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return what hands an application a body that was read already, and afterwards what still comes."""
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def replay() -> Message:
        return next(messages, None) or await receive()

    return replay


async def _usual_limit(scope: Scope) -> int:
    return BODY_LIMIT


def _refuse_announced(scope: Scope, limit: int) -> None:
    announced, waits = 0, False
    for name, value in scope["headers"]:
        if name == b"content-length":
            announced = int(value) if value.isdigit() else 0
        elif name == b"expect":
            waits = value.lower() == b"100-continue"
    if announced > (limit if waits else DRAIN_LIMIT):
        raise _too_large(limit)


def _too_large(limit: int) -> HTTPException:
    size = f"{limit // 1024} KiB" if limit < BODY_LIMIT else f"{limit // BODY_LIMIT} MiB"
    return HTTPException(413, f"A body may have at most {size} here", _CLOSE)
