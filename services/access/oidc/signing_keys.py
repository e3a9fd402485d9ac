"""The issuer's public keys, kept in memory: when to ask again, and what holds while they cannot be had.

How they are fetched is `issuer`. Belongs to one event loop.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from jwt import PyJWK

from services.access.oidc.issuer import IssuerError
from services.runtime.errors import unavailable
from services.runtime.logs import get_logger

log = get_logger(__name__)

Fetch = Callable[[], Awaitable[Mapping[str, PyJWK]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Seconds between two fetches, by the reason for the later one."""

    renew: float = 600
    """The keys are old: the issuer may have withdrawn one."""
    unknown: float = 60
    """A token names a key that is not known; anybody can make such tokens."""
    failed: float = 5
    """The last fetch failed."""


class SigningKeys:
    """Keys by their id, fetched when first needed."""

    def __init__(
        self,
        fetch: Fetch,
        *,
        pauses: Pauses = Pauses(),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._pauses = pauses
        self._monotonic = monotonic
        self._keys: Mapping[str, PyJWK] | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._tried_at = float("-inf")
        self._fetched_at = float("-inf")
        self._unknown_at = float("-inf")

    async def find(self, key_id: str) -> PyJWK | None:
        """Return the key with this id, or the only key there is for ""; None if there is none.

        Raises UNAVAILABLE while no keys were ever had.
        """
        if self._keys is None:
            await self._finished(self._begin())
            self._refuse_without_keys()
        elif self._passed(self._fetched_at, self._pauses.renew):
            # What is known goes on being served meanwhile.
            self._begin()
        key = self._known(key_id)
        if key is None and self._passed(self._unknown_at, self._pauses.unknown):
            await self._finished(self._begin_for_unknown())
            key = self._known(key_id)
        return key

    def _refuse_without_keys(self) -> None:
        if self._keys is None:
            raise unavailable(
                "ISSUER_UNAVAILABLE",
                "Tokens cannot be checked right now: the issuer's keys cannot be had.",
                retry_after=self._pauses.failed,
            )

    def _known(self, key_id: str) -> PyJWK | None:
        keys = self._keys or {}
        if not key_id:
            return next(iter(keys.values())) if len(keys) == 1 else None
        return keys.get(key_id)

    def _passed(self, since: float, seconds: float) -> bool:
        return self._monotonic() >= since + seconds

    def _begin(self) -> asyncio.Task[None] | None:
        """Begin a fetch unless one is under way, or failed a moment ago."""
        if self._fetching is None and self._passed(self._tried_at, self._pauses.failed):
            self._tried_at = self._monotonic()
            self._fetching = asyncio.create_task(self._renew())
        return self._fetching

    def _begin_for_unknown(self) -> asyncio.Task[None] | None:
        fetching = self._begin()
        if fetching is not None:
            self._unknown_at = self._monotonic()
        return fetching

    async def _finished(self, fetching: asyncio.Task[None] | None) -> None:
        if fetching is not None:
            # One who stops waiting does not take the keys from the others.
            await asyncio.shield(fetching)

    async def _renew(self) -> None:
        try:
            self._keys = await self._fetch()
            self._fetched_at = self._monotonic()
        except IssuerError as error:
            log.warning(
                "issuer's keys cannot be had", reason=str(error), keeps=len(self._keys or ())
            )
        finally:
            self._fetching = None
