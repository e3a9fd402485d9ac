"""What the SMS gateway can be told by its environment. The SMS configuration file is another matter."""

from pydantic import Field

from services.runtime.config import ServiceSettings


class SmsSettings(ServiceSettings):
    """Settings from `SVAR_…` variables."""

    sms_port: int = Field(default=7003, ge=0, le=65535)
    sms_metrics_port: int = Field(default=7103, ge=0, le=65535)
    sessions_port: int = Field(default=7002, ge=0, le=65535)
    sessions_address: str = ""
    """`host:port` of the service that takes replies; empty for this machine."""
    sms_config: str = ""
    """Path of the SMS configuration file; empty for two senders on a handset."""
    sms_lease_seconds: float = Field(default=8, ge=2, le=600)
    """After how long another process takes over what one that died held."""

    def grpc_port(self) -> int:
        """Return the port that this service answers on."""
        return self.sms_port

    def metrics_port(self) -> int:
        """Return the port of /healthz, /readyz and /metrics."""
        return self.sms_metrics_port

    def event_sink_address(self) -> str:
        """Return where replies and delivery reports go."""
        return self.sessions_address or f"127.0.0.1:{self.sessions_port}"
