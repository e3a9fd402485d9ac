"""The file of API keys: what it may hold, what is said about mistakes, and when it is read again.

The file holds hashes, never keys (`gateway/README.md`). Who may do what is not decided here.
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final

from prometheus_client import Gauge
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from services.access.keys import ApiKey
from services.access.rates import rate_of
from services.access.scopes import Scope, Tenants
from services.contracts.problem_paths import problems_of
from services.runtime.errors import ConfigurationError
from services.runtime.logs import get_logger
from services.runtime.yaml_reader import YamlError, read_yaml_file

log = get_logger(__name__)

MOST_KEYS: Final = 2_000
"""Entries of a file; it is read in between two requests, so it may not take long."""
LOOK_SECONDS: Final = 1.0
"""How long a change may stay unseen."""
REMIND_SECONDS: Final = 60.0
"""How often a file that stays wrong is read again and complained about."""
MOST_PROBLEMS: Final = 20
"""Mistakes that are named; the others are counted."""
LONGEST_NAME: Final = 64
HIGHEST_RATE: Final = 1_000_000
"""Requests per second, or at once, that an entry may allow; 0 per second is no limit."""

_WRONG = Gauge(
    "svar_keys_file_wrong",
    "1 while the keys file cannot be read, so that the keys read before hold, revoked ones too",
)


class FileKeys:
    """The keys of a file, which is looked at every second while requests come.

    A change that cannot be read leaves all keys as they were: a slip must not lock everybody out.
    So a key revoked in the same change goes on working, which is said in the log every minute, in
    `svar_keys_file_wrong` and in `warnings`, until the file is mended.
    """

    def __init__(
        self,
        path: Path,
        *,
        publish_apart: Tenants = (),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the file; raises ConfigurationError with every mistake and its place.

        `publish_apart` are the tenants whose keys publish only when they have that scope by name.
        """
        self._path = path
        self._publish_apart = publish_apart
        self._monotonic = monotonic
        self._stamp = _stamp(path)
        self._keys = read_keys(path, publish_apart=publish_apart)
        self._read_at = datetime.now(UTC)
        self._wrong = False
        self._look_again_at = monotonic() + LOOK_SECONDS
        self._remind_at = 0.0
        _WRONG.set(0)

    def find(self, digest: str) -> ApiKey | None:
        """Return the key with this digest, after a look at the file if the last was long ago."""
        self._look()
        return self._keys.get(digest)

    def warnings(self) -> Sequence[str]:
        """Say that the file is wrong and since when older keys hold; nothing while it is right."""
        self._look()
        if not self._wrong:
            return ()
        since = self._read_at.isoformat(timespec="seconds").replace("+00:00", "Z")
        return (
            f"The keys file cannot be read: the keys of {since} hold, revoked ones too. "
            "The log says what is wrong with it.",
        )

    def _look(self) -> None:
        now = self._monotonic()
        if now < self._look_again_at:
            return
        self._look_again_at = now + LOOK_SECONDS
        stamp = _stamp(self._path)
        if stamp != self._stamp or (self._wrong and now >= self._remind_at):
            self._stamp = stamp
            self._remind_at = now + REMIND_SECONDS
            self._read_again()

    def _read_again(self) -> None:
        try:
            self._keys = read_keys(self._path, publish_apart=self._publish_apart)
        except ConfigurationError as error:
            self._wrong = True
            log.error(
                "keys file is wrong, keeping the keys read before, revoked ones too",
                problems=error.problems,
                read_at=self._read_at.isoformat(),
            )
        else:
            self._wrong = False
            self._read_at = datetime.now(UTC)
            log.info("keys read again", count=len(self._keys))
        _WRONG.set(self._wrong)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    tenant: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
    scopes: Annotated[list[Scope], Field(min_length=1)]
    hash: Annotated[str, Field(pattern=r"^[0-9a-fA-F]{64}$")]
    made: date | None = None
    """The day on which `svar key new` made it; it has not always written one."""
    rate: Annotated[float, Field(ge=0, le=HIGHEST_RATE)] | None = None
    """Requests per second; 0 for no limit, whatever the default is."""
    burst: Annotated[int, Field(ge=1, le=HIGHEST_RATE)] | None = None
    """Requests that may come at once; those of one second when left out."""


_ENTRIES: Final = TypeAdapter(Annotated[list[_Entry], Field(max_length=MOST_KEYS)])


def read_keys(path: Path, *, publish_apart: Tenants = ()) -> dict[str, ApiKey]:
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
    return {
        entry.hash.lower(): _key(entry, publish_apart=entry.tenant in publish_apart)
        for entry in entries
    }


def _load(path: Path) -> object:
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


def _key(entry: _Entry, *, publish_apart: bool) -> ApiKey:
    return ApiKey(
        name=entry.name,
        tenant=entry.tenant,
        scopes=_scopes(entry),
        digest=entry.hash.lower(),
        publish_apart=publish_apart,
        rate=None if entry.rate is None else rate_of(entry.rate, entry.burst),
    )


def _scopes(entry: _Entry) -> frozenset[Scope]:
    scopes = frozenset(entry.scopes)
    # Numbers were a part of `results` before they had a scope; keys made then go on seeing them.
    sees_numbers = entry.made is None and Scope.RESULTS in scopes
    return scopes | {Scope.NUMBERS} if sees_numbers else scopes


def _wrong(path: Path, problems: Sequence[str]) -> ConfigurationError:
    named = [f"SVAR_API_KEYS_FILE ({path}): {problem}." for problem in problems[:MOST_PROBLEMS]]
    more = len(problems) - len(named)
    return ConfigurationError(
        [*named, *([f"SVAR_API_KEYS_FILE ({path}): {more} more mistakes."] if more else [])]
    )


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    # The change time shows that a file may be read now which could not be before.
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
