"""Every kind of provider, by the `type` that the configuration file gives."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.sms.providers.aws.provider import AwsSettings
from services.sms.providers.base import ProviderSettings
from services.sms.providers.bird import BirdSettings
from services.sms.providers.fortysixelks import FortySixElksSettings
from services.sms.providers.gatewayapi.settings import GatewayApiSettings
from services.sms.providers.handset import HandsetSettings
from services.sms.providers.http import HttpSettings
from services.sms.providers.infobip import InfobipSettings
from services.sms.providers.link import LinkSettings
from services.sms.providers.messagebird import MessageBirdSettings
from services.sms.providers.plivo import PlivoSettings
from services.sms.providers.puzzel import PuzzelSettings
from services.sms.providers.sinch import SinchSettings
from services.sms.providers.smpp.settings import SmppSettings
from services.sms.providers.telnyx import TelnyxSettings
from services.sms.providers.twilio import TwilioSettings
from services.sms.providers.vonage.settings import VonageSettings
from services.sms.providers.webhook.settings import WebhookSettings

PROVIDER_TYPES: Final[Mapping[str, type[ProviderSettings]]] = MappingProxyType(
    {
        "aws": AwsSettings,
        "bird": BirdSettings,
        "fortysixelks": FortySixElksSettings,
        "gatewayapi": GatewayApiSettings,
        "handset": HandsetSettings,
        "http": HttpSettings,
        "infobip": InfobipSettings,
        "link": LinkSettings,
        "messagebird": MessageBirdSettings,
        "plivo": PlivoSettings,
        "puzzel": PuzzelSettings,
        "sinch": SinchSettings,
        "smpp": SmppSettings,
        "telnyx": TelnyxSettings,
        "twilio": TwilioSettings,
        "vonage": VonageSettings,
        "webhook": WebhookSettings,
    }
)
