"""Settings that providers share: secrets that go into headers, addresses, deadlines."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from services.sms.domain.provider import digest
from services.sms.ports.http import endpoint


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


HttpUrl = Annotated[str, AfterValidator(_http_url)]
"""Where requests go."""

HeaderSecret = Annotated[SecretStr, AfterValidator(_header_value)]
"""A secret that is the value of a header."""

HeaderSecrets = Annotated[
    list[HeaderSecret], BeforeValidator(_one_or_more), Field(min_length=1, max_length=4)
]
"""One secret, or up to four while it is being changed; each of them counts."""

Deadline = Annotated[float, Field(gt=0, le=60)]
"""How many seconds a whole request may take."""


def digests(secrets: Sequence[SecretStr]) -> frozenset[bytes]:
    """Return the SHA-256 digests of secrets, as `Traits.header_proofs` has them."""
    return frozenset(digest(secret.get_secret_value()) for secret in secrets)
