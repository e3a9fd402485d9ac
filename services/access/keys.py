"""API keys: what one is, and those that are there without a file. The file is `keys_file`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final, Protocol

from services.access.caller import Caller, CallerKind
from services.access.rates import Rate
from services.access.scopes import Scope, granted
from services.runtime.actor import Actor

DEVELOPMENT_KEY: Final = "svar-dev-key"
_ID_LENGTH: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """One key; `digest` is its SHA-256 in lower-case hex."""

    name: str
    tenant: str
    scopes: frozenset[Scope]
    digest: str
    loopback_only: bool = False
    publish_apart: bool = False
    """Whether its tenant wants `publish` named beside `surveys`."""
    rate: Rate | None = None
    """None where the default of all keys holds."""


@lru_cache(maxsize=4096)
def holder_of(key: ApiKey) -> Caller:
    """Return who calls with a key. Its id is the beginning of the hash, by which the file is searched."""
    actor = Actor(kind=CallerKind.KEY, id=key.digest[:_ID_LENGTH], name=key.name)
    scopes = granted(key.scopes, publish_apart=key.publish_apart)
    return Caller(actor=actor, tenant=key.tenant, scopes=scopes, rate=key.rate)


class Keys(Protocol):
    """Knows which keys there are."""

    def find(self, digest: str) -> ApiKey | None:
        """Return the key with this digest. Looking up a digest tells nothing by the time it takes."""
        ...

    def warnings(self) -> Sequence[str]:
        """Return what whoever runs this should know about the keys, in sentences without secrets."""
        ...


class DevelopmentKeys:
    """The one key of a machine that nobody configured; works from that machine only."""

    def __init__(self) -> None:
        self._key = ApiKey(
            name="development",
            tenant="default",
            scopes=frozenset({Scope.ADMIN}),
            digest=digest_of(DEVELOPMENT_KEY.encode()),
            loopback_only=True,
        )

    def find(self, digest: str) -> ApiKey | None:
        """Return the development key if it is this one."""
        return self._key if digest == self._key.digest else None

    def warnings(self) -> Sequence[str]:
        """Return nothing; the start has said what key this is."""
        return ()


class NoKeys:
    """No key at all, where everybody comes with a token."""

    def find(self, digest: str) -> ApiKey | None:
        """Return None."""
        return None

    def warnings(self) -> Sequence[str]:
        """Return nothing."""
        return ()


def digest_of(key: bytes) -> str:
    """Return what a keys file holds instead of the key.

    >>> digest_of(b"svar-dev-key")[:12]
    '454d54a5e7c0'
    """
    return sha256(key).hexdigest()
