"""An event loop in a thread of its own, with the way out to subscribers."""

import asyncio
import threading
from typing import Final

import uvloop

from services.results.adapters.checked_names import RESOLVED_WITHIN
from services.results.adapters.endpoints import Endpoints
from services.results.domain.fence import Fence
from services.results.ports.webhooks import SecretBox
from services.runtime.errors import unavailable

_CLOSED_WITHIN_SECONDS: Final = 5.0


class Outgoing:
    """Runs coroutines on its own thread from construction to `close`; `ports.AddressCheck` for other threads."""

    def __init__(self, fence: Fence, box: SecretBox) -> None:
        self.loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
        self._thread.start()
        made = asyncio.run_coroutine_threadsafe(_made(fence, box), self.loop)
        self.endpoints: Final = made.result(timeout=_CLOSED_WITHIN_SECONDS)

    def refusal(self, url: str) -> str | None:
        """Return why nothing is sent to a URL, None when it may be."""
        asked = asyncio.run_coroutine_threadsafe(self.endpoints.names.refusal(url), self.loop)
        try:
            return asked.result(timeout=2 * RESOLVED_WITHIN)
        except TimeoutError as exc:
            raise unavailable("NAMES_UNAVAILABLE", "Names are not resolved at the moment.") from exc

    def close(self) -> None:
        """Close every connection and end the thread; call when nothing runs on it any more."""
        closed = asyncio.run_coroutine_threadsafe(self.endpoints.close(), self.loop)
        closed.result(timeout=_CLOSED_WITHIN_SECONDS)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()


async def _made(fence: Fence, box: SecretBox) -> Endpoints:
    # Its resolver wants to be made on the loop that it works on.
    return Endpoints(fence, box)
