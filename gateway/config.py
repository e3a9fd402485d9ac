"""What the gateway can be told by environment variables (`api.md` section 9)."""

from pydantic import Field

from services.runtime.addresses import Process
from services.runtime.config import ProcessSettings


class GatewaySettings(ProcessSettings):
    """Where to listen, whom to call, and who may call."""

    http_host: str = Field(default="127.0.0.1", min_length=1)
    api_keys_file: str = ""
    """YAML; empty for the development key, which works from this machine only."""
    requests_per_second: float = Field(default=0, ge=0, le=1_000_000)
    """For each key or token that has no rate of its own; 0 for no limit. Counted in memory, so it
    holds for each replica: with three gateways a caller gets up to three times as many."""
    oidc_issuer: str = ""
    """The address of an OpenID Connect issuer whose tokens are taken beside API keys; HTTPS, or
    plain HTTP on this machine. It is what tokens say in `iss`, to the letter."""
    oidc_audience: str = Field(default="svar", min_length=1)
    """What a token's `aud` must hold."""
    oidc_tenant_claim: str = Field(default="tenant", min_length=1)
    """The claim that names the tenant. Scopes are those in `scope`, `scp` or `roles`."""

    def called(self) -> dict[str, str]:
        """Return where each service answers that the gateway calls, by its name."""
        return {one.value: self.addresses.of(one) for one in Process.GATEWAY.called()}
