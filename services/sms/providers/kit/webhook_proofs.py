"""Proofs for providers that sign nothing: a user, fixed headers, fixed parameters of the address.

All that are configured must hold. Each may be a list of up to four values while it is being changed.
"""

import base64
import hmac
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Self
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator

from services.sms.domain.provider import Callback, CallbackKind, digest
from services.sms.providers.kit.callback_addresses import CallbackAddresses
from services.sms.providers.kit.settings import HeaderSecret, HeaderSecrets, HttpProviderSettings


def _user(secret: SecretStr) -> SecretStr:
    user, colon, _ = secret.get_secret_value().partition(":")
    if not user or not colon:
        raise ValueError('must be "user:password"')
    return secret


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


_Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
_Users = Annotated[
    list[Annotated[HeaderSecret, AfterValidator(_user)]],
    BeforeValidator(_listed),
    Field(min_length=1, max_length=4),
]
_Headers = Annotated[dict[_Name, HeaderSecrets], Field(min_length=1, max_length=4)]
_Query = Annotated[dict[_Name, HeaderSecrets], Field(min_length=1, max_length=4)]


class ProofSettings(HttpProviderSettings):
    """The settings of a provider that may be proven so."""

    webhook_basic: _Users | None = None
    webhook_header: _Headers | None = None
    webhook_query: _Query | None = None

    @property
    def proofs(self) -> "WebhookProofs":
        """What proves a callback, and goes along with the address for reports."""
        return WebhookProofs(
            users=_values(self.webhook_basic or ()),
            headers={name: _values(one) for name, one in (self.webhook_header or {}).items()},
            query={name: _values(one) for name, one in (self.webhook_query or {}).items()},
        )

    def reports_address(self, name: str) -> str | None:
        """Return where a provider of this name is to report to, with what proves it; None where unknown."""
        addresses = CallbackAddresses(name=name, public_url=self.public_url)
        reports = addresses.of(CallbackKind.STATUS)
        return None if reports is None else self.proofs.along_with(reports)


class NeededProofSettings(ProofSettings):
    """The settings of a provider that signs nothing: one of the proofs has to be configured."""

    @model_validator(mode="after")
    def _one_is_given(self) -> Self:
        if not (self.webhook_basic or self.webhook_header or self.webhook_query):
            raise ValueError("one of webhook_basic, webhook_header and webhook_query is needed")
        return self


class WebhookProofs:
    """What must be in a callback. Of several values each counts; the first is the one we hand out."""

    def __init__(
        self,
        *,
        users: Sequence[str] = (),
        headers: Mapping[str, Sequence[str]] = MappingProxyType({}),
        query: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self._users = users
        self._query = query
        named = {name.lower(): list(values) for name, values in headers.items()}
        if users:
            named["authorization"] = [_basic(user) for user in users]
        self.header_proofs = {
            name: frozenset(digest(value) for value in values) for name, values in named.items()
        }
        """What of it headers prove, for `Traits`."""
        self.secret_names = frozenset((*named, *query))
        """Which headers and parameters hold secrets, for `Traits`."""

    def __bool__(self) -> bool:
        """Say whether there is anything that proves a callback."""
        return bool(self.header_proofs or self._query)

    def prove(self, callback: Callback) -> bool:
        """Say whether everything that proves a callback is there; False when nothing could."""
        headers = all(
            digest(callback.headers.get(name, "")) in digests
            for name, digests in self.header_proofs.items()
        )
        given = parse_qs(urlsplit(callback.target).query) if self._query else {}
        query = [_matches(given.get(name, [""])[0], values) for name, values in self._query.items()]
        return bool(self) and headers and all(query)

    def along_with(self, url: str) -> str:
        """Return an address for callbacks with the user and the parameters that prove them.

        >>> proofs = WebhookProofs(users=["u:p@"], query={"key": ["k"]})
        >>> proofs.along_with("https://svar.example.com/x")
        'https://u:p%40@svar.example.com/x?key=k'
        """
        if self._users:
            user, _, password = self._users[0].partition(":")
            named = f"{quote(user, safe='')}:{quote(password, safe='')}@"
            url = url.replace("://", f"://{named}", 1)
        if self._query:
            url += "?" + urlencode({name: values[0] for name, values in self._query.items()})
        return url


def _basic(user: str) -> str:
    return "Basic " + base64.b64encode(user.encode()).decode()


def _matches(given: str, values: Sequence[str]) -> bool:
    # All of them are compared, so that the time says nothing.
    found = [hmac.compare_digest(given.encode("utf-8", "replace"), one.encode()) for one in values]
    return any(found)


def _values(secrets: Sequence[SecretStr]) -> tuple[str, ...]:
    return tuple(secret.get_secret_value() for secret in secrets)
