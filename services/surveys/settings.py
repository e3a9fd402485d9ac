"""What the surveys service can be told."""

from pydantic import Field

from services.runtime.addresses import Process
from services.runtime.config import ServiceSettings


class SurveysSettings(ServiceSettings):
    """Settings of every service, and where the tenants' own phrases are."""

    process = Process.SURVEYS

    audit_days: int = Field(default=400, ge=1, le=3650)
    """How long it is kept who changed what."""
    sms_config: str = ""
    """The YAML file whose `tenants` section replaces phrases; empty for the built-in ones."""
