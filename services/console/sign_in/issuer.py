"""Signing in with the company's OpenID Connect issuer: authorization code with PKCE (RFC 6749, RFC 7636).

What belongs to one sign-in (state, nonce, verifier) travels in a sealed cookie of ten minutes, so that any
replica can finish what another began. Tokens are read once and kept nowhere.
"""

import base64
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

import msgspec

from services.access.caller import Caller
from services.access.oidc.id_tokens import IdTokens
from services.access.oidc.issuer import IssuerError, exchange_code, fetch_endpoints
from services.access.refusals import RefusedError
from services.console.sign_in.seals import Seals
from services.runtime.logs import get_logger

log = get_logger(__name__)

LONGEST_SECONDS: Final = 600
BACK: Final = "/sign-in/back"
_PURPOSE: Final = "sign-in"


class _Begun(msgspec.Struct, frozen=True, kw_only=True):
    """One sign-in that has begun."""

    state: str
    nonce: str
    verifier: str
    next: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What the issuer knows the console as; `url` is the console's own, as people see it."""

    issuer: str
    id: str
    secret: str
    url: str


class SignInFailed(Exception):  # noqa: N818 - expected: somebody is not let in
    """Nobody is signed in; the sentence says why, for the log."""


class IssuerSignIn:
    """Leads people to the issuer and takes them back."""

    def __init__(
        self,
        client: Client,
        tokens: IdTokens,
        seals: Seals,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._tokens = tokens
        self._seals = seals
        self._now = now

    async def begin(self, wanted: str) -> tuple[str, str]:
        """Return the issuer's address to lead to, and what the cookie keeps; raises SignInFailed."""
        begun = _Begun(
            state=secrets.token_urlsafe(24),
            nonce=secrets.token_urlsafe(24),
            verifier=secrets.token_urlsafe(48),
            next=wanted,
            at=int(self._now()),
        )
        try:
            endpoints = await fetch_endpoints(self._client.issuer)
        except IssuerError as error:
            raise SignInFailed(str(error)) from error
        sealed = self._seals.seal(msgspec.json.encode(begun), purpose=_PURPOSE)
        parting = "&" if "?" in endpoints.authorization else "?"
        return f"{endpoints.authorization}{parting}{urlencode(self._asked(begun))}", sealed

    async def finish(self, *, sealed: str, state: str, code: str) -> tuple[Caller, str]:
        """Return who came back, and the page that they wanted; raises SignInFailed."""
        begun = self._begun(sealed)
        if begun is None or not hmac.compare_digest(begun.state.encode(), state.encode()):
            raise SignInFailed("this sign-in was not begun in this browser, or too long ago")
        try:
            endpoints = await fetch_endpoints(self._client.issuer)
            token = await exchange_code(endpoints.token, self._exchanged(begun, code))
            return await self._tokens.caller_of(token, nonce=begun.nonce), begun.next
        except (IssuerError, RefusedError) as error:
            raise SignInFailed(str(error)) from error

    def _begun(self, sealed: str) -> _Begun | None:
        content = self._seals.open(sealed, purpose=_PURPOSE)
        if content is None:
            return None
        begun = msgspec.json.decode(content, type=_Begun)
        return begun if self._now() < begun.at + LONGEST_SECONDS else None

    def _asked(self, begun: _Begun) -> dict[str, str]:
        challenge = base64.urlsafe_b64encode(sha256(begun.verifier.encode()).digest())
        return {
            "response_type": "code",
            "client_id": self._client.id,
            "redirect_uri": self._client.url.rstrip("/") + BACK,
            "scope": "openid profile",
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }

    def _exchanged(self, begun: _Begun, code: str) -> dict[str, str]:
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._client.url.rstrip("/") + BACK,
            "client_id": self._client.id,
            "code_verifier": begun.verifier,
        }
        return {**fields, "client_secret": self._client.secret} if self._client.secret else fields
