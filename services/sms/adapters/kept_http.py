"""A complete HTTP client (aiohttp): any method, compressed answers, proxies."""

from typing import Final

import aiohttp
from yarl import URL

from services.sms.adapters.quick_http_connection import LARGEST_BODY
from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.ports.http import ConnectionLostError, NotReachableError

# Within this share of the deadline a connection is made, or it is said that none can be.
_CONNECTING: Final = 0.8
_IDLE_SECONDS: Final = 4.0


class KeptHttp:
    """`HttpClient` for what the quick one cannot; for one event loop. Opens nothing before it is used."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def send(
        self, request: HttpRequest, *, seconds: float, proxy: str | None = None
    ) -> HttpAnswer:
        """Send a request, by a proxy where one is given, and return the answer: see `HttpClient`."""
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=seconds * _CONNECTING)
        try:
            async with self._opened().request(
                request.method,
                URL(request.to.url, encoded=True),
                headers=(*request.to.headers, *request.headers),
                data=request.body or None,
                allow_redirects=False,
                timeout=timeout,
                proxy=proxy,
            ) as response:
                return HttpAnswer(
                    status=response.status,
                    headers=response.raw_headers,
                    body=await _body(response),
                )
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as exc:
            raise NotReachableError from exc
        except aiohttp.ClientHttpProxyError as exc:
            # The proxy answered, and not the provider.
            raise NotReachableError from exc
        except aiohttp.ClientError as exc:
            raise ConnectionLostError from exc

    async def close(self) -> None:
        """Drop every connection."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_IDLE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """Return the body: cut off where the connection or the time was, empty when it is too large."""
    body = bytearray()
    try:
        async for part in response.content.iter_any():
            body += part
            if len(body) > LARGEST_BODY:
                response.close()
                return b""
    except (aiohttp.ClientError, TimeoutError):
        response.close()
    return bytes(body)
