"""Vonage's settings: which of its two APIs, and the secrets of either."""

from typing import Final, Literal, Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import SecretStr, model_validator

from services.sms.domain.provider import CallbackKind
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.callback_addresses import CallbackAddresses
from services.sms.providers.kit.settings import (
    BaseUrl,
    HeaderSecret,
    HeaderSecrets,
    HttpProviderSettings,
    Word,
    secret_bytes,
)
from services.sms.providers.vonage.messages import VonageMessages
from services.sms.providers.vonage.signed_forms import SignatureMethod, SignedForms
from services.sms.providers.vonage.sms import VonageSms

_URLS: Final = {"sms": "https://rest.nexmo.com", "messages": "https://api.nexmo.com"}
_NEEDED: Final = {
    "sms": ("api_key", "api_secret"),
    "messages": ("application_id", "private_key"),
}
LONGEST_CALLBACK: Final = 100
"""Characters that the address for reports may have in a request."""


class VonageSettings(HttpProviderSettings):
    """The account, or the application for `api: messages`. Both need the signature secret."""

    url: BaseUrl | None = None
    api: Literal["sms", "messages"] = "sms"
    signature_secret: HeaderSecrets
    api_key: Word | None = None
    api_secret: HeaderSecret | None = None
    signature_method: SignatureMethod = "md5hash"
    opt_out_assist: bool = False
    application_id: Word | None = None
    private_key: SecretStr | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        for api, names in _NEEDED.items():
            for name in names:
                if (getattr(self, name) is not None) != (api == self.api):
                    raise ValueError(
                        f"{name} is needed with api: {api}, and only there"
                        if api == self.api
                        else f"{name} is of api: {api}, and api is {self.api}"
                    )
        if self.private_key is not None:
            _rsa_key(self.private_key)
        return self

    def build(self, tools: ProviderTools) -> VonageSms | VonageMessages:
        """Return the provider."""
        addresses = CallbackAddresses(name=tools.name, public_url=self.public_url)
        reports = addresses.of(CallbackKind.STATUS)
        url = self.url or _URLS[self.api]
        if self.private_key is not None and self.application_id is not None:
            return VonageMessages(
                self, tools, url=url, key=_rsa_key(self.private_key), reports=reports
            )
        # A longer one would be refused; the account's own setting says where reports go.
        short = reports if len(reports or "") <= LONGEST_CALLBACK else None
        forms = SignedForms(
            method=self.signature_method,
            secrets=secret_bytes(self.signature_secret),
            now=tools.now,
        )
        return VonageSms(self, tools, url=url, forms=forms, reports=short)


def _rsa_key(pem: SecretStr) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(pem.get_secret_value().encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
        raise ValueError("private_key: must be an RSA key in PEM, without a password") from exc
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("private_key: must be an RSA key in PEM, without a password")
    return key
