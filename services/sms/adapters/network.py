"""An event loop in a thread of its own, with the HTTP session that all providers share."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import aiohttp
import uvloop

_CONNECTIONS: Final = 256
_KEEP_ALIVE_SECONDS: Final = 60

Result = TypeVar("Result")


class Network:
    """Runs coroutines on its own thread from construction to `close`."""

    def __init__(self) -> None:
        self.loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)
        self._thread.start()
        self.session = self._finished(_open_session())

    def close(self) -> None:
        """Close every connection and end the thread; call when nothing runs on it any more."""
        self._finished(self.session.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    def _finished(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()


async def _open_session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_KEEP_ALIVE_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
    )
