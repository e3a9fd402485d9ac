"""One reader a replica of what changes in `sessions`, for all pages that are open.

It asks once a second while somebody watches, and holds nothing back in the service: what it misses, pages
see when they are loaded or told next.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from svar.sessions.v1 import change_service_pb2 as pb

from services.runtime.async_client import call
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger

if TYPE_CHECKING:  # the stubs alone know this name
    from svar.sessions.v1.change_service_pb2_grpc import ChangeServiceAsyncStub

log = get_logger(__name__)

MANY: Final = "*"
"""Told in the place of ids when more sessions changed than are looked up one by one."""
MOST_LOOKED_UP: Final = 100
MOST_WATCHERS: Final = 1_000
_BETWEEN_SECONDS: Final = 1.0
_AFTER_FAILURE_SECONDS: Final = 5.0
_NOW: Final = 2**62
"""A cursor beyond all others: the answer to it says where now is."""
_WAITING: Final = 16
"""News that one page may be behind; older ones give way to MANY."""


class Feed:
    """Tells watchers of a tenant which of its sessions changed. Belongs to one event loop."""

    def __init__(self, changes: "ChangeServiceAsyncStub") -> None:
        self._changes = changes
        self._watchers: dict[str, set[asyncio.Queue[str]]] = {}
        self._reading: asyncio.Task[None] | None = None

    @property
    def watching(self) -> int:
        """How many watch."""
        return sum(map(len, self._watchers.values()))

    @asynccontextmanager
    async def watch(self, tenant: str) -> AsyncIterator[asyncio.Queue[str]]:
        """Give a queue of news, each the ids of sessions with blanks between, or MANY."""
        queue: asyncio.Queue[str] = asyncio.Queue(_WAITING)
        self._watchers.setdefault(tenant, set()).add(queue)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
        try:
            yield queue
        finally:
            self._watchers[tenant].discard(queue)
            if not self._watchers[tenant]:
                del self._watchers[tenant]

    def close(self) -> None:
        """Ask no more."""
        if self._reading is not None:
            self._reading.cancel()

    async def _read(self) -> None:
        cursor = _NOW
        while self._watchers:
            try:
                answer = await call(self._changes.ReadChanges, pb.ReadChangesRequest(after=cursor))
                if cursor != _NOW:
                    await self._tell(answer)
                cursor = answer.cursor
            except ServiceError as error:
                log.warning("changes cannot be read", reason=error.reason)
                await asyncio.sleep(_AFTER_FAILURE_SECONDS)
            else:
                await asyncio.sleep(_BETWEEN_SECONDS)

    async def _tell(self, answer: pb.ReadChangesResponse) -> None:
        ids = answer.session_ids
        if answer.missed or len(ids) > MOST_LOOKED_UP:
            for tenant in list(self._watchers):
                self._put(tenant, MANY)
        elif ids:
            for tenant, changed in (await self._by_tenant(ids)).items():
                self._put(tenant, " ".join(changed))

    async def _by_tenant(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        request = pb.ReadSessionsRequest(session_ids=ids)
        found = await call(self._changes.ReadSessions, request)
        changed: dict[str, list[str]] = {}
        for record in found.sessions:
            changed.setdefault(record.tenant, []).append(record.session.id)
        return changed

    def _put(self, tenant: str, news: str) -> None:
        for queue in self._watchers.get(tenant, ()):
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(MANY)
            else:
                queue.put_nowait(news)
