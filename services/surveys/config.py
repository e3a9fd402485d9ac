"""What the surveys service can be told."""

from pydantic import Field

from services.runtime.config import ServiceSettings


class SurveysSettings(ServiceSettings):
    """Settings of every service, the ports of this one, and where the tenants' own phrases are."""

    surveys_port: int = Field(default=7001, ge=0, le=65535)
    surveys_metrics_port: int = Field(default=7101, ge=0, le=65535)
    sms_config: str = ""
    """The YAML file whose `tenants` section replaces phrases; empty for the built-in ones."""

    def grpc_port(self) -> int:
        """Return the port that this service answers on."""
        return self.surveys_port

    def metrics_port(self) -> int:
        """Return the port of /healthz, /readyz and /metrics."""
        return self.surveys_metrics_port
