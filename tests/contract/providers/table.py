"""The table of cases that a provider that calls back is held against; see `test_tables.py`.

A table lies in `tables/`, as `TABLE` of a module named after the provider's type. It says what goes in
and what comes out, in bytes and values; what holds for all providers is tested without being said.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackKind,
    ProviderMessage,
    Received,
    SendResult,
)
from services.sms.ports.provider import Link, Provider
from services.sms.providers.registry import PROVIDER_TYPES
from services.text.segments import Encoding
from tests.fakes.known_keys import provider_tools

NOW: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
NAME: Final = "acme"
"""What the provider is called in the configuration, and so in the address of its callbacks."""
PUBLIC_URL: Final = "https://svar.example.com"
OUR_ID: Final = "0198c0de-0000-7000-8000-000000000001"

MESSAGE: Final = ProviderMessage(
    id=OUR_ID,
    sender="+46730000001",
    recipient="+4790000001",
    text="Hvor fornøyd er du, 1-10?",
    encoding=Encoding.GSM7,
    segments=1,
    valid_until=NOW + timedelta(hours=4),
)
"""An ordinary message; `msgspec.structs.replace` makes others of it."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Messages, and the request that carries them. `form`, `json` or `query` says what is in it."""

    messages: Sequence[ProviderMessage] = (MESSAGE,)
    method: str = "POST"
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    json: object = None
    query: Mapping[str, str] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)

    def holds(self, request: HttpRequest) -> None:
        """Hold a request against this."""
        url, _, query = request.to.url.partition("?")
        assert (request.method, url) == (self.method, self.url)
        headers = {**dict(request.to.headers), **dict(request.headers)}
        assert {name: headers.get(name) for name in self.headers} == self.headers
        if self.form is not None:
            assert dict(parse_qsl(request.body.decode(), keep_blank_values=True)) == self.form
        if self.json is not None:
            assert json.loads(request.body) == self.json
        if self.query is not None:
            assert dict(parse_qsl(query, keep_blank_values=True)) == self.query


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What the provider answers to a request, and what became of each message in it."""

    status: int = 200
    body: bytes | Mapping[str, object] | Sequence[object] = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    messages: Sequence[ProviderMessage] = (MESSAGE,)
    means: Sequence[SendResult]
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def answer(self) -> HttpAnswer:
        """The answer as it comes off the wire."""
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        return HttpAnswer(status=self.status, headers=headers, body=body)


@dataclass(frozen=True, kw_only=True)
class Came:
    """A genuine callback, and what it says. What is altered of it is refused; see `Table.covers`."""

    callback: Callback
    says: Received
    settings: Mapping[str, object] = field(default_factory=dict)
    now: datetime = NOW
    signed: bool = True
    """False for one that a fixed secret proves, and nothing that is made of its content."""


@dataclass(frozen=True, kw_only=True)
class Forged:
    """A callback that is refused."""

    callback: Callback
    settings: Mapping[str, object] = field(default_factory=dict)
    now: datetime = NOW


@dataclass(frozen=True, kw_only=True)
class Table:
    """All that is known of one type. Cases are by a name that says what they show."""

    type: str
    settings: Mapping[str, object]
    wrong_settings: Mapping[str, tuple[Mapping[str, object], str]]
    """Changes to the settings (None takes one away), and what is said of them."""
    sent: Mapping[str, Sent]
    answered: Mapping[str, Answered]
    came: Mapping[str, Came]
    forged: Mapping[str, Forged]
    proof_headers: Sequence[str] = ()
    """Headers without which nothing is genuine."""
    covers: frozenset[str] = frozenset()
    """What of a callback the signature is over: `body`, `target`, both, or neither."""
    taken: Acknowledgement

    def provider(
        self, changes: Mapping[str, object] | None = None, *, now: datetime = NOW
    ) -> Provider:
        """Build the provider with these settings changed."""
        merged = {"type": self.type, **self.settings, **(changes or {})}
        given = {name: value for name, value in merged.items() if value is not None}
        built = PROVIDER_TYPES[self.type].model_validate(given)
        provider = built.build(provider_tools(lambda: now, name=NAME))
        assert not isinstance(provider, Link)
        return provider


def posted(
    body: bytes | Mapping[str, str] | object = b"",
    *,
    kind: CallbackKind = CallbackKind.INBOUND,
    query: str = "",
    headers: Mapping[str, str] | None = None,
    method: str = "POST",
) -> Callback:
    """Make a callback as the gateway hands it on: bytes stay, anything else is written as JSON."""
    written = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Callback(
        kind=kind,
        method=method,
        target=target(kind, query),
        headers=dict(headers or {}),
        body=written,
    )


def form(**fields: str) -> bytes:
    """Write a form."""
    return urlencode(fields).encode()


def target(kind: CallbackKind = CallbackKind.INBOUND, query: str = "") -> str:
    """Return the path of a callback, with its query."""
    return f"/v1/providers/{NAME}/{kind.value}" + (f"?{query}" if query else "")


def address(callback: Callback) -> str:
    """Return the public address that a callback came to."""
    return PUBLIC_URL + callback.target


def host_of(url: str) -> str:
    """Return the host of an address."""
    return urlsplit(url).netloc


def tables() -> Mapping[str, Table]:
    """Return every table, by type."""
    names = sorted(path.stem for path in (Path(__file__).parent / "tables").glob("*.py"))
    modules = [import_module(f"tests.contract.providers.tables.{name}") for name in names]
    return {module.TABLE.type: module.TABLE for module in modules}
