"""Delivery reports of the load: a share of the messages, again until they are taken."""

import asyncio
import json

import pytest

from tests.benchmarks.connections import Connections
from tests.benchmarks.http_protocol import HttpProtocol
from tests.benchmarks.reports import DeliveryReports


class Receiver(HttpProtocol):
    """Refuses the first callback of all connections and keeps the others."""

    taken: list[str]
    asked: int

    def on_message(self, head: bytes, body: bytes) -> None:
        """Take one callback."""
        assert self.transport is not None
        assert head.startswith(b"POST /v1/providers/plain/status ")
        Receiver.asked += 1
        if Receiver.asked == 1:
            self.transport.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
            return
        Receiver.taken += [report["messageId"] for report in json.loads(body)]
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


async def reported(share: float, messages: int) -> tuple[int, list[str]]:
    """Note so many messages; return how many reports were acknowledged, and on what."""
    Receiver.taken, Receiver.asked = [], 0
    server = await asyncio.get_running_loop().create_server(Receiver, "127.0.0.1", 0)
    connections = Connections(server.sockets[0].getsockname()[1])
    async with server, DeliveryReports(connections, share=share) as reports:
        for number in range(messages):
            reports.note(f"out-{number}")
        await reports.drained()
        connections.close()
    return reports.acknowledged, Receiver.taken


@pytest.mark.parametrize(
    ("share", "expected"), [(1.0, 250), (0.5, 125), (0.0, 0)], ids=["all", "half", "none"]
)
def test_a_share_of_messages_is_reported_once_each_though_callbacks_are_refused(
    share: float, expected: int
) -> None:
    acknowledged, taken = asyncio.run(reported(share, 250))

    assert acknowledged == len(taken) == len(set(taken)) == expected
