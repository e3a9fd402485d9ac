"""`ports.SecretBox`: Fernet (AES-128-CBC and HMAC-SHA-256) with keys made of SVAR_WEBHOOKS_KEY."""

import base64
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from services.runtime.errors import ConfigurationError, ErrorKind, ServiceError

SHORTEST_KEY: Final = 32
"""Characters."""
MOST_KEYS: Final = 2
_NO_KEY: Final = (
    "Webhooks need a key that encrypts their secrets: whoever runs Svar sets SVAR_WEBHOOKS_KEY."
)


class FernetSecretBox:
    """Seals with the first key and opens with any, so that a key can be changed while deliveries go on."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._boxes = MultiFernet([_box(key) for key in keys]) if keys else None

    def seal(self, secret: str) -> str:
        """Return it encrypted; raises WEBHOOKS_NOT_CONFIGURED where there is no key."""
        if self._boxes is None:
            raise ServiceError(
                kind=ErrorKind.PRECONDITION,
                reason="WEBHOOKS_NOT_CONFIGURED",
                message=_NO_KEY,
            )
        return self._boxes.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """Return what was sealed; None when no key of the configuration opens it."""
        if self._boxes is None:
            return None
        try:
            return self._boxes.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None


def keys_in(setting: str) -> Sequence[str]:
    """Read the keys of SVAR_WEBHOOKS_KEY, none where it is empty.

    Raises ConfigurationError, which never shows them.
    """
    keys = [one.strip() for one in setting.split(",") if one.strip()]
    if len(keys) > MOST_KEYS:
        raise ConfigurationError(
            ["SVAR_WEBHOOKS_KEY must hold one key, or two with a comma between."]
        )
    if any(len(one) < SHORTEST_KEY for one in keys):
        raise ConfigurationError(
            [f"SVAR_WEBHOOKS_KEY must have at least {SHORTEST_KEY} characters."]
        )
    return keys


def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(b"svar-webhooks\0" + key.encode()).digest()))
