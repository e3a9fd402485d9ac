"""HTTP to providers, with two clients: the quick one for what is sent all the time, a kept one for the rest."""

from collections.abc import Coroutine
from typing import Any, Final
from urllib.request import getproxies_environment, proxy_bypass

from services.sms.adapters.kept_http import KeptHttp
from services.sms.adapters.quick_http import QuickHttp
from services.sms.domain.http import Endpoint, HttpAnswer, HttpRequest

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class OutgoingHttp:
    """`HttpClient` over both; for one event loop.

    A POST goes by the quick client unless the environment names a proxy for its address
    (`HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`). Other methods are rare (looking something up, polling),
    and their answers are larger and often compressed: there the quick client would earn nothing.
    """

    def __init__(self) -> None:
        self._quick = QuickHttp()
        self._kept = KeptHttp()
        self._proxies = getproxies_environment()

    def send(self, request: HttpRequest, *, seconds: float) -> Coroutine[Any, Any, HttpAnswer]:
        """Send a request and return the answer: see `HttpClient`."""
        proxy = self._proxy(request.to) if self._proxies else None
        if request.method == "POST" and proxy is None:
            return self._quick.send(request, seconds=seconds)
        return self._kept.send(request, seconds=seconds, proxy=proxy)

    async def close(self) -> None:
        """Drop every connection."""
        self._quick.close()
        await self._kept.close()

    def _proxy(self, to: Endpoint) -> str | None:
        """Return the proxy that requests to an endpoint take; None for none, and on this machine."""
        if to.host in _LOOPBACK or proxy_bypass(to.host):
            return None
        return self._proxies.get("https" if to.tls else "http")
