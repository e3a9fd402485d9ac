"""What the results service can be told."""

from pydantic import Field

from services.runtime.addresses import Process
from services.runtime.config import ServiceSettings


class ResultsSettings(ServiceSettings):
    """Settings of every service, and where the tenants' settings are."""

    process = Process.RESULTS

    audit_days: int = Field(default=400, ge=1, le=3650)
    """How long it is kept who changed which webhook, and who exported what."""
    sms_config: str = ""
    """The YAML file whose `tenants` section has their time zones; empty for the defaults."""
    webhooks_key: str = ""
    """Encrypts the secrets of webhooks: at least 32 characters; two values with a comma between while it is
    changed. Empty for an installation without webhooks."""
    webhooks_networks: str = ""
    """Networks with commas between, such as 10.1.0.0/16, which webhooks may reach beside the open internet."""
    webhooks_loopback: bool = False
    """Whether webhooks may reach this machine, without TLS, too: for development."""
