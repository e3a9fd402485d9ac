"""Resolves names once, and lets nothing go to an address that the fence refuses."""

import asyncio
import socket
from typing import Final
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from services.results.domain.fence import Fence

RESOLVED_WITHIN: Final = 5.0
"""Seconds."""
NO_SUCH_NAME: Final = "the name cannot be resolved"
NEEDS_TLS: Final = "it must be https"


class RefusedAddressError(OSError):
    """A name leads where nothing is sent."""


class CheckedNames(AbstractResolver):
    """Resolver of the HTTP client: what it returns is connected to, and nothing else."""

    def __init__(self, fence: Fence, names: AbstractResolver | None = None) -> None:
        """`names` is who resolves; the system's own unless a test says otherwise."""
        self._fence = fence
        self._names = names or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a name; raises RefusedAddressError when one of them is refused."""
        found = await self._names.resolve(host, port, family)
        refusal = self._fence.refusal([one["host"] for one in found])
        if refusal is not None:
            raise RefusedAddressError(refusal)
        return found

    async def close(self) -> None:
        """Let go of whatever the resolver holds."""
        await self._names.close()

    async def refusal(self, url: str) -> str | None:
        """Return why nothing is sent to a URL of sound shape, None when it may be."""
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            async with asyncio.timeout(RESOLVED_WITHIN):
                found = await self._names.resolve(parts.hostname or "", port, socket.AF_UNSPEC)
        except OSError:  # TimeoutError is one
            return NO_SUCH_NAME
        addresses = [one["host"] for one in found]
        refusal = self._fence.refusal(addresses)
        if refusal is None and parts.scheme != "https" and not self._fence.allows_http(addresses):
            return NEEDS_TLS
        return refusal
