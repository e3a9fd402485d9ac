"""Whether the phone of the demo is one on this machine, or one that a provider would reach."""

import os

from services.sms.configuration import load_sms_configuration
from services.sms.domain.senders import senders_for
from services.sms.providers.handset import HandsetSettings


def is_on_handset(sms_config: str, *, tenant: str, phone: str) -> bool:
    """Return whether the sender that serves a phone is on a handset; raises ConfigurationError."""
    configuration = load_sms_configuration(sms_config, environment=os.environ)
    own = [sender for sender in configuration.senders if sender.tenant == tenant]
    best = next(iter(senders_for(phone, own)), None)
    return best is not None and isinstance(configuration.providers[best.provider], HandsetSettings)
