"""A provider that takes every SMS at once and hands it to the phones: as little as the contract allows.

The one for tests, with its faults and records, is `tests.fakes.sms_provider`.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Final

from tests.benchmarks.conversations import Conversation, Conversations
from tests.benchmarks.http_protocol import HttpProtocol
from tests.e2e.configuration import TOKEN

_BEARER: Final = f"Bearer {TOKEN}".encode()
_TAKEN: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
_REFUSED: Final = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"


class LeanProvider:
    """Use as `async with`; each message that is the next of its conversation goes to `on_message`.

    `on_taken` gets the provider's own id of every message, for what is reported on it later.
    """

    def __init__(self, conversations: Conversations) -> None:
        self.on_message: Callable[[Conversation], None] = lambda _: None
        self.on_taken: Callable[[str], None] = lambda _: None
        self._conversations = conversations
        self._numbers = 0

    async def __aenter__(self) -> "LeanProvider":
        """Listen on a free port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Request(self), "127.0.0.1", 0, backlog=1024
        )
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/sms"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening."""
        self._server.close()

    def take(self, head: bytes, body: bytes) -> bytes:
        """Take one request and return the answer."""
        if _BEARER not in head:
            self._conversations.wrong.append("a message without the provider's token")
            return _REFUSED
        written = json.loads(body)
        conversation = self._conversations.receive(
            written["id"],
            phone=written["to"],
            address=written["from"],
            text=written["text"],
        )
        if conversation is not None:
            self.on_message(conversation)
        self._numbers += 1
        name = f"out-{self._numbers}"
        self.on_taken(name)
        answer = b'{"messageId": "%s"}' % name.encode()
        return _TAKEN % (len(answer), answer)


class _Request(HttpProtocol):
    def __init__(self, provider: LeanProvider) -> None:
        super().__init__()
        self._provider = provider

    def on_message(self, head: bytes, body: bytes) -> None:
        assert self.transport is not None
        self.transport.write(self._provider.take(head, body))
