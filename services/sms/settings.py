"""What the SMS gateway can be told by its environment. The SMS configuration file is another matter."""

from pydantic import Field

from services.runtime.addresses import Process
from services.runtime.config import ServiceSettings
from services.sms.domain.strangers import ROWS_A_DAY


class SmsSettings(ServiceSettings):
    """Settings from `SVAR_…` variables."""

    process = Process.SMS

    audit_days: int = Field(default=400, ge=1, le=3650)
    """How long it is kept who gave back or gave up what was parked."""
    redis_url: str = ""
    """Where rates are shared with other replicas; empty where there is only one."""
    sms_config: str = ""
    """Path of the SMS configuration file; empty for two senders on a handset."""
    sms_lease_seconds: float = Field(default=8, ge=2, le=600)
    """After how long another process takes over what one that died held."""
    sms_strangers_a_day: int = Field(default=ROWS_A_DAY, ge=1, le=10_000_000)
    """How many rows of a kind strangers may make a day and provider; what is beyond is counted only."""
