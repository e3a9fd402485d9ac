"""Settings that providers share: secrets, addresses, deadlines; what those that speak HTTP have."""

from collections.abc import Sequence
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator

from services.sms.domain.http import endpoint
from services.sms.domain.provider import digest
from services.sms.providers.base import ProviderSettings

MOST_SECRETS: Final = 4
"""How many secrets may count at once while one is being changed."""


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _header_value(secret: SecretStr) -> SecretStr:
    value = secret.get_secret_value()
    if not value.isascii() or not value.isprintable() or not value.strip():
        raise ValueError("must be printable ASCII and not empty")
    return secret


def _http_url(url: str) -> str:
    if " " in url:
        raise ValueError("must be an http or https URL")
    endpoint(url, {})
    return url


def _base_url(url: str) -> str:
    parts = urlsplit(_http_url(url))
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("must be an http or https URL without user, query or fragment")
    return url.rstrip("/")


HttpUrl = Annotated[str, AfterValidator(_http_url)]
"""A whole address that requests go to."""

BaseUrl = Annotated[str, AfterValidator(_base_url)]
"""An address that paths are put behind; it has no slash at its end."""

Word = Annotated[str, Field(pattern=r"^[\x21-\x7e]{1,200}$")]
"""An identifier of the provider's, without spaces."""

HeaderSecret = Annotated[SecretStr, AfterValidator(_header_value)]
"""A secret that is the value of a header, or a part of one."""

HeaderSecrets = Annotated[
    list[HeaderSecret], BeforeValidator(_one_or_more), Field(min_length=1, max_length=MOST_SECRETS)
]
"""One secret, or up to four while it is being changed; each of them counts."""

Deadline = Annotated[float, Field(gt=0, le=60)]
"""How many seconds a whole request may take."""

Rate = Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)]
"""Messages a second."""


class HttpProviderSettings(ProviderSettings):
    """What every provider has that speaks HTTP.

    `public_url` is the address under which the provider reaches us, up to but without
    `/v1/providers/…`; `deadline` is in seconds; `rate` is that of the whole account.
    """

    public_url: BaseUrl | None = None
    deadline: Deadline = 10
    rate: Rate | None = None


class SignedAddressSettings(HttpProviderSettings):
    """The settings of a provider that signs the address of its callbacks, which we have to know then."""

    @model_validator(mode="after")
    def _address_is_known(self) -> Self:
        if self.public_url is None:
            raise ValueError("public_url is needed: the address of callbacks is signed")
        return self


def digests(secrets: Sequence[SecretStr]) -> frozenset[bytes]:
    """Return the SHA-256 digests of secrets, as `Traits.header_proofs` has them."""
    return frozenset(digest(secret.get_secret_value()) for secret in secrets)


def secret_bytes(secrets: Sequence[SecretStr]) -> tuple[bytes, ...]:
    """Return secrets as the bytes that sign."""
    return tuple(secret.get_secret_value().encode() for secret in secrets)
