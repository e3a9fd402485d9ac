"""Natural batching: what arrives while one batch is under way goes together in the next.

An idle system handles a batch of one at once; no timer adds latency (`services/README.md`).
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

Request = TypeVar("Request")
Result = TypeVar("Result")

Handle = Callable[[Sequence[Request]], Sequence[Result | Exception]]


class Batcher(Generic[Request, Result]):
    """Collects the requests of many threads; the thread that finds a free place handles what has collected.

    `handle` returns one result, or one exception, for each request in order; when it raises, every
    request of the batch fails with that. There are no threads of its own: callers do the work.
    """

    def __init__(
        self, handle: Handle[Request, Result], *, limit: int = 256, flights: int = 2
    ) -> None:
        self._handle = handle
        self._limit = limit
        self._waiting: deque[tuple[Request, Future[Result]]] = deque()
        self._flights = threading.Semaphore(flights)

    def submit(self, request: Request) -> Result:
        """Hand in one request and wait for its result; raises what went wrong with it."""
        future: Future[Result] = Future()
        self._waiting.append((request, future))
        while not future.done():
            with self._flights:
                # Whoever held a place may have taken our request along; its flight answers it.
                if future.done() or not self._fly():
                    break
        try:
            return future.result()
        finally:
            # The traceback of what is raised keeps this frame, which must not lead back to it.
            del request, future

    def _fly(self) -> bool:
        """Handle what has collected; says whether there was anything."""
        batch = self._collect()
        if not batch:
            return False
        for (_, future), result in zip(batch, self._results(batch), strict=True):
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)
        # As in `submit`.
        del future, result
        batch.clear()
        return True

    def _results(
        self, batch: Sequence[tuple[Request, Future[Result]]]
    ) -> Sequence[Result | Exception]:
        try:
            results = self._handle([request for request, _ in batch])
            if len(results) != len(batch):
                raise RuntimeError(f"{len(results)} results for {len(batch)} requests")
        except Exception as exc:
            return [exc] * len(batch)
        return results

    def _collect(self) -> list[tuple[Request, Future[Result]]]:
        batch: list[tuple[Request, Future[Result]]] = []
        while len(batch) < self._limit:
            try:
                batch.append(self._waiting.popleft())
            except IndexError:
                break
        return batch
