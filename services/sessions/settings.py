"""What the sessions service can be told."""

from pydantic import Field

from services.runtime.addresses import Process
from services.runtime.config import ServiceSettings


class SessionsSettings(ServiceSettings):
    """Environment variables of the sessions service, each with the prefix `SVAR_`."""

    process = Process.SESSIONS

    audit_days: int = Field(default=400, ge=1, le=3650)
    """How long it is kept who changed what."""
    redis_url: str
    sms_config: str = ""
