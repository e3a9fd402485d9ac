"""What decides who gets in and how often: put together in `main`, used by `auth`."""

from dataclasses import dataclass, field

from services.access.keys import Keys
from services.access.oidc.tokens import OidcTokens
from services.access.rates import RateLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The API keys, the tokens where an issuer is configured, and the rate limits."""

    keys: Keys
    tokens: OidcTokens | None = None
    rates: RateLimits = field(default_factory=RateLimits)
