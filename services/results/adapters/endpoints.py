"""Calls endpoints of subscribers: signed after Standard Webhooks, bounded in time and in what is read.

The connection goes to an address that was checked (`checked_names`), under the name for TLS and Host.
Redirects are not followed, and no proxy is asked: behind one nobody could check anything.
"""

import asyncio
import ssl
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Final

import aiohttp
from aiohttp.abc import AbstractResolver
from standardwebhooks import Webhook
from yarl import URL

from services.results.adapters.checked_names import CheckedNames, RefusedAddressError
from services.results.domain.endpoint_health import Answered, Outcome
from services.results.domain.fence import Fence
from services.results.ports.webhooks import Due, Endpoint, SecretBox
from services.runtime.logs import get_logger

log = get_logger(__name__)

DEADLINE_SECONDS: Final = 10.0
LARGEST_ANSWER: Final = 64 * 1024
"""Bytes that are read; nobody looks at them, but what is read lets the connection be used again."""
_IDLE_SECONDS: Final = 15.0
_USER_AGENT: Final = "Svar-Webhooks/1"
_TAKEN: Final = Outcome(answered=Answered.TAKEN)


def _failed(reason: str) -> Outcome:
    return Outcome(answered=Answered.FAILED, reason=reason)


class Endpoints:
    """HTTP to subscribers; for one event loop. Opens nothing before it is used."""

    def __init__(
        self,
        fence: Fence,
        box: SecretBox,
        *,
        names: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        seconds: float = DEADLINE_SECONDS,
    ) -> None:
        """`names` and `tls` are for tests; else the system's. `seconds` bounds one try."""
        self.names = CheckedNames(fence, names)
        self._box = box
        self._tls = tls
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, due: Due, endpoint: Endpoint, *, now: datetime) -> Outcome:
        """Make one try, bounded in time; raises nothing that an endpoint can cause."""
        headers = self._headers(due, endpoint, now)
        if headers is None:
            return _failed("SECRET_UNREADABLE")
        try:
            async with asyncio.timeout(self._seconds):
                # A literal address is not resolved by the client, so it is looked at here.
                if await self._is_refused(endpoint.url):
                    return _failed("ADDRESS_REFUSED")
                return await self._post(endpoint.url, headers, due.body.encode())
        except TimeoutError:
            return _failed("TIMEOUT")
        except aiohttp.ClientConnectorDNSError as exc:
            refused = isinstance(exc.os_error, RefusedAddressError)
            return _failed("ADDRESS_REFUSED" if refused else "NAME_UNKNOWN")
        except (aiohttp.ClientSSLError, ssl.SSLError):
            return _failed("TLS_FAILED")
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL):
            return _failed("NOT_REACHABLE")
        except (aiohttp.ClientError, OSError, ValueError):
            return _failed("CONNECTION_LOST")

    async def close(self) -> None:
        """Drop every connection."""
        if self._session is not None:
            await self._session.close()

    async def _is_refused(self, url: str) -> bool:
        host = URL(url, encoded=True).host or ""
        is_plain = url.startswith("http://")
        if not is_plain and not _is_address(host):
            return False
        return await self.names.refusal(url) is not None

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        async with self._opened().post(
            URL(url, encoded=True), headers=headers, data=body, allow_redirects=False
        ) as response:
            await _read(response)
            return _outcome(response.status)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=0,
                keepalive_timeout=_IDLE_SECONDS,
                resolver=self.names,
                use_dns_cache=False,
                ssl=self._tls or True,
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=self._seconds),
                trust_env=False,
                auto_decompress=False,
            )
        return self._session

    def _headers(self, due: Due, endpoint: Endpoint, now: datetime) -> Mapping[str, str] | None:
        """Return the headers, with a signature by each secret that holds; None when none can be read."""
        secrets = endpoint.secrets
        sealed = [secrets.current]
        if secrets.previous and secrets.previous_until and now < secrets.previous_until:
            sealed.append(secrets.previous)
        opened = [one for one in map(self._box.open, sealed) if one is not None]
        if not opened:
            log.error("a webhook's secret cannot be read", webhook=endpoint.webhook_id)
            return None
        at = now.replace(microsecond=0)
        signatures = [Webhook(one).sign(due.event_id, at, due.body) for one in opened]
        return {
            "Content-Type": "application/json",
            "User-Agent": _USER_AGENT,
            "webhook-id": due.event_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(signatures),
        }


def _outcome(status: int) -> Outcome:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return _TAKEN
    if status == HTTPStatus.GONE:
        return Outcome(answered=Answered.GONE, reason=f"HTTP_{status}")
    return _failed(f"HTTP_{status}")


async def _read(response: aiohttp.ClientResponse) -> None:
    """Read the answer to its bound; what is longer costs the connection."""
    left = LARGEST_ANSWER
    async for part in response.content.iter_any():
        left -= len(part)
        if left < 0:
            response.close()
            return


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
