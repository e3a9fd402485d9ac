"""What decides who gets in and how often: put together in `main`, used by `auth`."""

from dataclasses import dataclass, field

from gateway.keys import Keys
from gateway.oidc.tokens import OidcTokens
from gateway.rates import RateLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The API keys, the tokens where an issuer is configured, and the rate limits."""

    keys: Keys
    tokens: OidcTokens | None = None
    rates: RateLimits = field(default_factory=RateLimits)
