"""Delivery reports: what a provider says of each message a moment later, many in one callback."""

import asyncio
from collections import deque
from typing import Final

from tests.benchmarks.connections import Connections
from tests.benchmarks.http_protocol import headers, post
from tests.e2e.configuration import WEBHOOK_TOKEN

_PATH: Final = "/v1/providers/plain/status"
_MOST: Final = 100
_EVERY_SECONDS: Final = 0.1
_LOOK_SECONDS: Final = 0.02
_PATIENCE_SECONDS: Final = 120


class DeliveryReports:
    """Says of a share of the messages (0 to 1) that they were delivered. Use as `async with`."""

    def __init__(self, connections: Connections, *, share: float) -> None:
        self.share = share
        self.acknowledged = 0
        """How many reports were taken."""
        self._connections = connections
        self._waiting: deque[str] = deque()
        self._under_way = 0
        self._owed = 0.0
        self._headers = headers("127.0.0.1", X_Webhook_Token=WEBHOOK_TOKEN)

    async def __aenter__(self) -> "DeliveryReports":
        """Begin to report."""
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Report no more."""
        self._task.cancel()

    def note(self, message: str) -> None:
        """Take the provider's id of a message, which is reported a tenth of a second later."""
        self._owed += self.share
        if self._owed >= 1:
            self._owed -= 1
            self._waiting.append(message)

    async def drained(self) -> None:
        """Wait until every report so far is acknowledged; raises TimeoutError when one is not."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while self._waiting or self._under_way:  # noqa: ASYNC110 - looked at now and then
                await asyncio.sleep(_LOOK_SECONDS)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            if self._waiting:
                await self._connections.open(2)
            while self._waiting:
                count = min(len(self._waiting), _MOST)
                self._report([self._waiting.popleft() for _ in range(count)])

    def _report(self, messages: list[str]) -> None:
        self._under_way += 1
        self._post(post(_PATH, body_of(messages), self._headers), len(messages))

    def _post(self, request: bytes, count: int) -> None:
        def done(status: int, _body: bytes) -> None:
            if status == 200:
                self.acknowledged += count
                self._under_way -= 1
                return
            loop = asyncio.get_running_loop()
            loop.call_later(_EVERY_SECONDS, self._post, request, count)

        self._connections.post(request, done)


def body_of(messages: list[str]) -> bytes:
    """Write the reports of one callback.

    >>> body_of(["out-1"])
    b'[{"messageId": "out-1", "status": "delivered"}]'
    """
    items = (f'{{"messageId": "{one}", "status": "delivered"}}' for one in messages)
    return f"[{', '.join(items)}]".encode()
