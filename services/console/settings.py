"""What the console can be told by environment variables (`services/console/README.md`)."""

from pydantic import Field

from services.runtime.addresses import Process
from services.runtime.config import ProcessSettings


class ConsoleSettings(ProcessSettings):
    """Where to listen, whom to call, who may sign in, and with what cookies are sealed."""

    console_host: str = Field(default="127.0.0.1", min_length=1)
    console_url: str = ""
    """The address as people see it; empty for the one it listens on. With https, cookies are `Secure`."""
    console_secret: str
    """Seals cookies: at least 32 characters; two values with a comma between while it is changed."""
    console_requests_per_second: float = Field(default=20, ge=0, le=10_000)
    """For each person, with ten seconds' worth at once; 0 for no limit. Counted in each replica."""
    console_key_sign_in: bool | None = None
    """Whether people may sign in by an API key; None where no issuer is set."""
    oidc_issuer: str = ""
    """The address of an OpenID Connect issuer with which people sign in; HTTPS, or this machine."""
    oidc_client_id: str = ""
    """What the issuer knows the console as; needed with an issuer."""
    oidc_client_secret: str = ""
    """Empty for a public client, which PKCE protects alone."""
    oidc_tenant_claim: str = Field(default="tenant", min_length=1)
    """The claim of ID tokens that names the tenant."""
    oidc_scopes_claim: str = Field(default="svar_scopes", min_length=1)
    """The claim of ID tokens that names rights, in a list or with blanks between."""
    api_keys_file: str = ""
    """YAML; empty for the development key, which works from this machine only."""
    publish_apart: str = ""
    """Tenants, with commas between, whose `surveys` does not hold `publish`; `*` for all of them."""

    def by_key(self) -> bool:
        """Return whether people may sign in by an API key."""
        asked = self.console_key_sign_in
        return not self.oidc_issuer if asked is None else asked

    def called(self) -> dict[str, str]:
        """Return where each service answers that the console calls, by its name."""
        return {one.value: self.addresses.of(one) for one in Process.CONSOLE.called()}
