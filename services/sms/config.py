"""What the SMS gateway can be told by its environment. The SMS configuration file is another matter."""

from pydantic import Field

from services.runtime.addresses import Process
from services.runtime.config import ServiceSettings


class SmsSettings(ServiceSettings):
    """Settings from `SVAR_…` variables."""

    process = Process.SMS

    sms_config: str = ""
    """Path of the SMS configuration file; empty for two senders on a handset."""
    sms_lease_seconds: float = Field(default=8, ge=2, le=600)
    """After how long another process takes over what one that died held."""
