"""Batchers by key: calls about one thing that arrive together go to its service in one call."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable, Sequence
from typing import Generic, TypeVar

from services.runtime.async_batcher import AsyncBatcher, BatchLimits

Key = TypeVar("Key", bound=Hashable)
Request = TypeVar("Request")
Result = TypeVar("Result")


class KeyedBatchers(Generic[Key, Request, Result]):
    """A batcher for each key in use; for one event loop.

    `handle` gets a key with its requests and returns a result for each, in order, or raises for all.
    """

    def __init__(
        self,
        handle: Callable[[Key, Sequence[Request]], Awaitable[Sequence[Result]]],
        *,
        weigh: Callable[[Request], int],
        limits: BatchLimits,
    ) -> None:
        self._handle = handle
        self._weigh = weigh
        self._limits = limits
        self._batchers: dict[Key, AsyncBatcher[Request, Result]] = {}

    @property
    def keys(self) -> Collection[Key]:
        """The keys that are, or very lately were, in use."""
        return self._batchers.keys()

    async def submit(self, key: Key, request: Request) -> Result:
        """Hand in one request and wait for its result: see `put`."""
        return await self.put(key, request)

    def put(self, key: Key, request: Request) -> asyncio.Future[Result]:
        """Hand in one request; the future gets its result: see `AsyncBatcher.put`."""
        batcher = self._batchers.get(key)
        if batcher is None:
            batcher = self._batchers[key] = self._batcher(key)
        return batcher.put(request)

    def _batcher(self, key: Key) -> AsyncBatcher[Request, Result]:
        async def handle(requests: Sequence[Request]) -> Sequence[Result]:
            return await self._handle(key, requests)

        def forget() -> None:
            # Keys come from outside; those that nobody uses must not pile up.
            del self._batchers[key]

        return AsyncBatcher(handle, weigh=self._weigh, limits=self._limits, on_idle=forget)
