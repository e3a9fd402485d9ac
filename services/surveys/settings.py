"""What the surveys service can be told."""

from services.runtime.addresses import Process
from services.runtime.config import ServiceSettings


class SurveysSettings(ServiceSettings):
    """Settings of every service, and where the tenants' own phrases are."""

    process = Process.SURVEYS

    sms_config: str = ""
    """The YAML file whose `tenants` section replaces phrases; empty for the built-in ones."""
