"""`/live`: the stream that tells a browser which conversations changed (server-sent events)."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Final

from starlette.responses import Response, StreamingResponse

from services.console.calls.feed import MOST_WATCHERS, Feed
from services.console.http.asked import Asked
from services.runtime.errors import unavailable

_COMMENT_SECONDS: Final = 15.0
"""How often something is said at least, so that no proxy takes the stream for dead."""
_LONGEST_SECONDS: Final = 300.0
"""After that the browser asks again, so that a visit that has ended ends its stream."""
_LOOK_SECONDS: Final = 1.0


async def stream(asked: Asked) -> Response:
    """Tell of changes until the browser goes away, five minutes have passed, or the console stops."""
    if asked.feed.watching >= MOST_WATCHERS:
        raise unavailable("TOO_MANY", "Too many pages are live.", retry_after=30)
    return StreamingResponse(
        _events(asked),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _events(asked: Asked) -> AsyncIterator[str]:
    feed: Feed = asked.feed
    ends, speaks = time.monotonic() + _LONGEST_SECONDS, 0.0
    async with feed.watch(asked.tenant) as news:
        yield "retry: 1000\n\n"
        while time.monotonic() < ends and not asked.is_stopping():
            try:
                changed = await asyncio.wait_for(news.get(), _LOOK_SECONDS)
            except TimeoutError:
                if time.monotonic() > speaks:
                    speaks = time.monotonic() + _COMMENT_SECONDS
                    yield ": still here\n\n"
                continue
            yield f"event: changed\ndata: {changed}\n\n"
