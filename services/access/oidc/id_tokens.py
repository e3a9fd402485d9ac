"""Reads ID tokens, by which a person signs in (OpenID Connect Core 1.0, section 3.1.3.7).

Access tokens are `tokens`; neither is ever taken for the other: an ID token's audience is the client.
"""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.access.caller import Caller
from services.access.oidc.signing_keys import SigningKeys
from services.access.oidc.tokens import TokenRules, read_caller, verified_claims
from services.access.refusals import Reason, RefusedError


class IdTokens:
    """Tells who has signed in with the issuer."""

    def __init__(self, rules: TokenRules, keys: SigningKeys, *, client_id: str) -> None:
        """`rules` name the issuer and the claims; the audience is the client."""
        self._rules = replace(rules, audience=client_id)
        self._client_id = client_id
        self._keys = keys

    async def caller_of(self, token: str, *, nonce: str) -> Caller:
        """Return who has signed in, for the nonce that was sent along.

        Raises RefusedError for a token that is not for this sign-in, or that names no tenant, and
        UNAVAILABLE while the issuer's keys cannot be had.
        """
        claims = await verified_claims(token, self._keys, self._rules)
        self._require_ours(claims, nonce)
        return read_caller(claims, self._rules)

    def _require_ours(self, claims: Mapping[str, Any], nonce: str) -> None:
        given = claims.get("nonce")
        if not isinstance(given, str) or not hmac.compare_digest(given.encode(), nonce.encode()):
            raise RefusedError(Reason.TOKEN_CLAIMS, "The token is for another sign-in.")
        party = claims.get("azp", self._client_id)
        if party != self._client_id:
            raise RefusedError(Reason.TOKEN_AUDIENCE, "The token is for another client.")
