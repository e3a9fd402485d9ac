"""GatewayAPI's settings: which of its two APIs, and the secrets of either."""

from typing import Literal

from services.sms.providers.base import ProviderTools
from services.sms.providers.gatewayapi.messaging import GatewayApiMessaging
from services.sms.providers.gatewayapi.rest import GatewayApiRest
from services.sms.providers.kit.settings import (
    BaseUrl,
    HeaderSecret,
    HeaderSecrets,
    HttpProviderSettings,
)


class GatewayApiSettings(HttpProviderSettings):
    """The account. Those in the EU have addresses of their own, that end with `.eu`."""

    url: BaseUrl | None = None
    token: HeaderSecret
    webhook_secret: HeaderSecrets
    api: Literal["rest", "messaging"] = "rest"

    def build(self, tools: ProviderTools) -> GatewayApiRest | GatewayApiMessaging:
        """Return the provider."""
        kind = GatewayApiRest if self.api == "rest" else GatewayApiMessaging
        return kind(self, tools)
