"""What the sessions service can be told."""

from pydantic import Field

from services.runtime.config import ServiceSettings


class SessionsSettings(ServiceSettings):
    """Environment variables of the sessions service, each with the prefix `SVAR_`."""

    redis_url: str
    sms_config: str = ""
    sessions_port: int = Field(default=7002, ge=1, le=65535)
    sessions_metrics_port: int = Field(default=7102, ge=1, le=65535)
    surveys_port: int = Field(default=7001, ge=1, le=65535)
    sms_port: int = Field(default=7003, ge=1, le=65535)
    surveys_address: str = ""
    sms_address: str = ""

    def grpc_port(self) -> int:
        """Return the port that this service answers on."""
        return self.sessions_port

    def metrics_port(self) -> int:
        """Return the port of /healthz, /readyz and /metrics."""
        return self.sessions_metrics_port

    def surveys_at(self) -> str:
        """Return where the surveys service answers."""
        return self.surveys_address or f"127.0.0.1:{self.surveys_port}"

    def sms_at(self) -> str:
        """Return where the sms service answers."""
        return self.sms_address or f"127.0.0.1:{self.sms_port}"
