"""An event loop in a thread of its own, with the HTTP that all providers share."""

import asyncio
import threading
from typing import Final

import uvloop

from services.sms.adapters.outgoing_http import OutgoingHttp

_CLOSED_WITHIN_SECONDS: Final = 5.0


class Network:
    """Runs coroutines on its own thread from construction to `close`."""

    def __init__(self) -> None:
        self.loop = uvloop.new_event_loop()
        self.http = OutgoingHttp()
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Close every connection and end the thread; call when nothing runs on it any more."""
        closed = asyncio.run_coroutine_threadsafe(self._close(), self.loop)
        closed.result(timeout=_CLOSED_WITHIN_SECONDS)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    async def _close(self) -> None:
        await self.http.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
