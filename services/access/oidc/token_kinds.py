"""Tells access tokens from the other JWTs that an issuer signs: ID, refresh and logout tokens.

RFC 9068 has `at+jwt` in the header for it, but many issuers write `JWT` there, or nothing: then the
claims decide, by rules that exclude each other (RFC 8725 section 3.12). What an issuer says outright
counts first: Keycloak's claim `typ` (whose older access tokens hold a nonce), Cognito's `token_use`
and Entra's `idtyp`. Then what stands in ID tokens only (OpenID Connect Core, sections 2 and 3.3.2.11).
And what is left needs a scope, which an ID token has none of.
"""

from collections.abc import Mapping
from typing import Any, Final

from services.access.refusals import Reason, RefusedError

_ACCESS_TYPES: Final = frozenset({"at+jwt", "application/at+jwt"})
_PLAIN_TYPES: Final = frozenset({"", "jwt", "application/jwt"})
_STATED: Final = {
    "typ": frozenset({"bearer"}),
    "token_use": frozenset({"access"}),
    "idtyp": frozenset({"app", "user"}),
}
"""Claims by which issuers name the kind, and what they say of access tokens."""
_ID_CLAIMS: Final = ("nonce", "at_hash", "c_hash", "s_hash")
_LOGOUT_CLAIM: Final = "events"
_SCOPES: Final = ("scope", "scp")


def require_access_token(header: Mapping[str, Any], claims: Mapping[str, Any]) -> None:
    """Raise RefusedError for a JWT that is verified and is no access token, or does not show that it is one.

    >>> require_access_token({"typ": "at+jwt"}, {})
    >>> require_access_token({"typ": "JWT"}, {"scope": "send"})
    >>> require_access_token({"typ": "JWT"}, {"scope": "send", "nonce": "n"})
    Traceback (most recent call last):
    services.access.refusals.RefusedError: This is an ID token; give the access token.
    """
    declared = str(header.get("typ") or "").lower()
    if declared in _ACCESS_TYPES:
        return
    if declared not in _PLAIN_TYPES:
        raise _refused(f"The token's type is '{declared[:40]}', not that of an access token.")
    if not _is_stated(claims):
        _judge(claims)


def _is_stated(claims: Mapping[str, Any]) -> bool:
    """Return True when a claim says that it is an access token; raise RefusedError when one says otherwise."""
    stated = [(name, str(claims[name]).lower()) for name in _STATED if name in claims]
    for name, kind in stated:
        if kind not in _STATED[name]:
            raise _refused(f"The token says in '{name}' that it is no access token.")
    return bool(stated)


def _judge(claims: Mapping[str, Any]) -> None:
    if any(name in claims for name in _ID_CLAIMS):
        raise _refused("This is an ID token; give the access token.")
    if _LOGOUT_CLAIM in claims:
        raise _refused("This is a logout token; give the access token.")
    if not any(claims.get(name) for name in _SCOPES):
        raise _refused(
            "The token does not show that it is an access token: its type is not 'at+jwt', "
            "and it has no claim 'scope' or 'scp'."
        )


def _refused(sentence: str) -> RefusedError:
    return RefusedError(Reason.TOKEN_KIND, sentence)
