"""What decides who gets in and how often, put together once where a process starts."""

from dataclasses import dataclass, field

from services.access.keys import Keys
from services.access.oidc.tokens import OidcTokens
from services.access.rates import RateLimits
from services.access.refusals import Refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The API keys, the tokens where an issuer is configured, the rate limits, and the refusals noted."""

    keys: Keys
    tokens: OidcTokens | None = None
    rates: RateLimits = field(default_factory=RateLimits)
    refusals: Refusals = field(default_factory=Refusals)
