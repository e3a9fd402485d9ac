"""The API keys: read from a file, re-read when it changes, or one key for development.

The file holds hashes, never keys (`api.md` section 2). Who may do what is `auth`.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from services.access.rates import Rate, rate_of
from services.contracts.problem_paths import problems_of
from services.runtime.errors import ConfigurationError
from services.runtime.logs import get_logger
from services.runtime.yaml_reader import YamlError, read_yaml_file

log = get_logger(__name__)

DEVELOPMENT_KEY = "svar-dev-key"
LOOK_SECONDS = 1.0
LONGEST_NAME = 64
HIGHEST_RATE = 1_000_000
"""Requests per second, or at once, that an entry may allow; 0 per second is no limit."""


class Scope(StrEnum):
    """What a key may be used for; `admin` is all of it."""

    SEND = "send"
    SURVEYS = "surveys"
    RESULTS = "results"
    CONTACTS = "contacts"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """One key; `digest` is its SHA-256 in lower-case hex."""

    name: str
    tenant: str
    scopes: frozenset[Scope]
    digest: str
    loopback_only: bool = False
    rate: Rate | None = None
    """None where the default of all keys holds."""


class Keys(Protocol):
    """Knows which keys there are."""

    def find(self, digest: str) -> ApiKey | None:
        """Return the key with this digest. Looking up a digest tells nothing by the time it takes."""
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


class NoKeys:
    """No key at all, where everybody comes with a token."""

    def find(self, digest: str) -> ApiKey | None:
        """Return None."""
        return None


class FileKeys:
    """The keys of a file. A change is seen within a second; one that cannot be read changes nothing."""

    def __init__(self, path: Path, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Read the file; raises ConfigurationError with every mistake and its place."""
        self._path = path
        self._monotonic = monotonic
        self._stamp = _stamp(path)
        self._keys = read_keys(path)
        self._look_again_at = monotonic() + LOOK_SECONDS

    def find(self, digest: str) -> ApiKey | None:
        """Return the key with this digest, after a look at the file if the last was long ago."""
        if self._monotonic() >= self._look_again_at:
            self._look_again_at = self._monotonic() + LOOK_SECONDS
            self._refresh()
        return self._keys.get(digest)

    def _refresh(self) -> None:
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._keys = read_keys(self._path)
        except ConfigurationError as error:
            log.error("keys file is wrong, keeping the keys read before", problems=error.problems)
        else:
            log.info("keys read again", count=len(self._keys))


def digest_of(key: bytes) -> str:
    """Return what a keys file holds instead of the key.

    >>> digest_of(b"svar-dev-key")[:12]
    '454d54a5e7c0'
    """
    return sha256(key).hexdigest()


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    tenant: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
    scopes: Annotated[list[Scope], Field(min_length=1)]
    hash: Annotated[str, Field(pattern=r"^[0-9a-fA-F]{64}$")]
    rate: Annotated[float, Field(ge=0, le=HIGHEST_RATE)] | None = None
    """Requests per second; 0 for no limit, whatever the default is."""
    burst: Annotated[int, Field(ge=1, le=HIGHEST_RATE)] | None = None
    """Requests that may come at once; those of one second when left out."""


_ENTRIES = TypeAdapter(list[_Entry])


def read_keys(path: Path) -> dict[str, ApiKey]:
    """Read keys by digest; raises ConfigurationError with every mistake and its place."""
    try:
        entries = _ENTRIES.validate_python(_load(path))
    except ValidationError as exc:
        raise _wrong(
            path, [f"{p.path or 'it'} {p.message}" for p in problems_of(exc.errors())]
        ) from exc
    problems = [*_repeated(entries), *_bursts_alone(entries)]
    if problems:
        raise _wrong(path, problems)
    return {entry.hash.lower(): _key(entry) for entry in entries}


def _load(path: Path) -> Any:
    try:
        return read_yaml_file(path)
    except YamlError as exc:
        raise _wrong(path, [str(exc)]) from exc


def _repeated(entries: Sequence[_Entry]) -> list[str]:
    problems = []
    for what in ("name", "hash"):
        seen: dict[str, int] = {}
        for index, entry in enumerate(entries):
            value = str(getattr(entry, what)).lower()
            if value in seen:
                problems.append(f"[{index}].{what} is the same as [{seen[value]}].{what}")
            seen.setdefault(value, index)
    return problems


def _bursts_alone(entries: Sequence[_Entry]) -> list[str]:
    return [
        f"[{index}].burst needs a rate beside it"
        for index, entry in enumerate(entries)
        if entry.burst is not None and entry.rate is None
    ]


def _key(entry: _Entry) -> ApiKey:
    return ApiKey(
        name=entry.name,
        tenant=entry.tenant,
        scopes=frozenset(entry.scopes),
        digest=entry.hash.lower(),
        rate=None if entry.rate is None else rate_of(entry.rate, entry.burst),
    )


def _wrong(path: Path, problems: Sequence[str]) -> ConfigurationError:
    return ConfigurationError([f"SVAR_API_KEYS_FILE ({path}): {problem}." for problem in problems])


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
