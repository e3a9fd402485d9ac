"""Ends work that nobody waits for any more: a client that leaves takes its request along.

For what costs a service much and stores nothing. What stores something goes on: its client may have left
before it could hear that it was done.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from services.runtime.errors import ServiceError, unavailable

Result = TypeVar("Result")


async def while_waited_for(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """Do work on a request that was read whole; cancel it when the client leaves, and raise then."""
    task = asyncio.create_task(work)
    leaving = asyncio.create_task(_left(request))
    try:
        await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise _client_left()
        return await task
    finally:
        task.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _client_left() -> ServiceError:
    # Nobody reads it; it says in metrics what became of the request.
    return unavailable("CLIENT_LEFT", "Nobody waits for the answer any more.")
