"""Asks an OpenID Connect issuer: for its public keys, where people sign in, and who has signed in.

Every answer has a deadline and a limit, and nothing but keys for RS256 and ES256 is taken from it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK, PyJWTError

from services.runtime.loopback import is_loopback

ALGORITHMS = ("RS256", "ES256")
ISSUER_SECONDS = 5.0
"""For discovery and keys together."""
_ANSWER_LIMIT = 1024 * 1024
_RSA_BITS = 2048


class IssuerError(Exception):
    """The issuer does not answer, or not with what it should; says why, for the log."""


async def fetch_keys(issuer: str) -> Mapping[str, PyJWK]:
    """Return the issuer's keys for signatures, by id; raises IssuerError."""
    async with _asking() as session:
        described = await _read(session, discovery_url(issuer))
        keys = await _read(session, _keys_url(described, issuer))
    return read_key_set(keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where people sign in, and where a code is exchanged for tokens."""

    authorization: str
    token: str


async def fetch_endpoints(issuer: str) -> Endpoints:
    """Return the issuer's addresses for signing in; raises IssuerError."""
    async with _asking() as session:
        described = await _read(session, discovery_url(issuer))
    return Endpoints(
        authorization=_address(described, issuer, "authorization_endpoint"),
        token=_address(described, issuer, "token_endpoint"),
    )


async def exchange_code(address: str, fields: Mapping[str, str]) -> str:
    """Exchange a code (RFC 6749 section 4.1.3) and return the ID token; raises IssuerError."""
    async with (
        _asking() as session,
        session.post(address, data=dict(fields), allow_redirects=False) as answer,
    ):
        found = await _json(answer)
    token = found.get("id_token") if isinstance(found, dict) else None
    if not isinstance(token, str):
        raise IssuerError("its answer to a code holds no ID token")
    return token


@asynccontextmanager
async def _asking() -> AsyncIterator[aiohttp.ClientSession]:
    """A session with one deadline over all that is asked in it; raises IssuerError for what went wrong."""
    try:
        timeout = aiohttp.ClientTimeout(total=ISSUER_SECONDS)
        async with (
            asyncio.timeout(ISSUER_SECONDS),
            aiohttp.ClientSession(timeout=timeout) as session,
        ):
            yield session
    except (aiohttp.ClientError, TimeoutError, OSError) as exc:
        raise IssuerError(f"it does not answer ({type(exc).__name__})") from exc


def discovery_url(issuer: str) -> str:
    """Return where an issuer describes itself (OpenID Connect Discovery 1.0, section 4).

    >>> discovery_url("https://login.example/realm/")
    'https://login.example/realm/.well-known/openid-configuration'
    """
    return issuer.removesuffix("/") + "/.well-known/openid-configuration"


def is_safe(url: str) -> bool:
    """Say whether what an address answers can be trusted: HTTPS, or this machine.

    >>> is_safe("https://login.example"), is_safe("http://login.example"), is_safe("http://127.0.0.1:8")
    (True, False, True)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    )


def read_key_set(document: Any) -> Mapping[str, PyJWK]:
    """Return the usable keys of a JSON Web Key Set (RFC 7517); raises IssuerError if there is none."""
    entries = document.get("keys") if isinstance(document, dict) else None
    usable = (_key(entry) for entry in entries or [] if isinstance(entry, dict))
    keys = {key.key_id or "": key for key in usable if key is not None}
    if not keys:
        raise IssuerError("its key set holds no key for " + " or ".join(ALGORITHMS))
    return keys


def _key(entry: dict[str, Any]) -> PyJWK | None:
    if entry.get("use", "sig") != "sig" or not isinstance(entry.get("kid", ""), str):
        return None
    try:
        key = PyJWK(entry)
    except (PyJWTError, ValueError, TypeError, NotImplementedError):
        return None  # one of a kind that we do not need
    if key.algorithm_name not in ALGORITHMS or _is_weak(key):
        return None
    return key


def _is_weak(key: PyJWK) -> bool:
    return isinstance(key.key, RSAPublicKey) and key.key.key_size < _RSA_BITS


def _keys_url(described: Any, issuer: str) -> str:
    return _address(described, issuer, "jwks_uri")


def _address(described: Any, issuer: str, name: str) -> str:
    if not isinstance(described, dict) or described.get("issuer") != issuer:
        raise IssuerError("it names itself otherwise than SVAR_OIDC_ISSUER does")
    address = described.get(name)
    if not isinstance(address, str) or not is_safe(address):
        raise IssuerError(f"its {name} is missing, or not HTTPS")
    return address


async def _read(session: aiohttp.ClientSession, url: str) -> Any:
    async with session.get(url, allow_redirects=False) as answer:
        return await _json(answer)


async def _json(answer: aiohttp.ClientResponse) -> Any:
    if answer.status != 200:
        raise IssuerError(f"it answers {answer.status}")
    body = await answer.content.read(_ANSWER_LIMIT)
    while len(body) < _ANSWER_LIMIT and (more := await answer.content.read(_ANSWER_LIMIT)):
        body += more
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise IssuerError("it answers with what is no JSON") from exc
