"""Every kind of provider, by the `type` that the configuration file gives."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.sms.providers.aws.provider import AwsSettings
from services.sms.providers.base import ProviderSettings
from services.sms.providers.handset import HandsetSettings
from services.sms.providers.http import HttpSettings
from services.sms.providers.puzzel import PuzzelSettings
from services.sms.providers.smpp.settings import SmppSettings
from services.sms.providers.twilio import TwilioSettings
from services.sms.providers.webhook.settings import WebhookSettings

PROVIDER_TYPES: Final[Mapping[str, type[ProviderSettings]]] = MappingProxyType(
    {
        "aws": AwsSettings,
        "handset": HandsetSettings,
        "http": HttpSettings,
        "puzzel": PuzzelSettings,
        "smpp": SmppSettings,
        "twilio": TwilioSettings,
        "webhook": WebhookSettings,
    }
)
