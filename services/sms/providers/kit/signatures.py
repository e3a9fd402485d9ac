"""Signatures of callbacks: over exactly the bytes that are signed, in constant time, with every secret."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import jwt
from jwt.types import Options

_BLOCK_SIZE: Final = 64
"""Bytes that the keys of HMAC-SHA256 have at least (RFC 2104 section 2); others have more."""
# Times are looked at here, by the clock of the caller.
_JWT_OPTIONS: Final[Options] = {
    "verify_signature": True,
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
}


def hmac_digest(secret: bytes, message: bytes, algorithm: str = "sha256") -> bytes:
    """Return the HMAC of a message, as bytes."""
    return hmac.new(secret, message, algorithm).digest()


def in_base64(signature: bytes) -> str:
    """Write a signature in base64.

    >>> in_base64(hmac_digest(b"k", b"m", "sha1"))[:8]
    'dytxyKKZ'
    """
    return base64.b64encode(signature).decode("ascii")


def is_among(given: str, right: Iterable[str]) -> bool:
    """Say whether a signature is one of those that are right; how long it takes tells nothing of them."""
    written = given.encode("utf-8", "surrogateescape")
    found = [hmac.compare_digest(written, one.encode()) for one in right]
    return any(found)


def sha256_hex(body: bytes) -> str:
    """Return the SHA-256 digest of a body in lower-case hex."""
    return hashlib.sha256(body).hexdigest()


def is_recent(signed_at: float | None, *, now: datetime, window: timedelta) -> bool:
    """Say whether a time in seconds since 1970 is within a window around now; None never is."""
    return signed_at is not None and abs(now.timestamp() - signed_at) <= window.total_seconds()


def seconds_of(timestamp: str) -> float | None:
    """Read a time in whole seconds since 1970; None for what is none."""
    digits = timestamp.strip()
    return float(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None


def unbase64(text: str) -> bytes | None:
    """Read standard base64; None for what is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def jwt_claims(
    token: str,
    secrets: Sequence[bytes],
    *,
    now: datetime,
    algorithms: Sequence[str] = ("HS256",),
    leeway: timedelta = timedelta(seconds=1),
) -> Mapping[str, object] | None:
    """Return the claims of a JSON web token that one of the secrets signed; None for any other.

    Only these algorithms are taken, whatever the token says. `exp` and `nbf` hold where they are there;
    everything else is for the caller to look at.
    """
    for secret in secrets:
        try:
            claims: dict[str, object] = jwt.decode(
                token,
                # How long a secret is was for others to decide. HMAC fills short ones up with zeros
                # itself, so these change nothing, but that nobody warns of it at every callback.
                secret.ljust(_BLOCK_SIZE, b"\0"),
                algorithms=list(algorithms),
                options=_JWT_OPTIONS,
            )
        except (jwt.InvalidTokenError, ValueError):
            continue
        return claims if _is_valid_at(claims, now, leeway) else None
    return None


def _is_valid_at(claims: Mapping[str, object], now: datetime, leeway: timedelta) -> bool:
    seconds, room = now.timestamp(), leeway.total_seconds()
    expires, begins = claims.get("exp", seconds), claims.get("nbf", seconds)
    if not isinstance(expires, (int, float)) or not isinstance(begins, (int, float)):
        return False
    return begins - room <= seconds <= expires + room
