"""GatewayAPI's settings: which of its two APIs, and the secrets of either."""

from typing import Literal

from services.sms.providers.base import ProviderTools
from services.sms.providers.gatewayapi.messaging import GatewayApiMessaging
from services.sms.providers.gatewayapi.rest import GatewayApiRest
from services.sms.providers.kit.callback_addresses import CallbackAddresses
from services.sms.providers.kit.settings import (
    BaseUrl,
    HeaderSecret,
    HeaderSecrets,
    HttpProviderSettings,
    secret_bytes,
)

_URLS = {"rest": "https://gatewayapi.com", "messaging": "https://messaging.gatewayapi.com"}


class GatewayApiSettings(HttpProviderSettings):
    """The account. Those in the EU have addresses of their own, that end with `.eu`."""

    url: BaseUrl | None = None
    token: HeaderSecret
    webhook_secret: HeaderSecrets
    api: Literal["rest", "messaging"] = "rest"

    def build(self, tools: ProviderTools) -> GatewayApiRest | GatewayApiMessaging:
        """Return the provider."""
        kind = GatewayApiRest if self.api == "rest" else GatewayApiMessaging
        return kind(
            url=self.url or _URLS[self.api],
            token=self.token,
            secrets=secret_bytes(self.webhook_secret),
            addresses=CallbackAddresses(name=tools.name, public_url=self.public_url),
            deadline=self.deadline,
            rate=self.rate,
            now=tools.now,
        )
