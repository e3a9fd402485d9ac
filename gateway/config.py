"""What the gateway can be told by environment variables (`deploy/README.md`)."""

from pydantic import Field

from services.runtime.addresses import Process
from services.runtime.config import ProcessSettings


class GatewaySettings(ProcessSettings):
    """Where to listen, whom to call, and who may call."""

    http_host: str = Field(default="127.0.0.1", min_length=1)
    http_connections: int = Field(default=4096, ge=1, le=1_000_000)
    """Open at once; fewer where the system allows this process fewer descriptors."""
    http_connections_per_address: int = Field(default=2048, ge=0, le=1_000_000)
    """0 for no limit. A load balancer is one address: this leaves room for the largest."""
    http_head_seconds: float = Field(default=10, gt=0, le=300)
    """For a request's whole head, from the connection's begin or its first byte."""
    http_keep_alive_seconds: int = Field(default=75, ge=1, le=3600)
    """Longer than load balancers keep connections, which is 60 s with most: else a request may meet
    a connection that closes."""
    api_keys_file: str = ""
    """YAML; empty for the development key, which works from this machine only."""
    publish_apart: str = ""
    """Tenants, with commas between, whose `surveys` does not hold `publish`; `*` for all of them."""
    requests_per_second: float = Field(default=100, ge=0, le=1_000_000)
    """For each key or token that has no rate of its own; 0 for no limit. Counted in memory, so it
    holds for each replica: with three gateways a caller gets up to three times as many."""
    requests_burst: int = Field(default=0, ge=0, le=1_000_000)
    """How many of these requests may come at once; 0 for ten seconds' worth."""
    oidc_issuer: str = ""
    """The address of an OpenID Connect issuer whose tokens are taken beside API keys; HTTPS, or
    plain HTTP on this machine. It is what tokens say in `iss`, to the letter."""
    oidc_audience: str = Field(default="svar", min_length=1)
    """What a token's `aud` must hold."""
    oidc_tenant_claim: str = Field(default="tenant", min_length=1)
    """The claim that names the tenant."""
    oidc_scopes_claim: str = Field(default="svar_scopes", min_length=1)
    """The claim that names scopes, in a list or with blanks between. One of our own, because `scope`
    and `roles` may hold what another product means by `admin`."""

    def called(self) -> dict[str, str]:
        """Return where each service answers that the gateway calls, by its name."""
        return {one.value: self.addresses.of(one) for one in Process.GATEWAY.called()}
