"""What the results service can be told."""

from services.runtime.addresses import Process
from services.runtime.config import ServiceSettings


class ResultsSettings(ServiceSettings):
    """Settings of every service, and where the tenants' settings are."""

    process = Process.RESULTS

    sms_config: str = ""
    """The YAML file whose `tenants` section has their time zones; empty for the defaults."""
