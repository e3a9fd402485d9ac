"""Sealed and signed texts: what a browser keeps for us and cannot read, change or make up.

AES-GCM (NIST SP 800-38D) with random nonces, and HMAC-SHA-256. The first secret seals; all of them
open, so that a secret can be changed while people work.
"""

import base64
import binascii
import hmac
import os
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.runtime.errors import ConfigurationError

SHORTEST_SECRET: Final = 32
"""Characters."""
MOST_SECRETS: Final = 2
_NONCE: Final = 12
"""Bytes; random ones are safe for 2^32 seals, which is a hundred a second for a year."""


class Seals:
    """Seals with the first secret, opens with any."""

    def __init__(self, secrets: Sequence[str]) -> None:
        keys = [sha256(b"svar-console\0" + secret.encode()).digest() for secret in secrets]
        self._keys = keys
        self._boxes = [AESGCM(key) for key in keys]

    def seal(self, content: bytes, *, purpose: str) -> str:
        """Return the content, sealed for one purpose: it opens for no other."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._boxes[0].encrypt(nonce, content, purpose.encode())
        return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def open(self, sealed: str, *, purpose: str) -> bytes | None:
        """Return what was sealed, None for anything that was not."""
        raw = _decoded(sealed)
        for box in self._boxes if len(raw) > _NONCE else ():
            try:
                return box.decrypt(raw[:_NONCE], raw[_NONCE:], purpose.encode())
            except InvalidTag:
                continue
        return None

    def sign(self, content: str) -> str:
        """Return a signature that nobody else can make."""
        return _signature(self._keys[0], content)

    def is_signed(self, content: str, signature: str) -> bool:
        """Return True for a signature made with any of the secrets; takes the same time for others."""
        given = signature.encode("utf-8", "replace")
        found = [
            hmac.compare_digest(_signature(key, content).encode(), given) for key in self._keys
        ]
        return any(found)


def secrets_in(setting: str) -> list[str]:
    """Read the secrets of SVAR_CONSOLE_SECRET; raises ConfigurationError, which never shows them."""
    secrets = [one.strip() for one in setting.split(",") if one.strip()]
    if not 1 <= len(secrets) <= MOST_SECRETS:
        problem = "SVAR_CONSOLE_SECRET must hold one secret, or two with a comma between."
        raise ConfigurationError([problem])
    if any(len(one) < SHORTEST_SECRET for one in secrets):
        raise ConfigurationError(
            [f"SVAR_CONSOLE_SECRET must have at least {SHORTEST_SECRET} characters."]
        )
    return secrets


def _signature(key: bytes, content: str) -> str:
    made = hmac.digest(key, b"sign\0" + content.encode(), sha256)
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _decoded(sealed: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(sealed.encode("ascii") + b"==")
    except (binascii.Error, UnicodeEncodeError):
        return b""
