"""What proves the callbacks of a configured provider, besides fixed headers and parameters."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from services.sms.domain.provider import Callback
from services.sms.providers.kit.settings import HeaderSecrets, secret_bytes
from services.sms.providers.kit.signatures import (
    hmac_digest,
    in_base64,
    is_among,
    is_recent,
    jwt_claims,
    seconds_of,
    sha256_hex,
)
from services.sms.providers.webhook.outcomes import Model

_PARTS: Final = ("timestamp", "nonce", "url", "body")
_part: Final = re.compile(r"\{(timestamp|nonce|url|body)\}")
_IN_MILLISECONDS: Final = 1e11
"""Later than this many seconds is the year 5138: such a time is in milliseconds."""

Header = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$"), AfterValidator(lambda name: name.lower())
]


class HmacProof(Model):
    """An HMAC over a message made of parts of the callback; `window` is in seconds."""

    header: Header
    prefix: str = ""
    algorithm: Literal["sha1", "sha256", "sha384", "sha512"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    message: str = "{timestamp}.{body}"
    timestamp_header: Header | None = None
    nonce_header: Header | None = None
    window: Annotated[int, Field(ge=1, le=7 * 86_400)] = 300
    secret: HeaderSecrets

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if "{body}" not in self.message:
            raise ValueError("message must hold {body}")
        if "{timestamp}" in self.message and self.timestamp_header is None:
            raise ValueError("message holds {timestamp}: timestamp_header is needed")
        if "{nonce}" in self.message and self.nonce_header is None:
            raise ValueError("message holds {nonce}: nonce_header is needed")
        return self

    def holds(self, callback: Callback, *, url: str, now: datetime) -> bool:
        """Say whether a callback was signed so, and not too long ago."""
        timestamp = callback.headers.get(self.timestamp_header or "", "")
        signed = self._message(callback, timestamp=timestamp, url=url)
        given = callback.headers.get(self.header, "")
        right = [
            self.prefix + self._written(secret, signed) for secret in secret_bytes(self.secret)
        ]
        genuine = is_among(given.lower() if self.encoding == "hex" else given, right)
        return genuine and (self.timestamp_header is None or self._is_recent(timestamp, now))

    def _message(self, callback: Callback, *, timestamp: str, url: str) -> bytes:
        parts = {
            "timestamp": timestamp.encode("utf-8", "replace"),
            "nonce": callback.headers.get(self.nonce_header or "", "").encode("utf-8", "replace"),
            "url": url.encode("utf-8", "replace"),
            "body": callback.body,
        }
        # The pieces between parts are at even places, the names of parts at odd ones.
        pieces = _part.split(self.message)
        return b"".join(
            parts[piece] if place % 2 else piece.encode() for place, piece in enumerate(pieces)
        )

    def _written(self, secret: bytes, message: bytes) -> str:
        signature = hmac_digest(secret, message, self.algorithm)
        return signature.hex() if self.encoding == "hex" else in_base64(signature)

    def _is_recent(self, timestamp: str, now: datetime) -> bool:
        at = seconds_of(timestamp)
        if at is not None and at > _IN_MILLISECONDS:
            at /= 1000
        return is_recent(at, now=now, window=timedelta(seconds=self.window))


class JwtProof(Model):
    """A JSON web token (HS256) in a header; `body_hash_claim` holds the SHA-256 of the body in hex."""

    header: Header
    secret: HeaderSecrets
    body_hash_claim: str | None = None

    def holds(self, callback: Callback, *, now: datetime) -> bool:
        """Say whether a callback carries a token that one of the secrets signed."""
        token = callback.headers.get(self.header, "").removeprefix("Bearer ").strip()
        claims = jwt_claims(token, secret_bytes(self.secret), now=now)
        if claims is None or self.body_hash_claim is None:
            return claims is not None
        claimed = claims.get(self.body_hash_claim)
        return isinstance(claimed, str) and is_among(claimed.lower(), [sha256_hex(callback.body)])


def secret_headers(proofs: Sequence[HmacProof | JwtProof | None]) -> frozenset[str]:
    """Return the headers that hold a signature or a token."""
    return frozenset(proof.header for proof in proofs if proof is not None)
