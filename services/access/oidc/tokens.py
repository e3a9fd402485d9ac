"""Reads access tokens: JWTs signed by the configured issuer (RFC 7519, RFC 9068).

Which keys sign them is `signing_keys`, which of them are access tokens `token_kinds`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from jwt import PyJWK

from services.access.caller import Caller, CallerKind
from services.access.oidc.issuer import ALGORITHMS
from services.access.oidc.signing_keys import SigningKeys
from services.access.oidc.token_kinds import require_access_token
from services.access.refusals import Reason, RefusedError
from services.access.scopes import Scope, Tenants, granted
from services.runtime.actor import Actor

LEEWAY_SECONDS = 30
"""How far the issuer's clock and ours may be apart."""
TOKEN_LIMIT = 16 * 1024
"""Characters; what is longer is no token of anybody."""

_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRules:
    """Which tokens are for us, and the claims in which they name the tenant and the scopes."""

    issuer: str
    audience: str
    tenant_claim: str
    scopes_claim: str
    publish_apart: Tenants = ()
    """The tenants whose tokens publish only when they have that scope by name."""


class OidcTokens:
    """Tells who holds a token."""

    def __init__(self, rules: TokenRules, keys: SigningKeys) -> None:
        self._rules = rules
        self._keys = keys

    async def caller_of(self, token: str) -> Caller:
        """Return who holds the token.

        Raises RefusedError for what is no valid access token, UNAVAILABLE while no keys were ever had.
        """
        claims = await verified_claims(token, self._keys, self._rules)
        require_access_token(_header(token), claims)
        return read_caller(claims, self._rules)


async def verified_claims(token: str, keys: SigningKeys, rules: TokenRules) -> dict[str, Any]:
    """Return the claims of a token of the issuer, of whatever kind, for the audience of the rules.

    Raises RefusedError for any other, UNAVAILABLE while no keys were ever had.
    """
    header = _header(token)
    key = await keys.find(str(header.get("kid") or ""))
    if key is None:
        raise RefusedError(
            Reason.TOKEN_SIGNATURE,
            "The token is signed with a key that its issuer does not name.",
        )
    return _claims(token, key, rules)


def looks_like_token(presented: str) -> bool:
    """Say whether this is a JWT by its form: three parts, a JSON object first.

    >>> looks_like_token("eyJhbGciOi.eyJpc3Mi.c2ln"), looks_like_token("svar_Xy-12")
    (True, False)
    """
    return presented.startswith("ey") and presented.count(".") == 2


def read_caller(claims: Mapping[str, Any], rules: TokenRules) -> Caller:
    """Read who the caller is from claims that were verified; raises RefusedError without a tenant.

    >>> rules = TokenRules(issuer="i", audience="svar", tenant_claim="org", scopes_claim="svar_scopes")
    >>> caller = read_caller({"sub": "flow", "org": "acme", "svar_scopes": ["send"]}, rules)
    >>> caller.title, caller.tenant, [str(scope) for scope in caller.scopes]
    ("token 'flow'", 'acme', ['send'])
    """
    tenant = claims.get(rules.tenant_claim)
    if not isinstance(tenant, str) or not _TENANT.fullmatch(tenant):
        raise RefusedError(
            Reason.TOKEN_CLAIMS, f"The token names no tenant in its claim '{rules.tenant_claim}'."
        )
    named = _scopes(claims.get(rules.scopes_claim))
    scopes = granted(named, publish_apart=tenant in rules.publish_apart)
    return Caller(actor=_actor(claims), tenant=tenant, scopes=scopes)


def _actor(claims: Mapping[str, Any]) -> Actor:
    holder = str(claims.get("sub") or claims.get("client_id") or claims.get("azp") or "nobody")
    name = claims.get("preferred_username") or claims.get("client_id") or holder
    return Actor(kind=CallerKind.TOKEN, id=holder, name=str(name))


def _scopes(named: object) -> frozenset[Scope]:
    """Read a list, or a text with blanks between; what is no scope of ours is for somebody else."""
    names = named.split() if isinstance(named, str) else named
    if not isinstance(names, list):
        return frozenset()
    return frozenset(scope for scope in Scope if scope.value in names)


def _header(token: str) -> dict[str, Any]:
    if len(token) > TOKEN_LIMIT:
        raise RefusedError(Reason.TOKEN_UNREADABLE, "The token is too long.")
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, RecursionError) as exc:
        raise RefusedError(Reason.TOKEN_UNREADABLE, "The token cannot be read.") from exc
    # Before anything else, so that no other kind of key is ever tried.
    if header.get("alg") not in ALGORITHMS:
        raise RefusedError(
            Reason.TOKEN_SIGNATURE,
            "The token must be signed with " + " or ".join(ALGORITHMS) + ".",
        )
    return header


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
        raise _refused(exc) from exc
    except (RecursionError, OverflowError) as exc:
        raise RefusedError(Reason.TOKEN_UNREADABLE, "The token cannot be read.") from exc


def _refused(error: jwt.PyJWTError) -> RefusedError:
    match error:
        case jwt.ExpiredSignatureError():
            return RefusedError(Reason.TOKEN_TIME, "The token has expired.")
        case jwt.ImmatureSignatureError():
            return RefusedError(Reason.TOKEN_TIME, "The token is not valid yet.")
        case jwt.InvalidAudienceError():
            return RefusedError(Reason.TOKEN_AUDIENCE, "The token is for another audience.")
        case jwt.InvalidIssuerError():
            return RefusedError(Reason.TOKEN_ISSUER, "The token is from another issuer.")
        case jwt.MissingRequiredClaimError():
            return RefusedError(Reason.TOKEN_CLAIMS, f"The token lacks the claim '{error.claim}'.")
        case jwt.InvalidSignatureError() | jwt.InvalidAlgorithmError():
            return RefusedError(Reason.TOKEN_SIGNATURE, "The token's signature is wrong.")
        case _:
            return RefusedError(Reason.TOKEN_UNREADABLE, "The token cannot be read.")
