"""Reads access tokens: JWTs signed by the configured issuer (RFC 7519, RFC 9068).

Which keys sign them is `signing_keys`; what the caller may then do is `auth`.
"""

import re
from dataclasses import dataclass
from typing import Any

import jwt
from jwt import PyJWK

from services.access.caller import Caller
from services.access.keys import Scope
from services.access.oidc.issuer import ALGORITHMS
from services.access.oidc.signing_keys import SigningKeys

LEEWAY_SECONDS = 30
"""How far the issuer's clock and ours may be apart."""
TOKEN_LIMIT = 16 * 1024
"""Characters; what is longer is no token of anybody."""

_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_SCOPE_CLAIMS = ("scope", "scp", "roles")


class TokenError(Exception):
    """A token that lets nobody in; the sentence says why, for the caller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRules:
    """Which tokens are for us, and where they name the tenant."""

    issuer: str
    audience: str
    tenant_claim: str


class OidcTokens:
    """Tells who holds a token."""

    def __init__(self, rules: TokenRules, keys: SigningKeys) -> None:
        self._rules = rules
        self._keys = keys

    async def caller_of(self, token: str) -> Caller:
        """Return who holds the token.

        Raises TokenError for a token that is not valid, UNAVAILABLE while no keys were ever had.
        """
        key = await self._keys.find(_key_id(token))
        if key is None:
            raise TokenError("The token is signed with a key that its issuer does not name.")
        return read_caller(_claims(token, key, self._rules), tenant_claim=self._rules.tenant_claim)


def looks_like_token(presented: str) -> bool:
    """Say whether this is a JWT by its form: three parts, a JSON object first.

    >>> looks_like_token("eyJhbGciOi.eyJpc3Mi.c2ln"), looks_like_token("svar_Xy-12")
    (True, False)
    """
    return presented.startswith("ey") and presented.count(".") == 2


def read_caller(claims: dict[str, Any], *, tenant_claim: str) -> Caller:
    """Read who the caller is from claims that were verified; raises TokenError without a tenant.

    >>> caller = read_caller({"sub": "flow", "org": "acme", "scp": ["send"]}, tenant_claim="org")
    >>> caller.name, caller.tenant, [str(scope) for scope in caller.scopes]
    ("token of 'flow'", 'acme', ['send'])
    """
    tenant = claims.get(tenant_claim)
    if not isinstance(tenant, str) or not _TENANT.fullmatch(tenant):
        raise TokenError(f"The token names no tenant in its claim '{tenant_claim}'.")
    holder = claims.get("sub") or claims.get("client_id") or claims.get("azp") or "nobody"
    return Caller(name=f"token of '{holder}'", tenant=tenant, scopes=_scopes(claims))


def _scopes(claims: dict[str, Any]) -> frozenset[Scope]:
    named: set[str] = set()
    for claim in _SCOPE_CLAIMS:
        value = claims.get(claim)
        if isinstance(value, str):
            named.update(value.split())
        elif isinstance(value, list):
            named.update(each for each in value if isinstance(each, str))
    return frozenset(scope for scope in Scope if scope in named)


def _key_id(token: str) -> str:
    if len(token) > TOKEN_LIMIT:
        raise TokenError("The token is too long.")
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, RecursionError) as exc:
        raise TokenError("The token cannot be read.") from exc
    # Before anything else, so that no other kind of key is ever tried.
    if header.get("alg") not in ALGORITHMS:
        raise TokenError("The token must be signed with " + " or ".join(ALGORITHMS) + ".")
    return str(header.get("kid") or "")


def _claims(token: str, key: PyJWK, rules: TokenRules) -> dict[str, Any]:
    try:
        return jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            audience=rules.audience,
            issuer=rules.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iss", "aud"]},
        )
    except jwt.PyJWTError as exc:
        raise TokenError(_sentence(exc)) from exc
    except (RecursionError, OverflowError) as exc:
        raise TokenError("The token cannot be read.") from exc


def _sentence(error: jwt.PyJWTError) -> str:
    match error:
        case jwt.ExpiredSignatureError():
            return "The token has expired."
        case jwt.ImmatureSignatureError():
            return "The token is not valid yet."
        case jwt.InvalidAudienceError():
            return "The token is for another audience."
        case jwt.InvalidIssuerError():
            return "The token is from another issuer."
        case jwt.MissingRequiredClaimError():
            return f"The token lacks the claim '{error.claim}'."
        case jwt.InvalidSignatureError() | jwt.InvalidAlgorithmError():
            return "The token's signature is wrong."
        case _:
            return "The token cannot be read."
