"""What the sessions service can be told."""

from services.runtime.addresses import Process
from services.runtime.config import ServiceSettings


class SessionsSettings(ServiceSettings):
    """Environment variables of the sessions service, each with the prefix `SVAR_`."""

    process = Process.SESSIONS

    redis_url: str
    sms_config: str = ""
