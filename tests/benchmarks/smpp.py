"""How many messages a second the link to an SMS centre carries: `python -m tests.benchmarks.smpp`.

The link alone, as `sms` runs it, on an event loop of this process; the centre is another process that
answers every submit at once. What stores messages and says which one leaves is not a part of it:
`make bench` measures that.
"""

import argparse
import asyncio
import itertools
import sys
from datetime import UTC, datetime
from time import process_time
from typing import Final, cast

import uvloop

from services.sms.domain.provider import Accepted, ProviderMessage, Received
from services.sms.providers.smpp.bodies import message_id_body
from services.sms.providers.smpp.commands import RESPONSE, Command
from services.sms.providers.smpp.link import SmppLink
from services.sms.providers.smpp.pdus import Pdu, PduReader, encode
from services.sms.providers.smpp.settings import SmppSettings
from services.text.segments import measure
from tests.fakes.known_keys import provider_tools

TEXT: Final = "Hvor fornøyd er du, 1-10?"
_WARM_SECONDS: Final = 1.0


class QuickCentre(asyncio.Protocol):
    """Takes every bind and every submit at once, and looks at nothing."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to read."""
        self._transport = cast(asyncio.Transport, transport)
        self._reader = PduReader()
        self._numbers = itertools.count(1)

    def data_received(self, data: bytes) -> None:
        """Answer whatever came, in one write."""
        self._transport.write(b"".join(map(self._answer, self._reader.feed(data))))

    def _answer(self, pdu: Pdu) -> bytes:
        named = str(next(self._numbers)) if pdu.command == Command.SUBMIT_SM else ""
        return encode(Pdu(pdu.command | RESPONSE, pdu.sequence, message_id_body(named)))


class _NoInbox:
    async def take(self, received: Received) -> bool:
        """Take nothing: the centre sends nothing."""
        return False


def main() -> None:
    """Measure, or be the centre."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.smpp", description=__doc__)
    parser.add_argument("--window", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--centre", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    uvloop.run(_be_centre() if given.centre else _measure(given.window, given.seconds))


async def _be_centre() -> None:
    server = await asyncio.get_running_loop().create_server(QuickCentre, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _measure(window: int, seconds: float) -> None:
    centre = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.smpp", "--centre"), stdout=asyncio.subprocess.PIPE
    )
    assert centre.stdout is not None
    port = int(await centre.stdout.readline())
    link = _link(port, window)
    running = asyncio.create_task(link.run(_NoInbox()))
    try:
        async with asyncio.timeout(10):
            await link.connected.wait()
        await _send(link, window, _WARM_SECONDS)
        began = process_time()
        count = await _send(link, window, seconds)
        used = process_time() - began
    finally:
        running.cancel()
        await asyncio.wait([running])
        centre.kill()
        await centre.wait()
    print(
        f"{count / seconds:,.0f} messages a second with a window of {window};"
        f" {used / count * 1e6:.0f} µs of our processor a message"
    )


def _link(port: int, window: int) -> SmppLink:
    settings: dict[str, object] = {
        "type": "smpp",
        "url": f"smpp://127.0.0.1:{port}",
        "system_id": "svar",
        "password": "secret",
        "window": window,
    }
    return SmppSettings.model_validate(settings).build(provider_tools(lambda: datetime.now(UTC)))


async def _send(link: SmppLink, window: int, seconds: float) -> int:
    """Keep as many messages under way as the window has room for; returns how many were taken."""
    until = asyncio.get_running_loop().time() + seconds
    counts = await asyncio.gather(*[_send_one_by_one(link, lane, until) for lane in range(window)])
    return sum(counts)


async def _send_one_by_one(link: SmppLink, lane: int, until: float) -> int:
    loop = asyncio.get_running_loop()
    count = 0
    while loop.time() < until:
        # A task for each, as the sender has it.
        (result,) = await asyncio.create_task(link.send([_message(lane, count)]))
        assert isinstance(result, Accepted)
        count += 1
    return count


def _message(lane: int, number: int) -> ProviderMessage:
    measured = measure(TEXT)
    return ProviderMessage(
        id=f"{lane}-{number}",
        sender=f"1963{number % 10_000_000_000:010}",
        recipient=f"+479{lane:07}",
        text=TEXT,
        encoding=measured.encoding,
        segments=measured.segments,
        valid_until=datetime(2030, 1, 1, tzinfo=UTC),
    )


if __name__ == "__main__":
    main()
