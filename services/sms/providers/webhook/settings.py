"""The settings of a provider that is described wholly by them."""

import base64
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator

from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.settings import HeaderSecret, HttpUrl
from services.sms.providers.kit.webhook_proofs import ProofSettings
from services.sms.providers.webhook.outcomes import After, Condition, Model, Path, RefusedWhen
from services.sms.providers.webhook.proof import HmacProof, JwtProof
from services.sms.providers.webhook.provider import Webhook
from services.sms.providers.webhook.reading import InboundReading, StatusReading
from services.sms.providers.webhook.template import PLACEHOLDERS, unknown_placeholders

_Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
_OF_SEND = ("message_id", "accepted", "drops_repeats", "outcomes")
Fields = Annotated[dict[str, str | int | bool | float], Field(min_length=1, max_length=100)]


class Send(Model):
    """What is sent, and how the answer is read."""

    method: Literal["POST", "GET"] = "POST"
    headers: dict[_Name, HeaderSecret] = Field(default_factory=dict)
    basic: SecretStr | None = None
    body_json: Annotated[object, Field(alias="json")] = None
    form: Fields | None = None
    query: Fields | None = None
    message_id: Path | After | None = None
    accepted: Condition | None = None
    drops_repeats: bool = False
    outcomes: list[RefusedWhen] = Field(default_factory=list, max_length=100)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        templates = [one for one in (self.body_json, self.form, self.query) if one is not None]
        if len(templates) != 1:
            raise ValueError("exactly one of json, form and query is needed")
        if self.method == "GET" and self.query is None:
            raise ValueError("method: a GET has a query, and no json or form")
        if unknown := unknown_placeholders(templates[0]):
            known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise ValueError(f"there is no placeholder {{{unknown[0]}}} (known: {known})")
        if self.basic is not None and ":" not in self.basic.get_secret_value():
            raise ValueError('basic: must be "user:password"')
        return self

    @property
    def all_headers(self) -> dict[str, str]:
        """The headers of every request."""
        written = {name: value.get_secret_value() for name, value in self.headers.items()}
        if self.basic is not None:
            credentials = base64.b64encode(self.basic.get_secret_value().encode()).decode()
            written["Authorization"] = f"Basic {credentials}"
        if self.body_json is not None:
            written.setdefault("Content-Type", "application/json")
        if self.form is not None:
            written.setdefault("Content-Type", "application/x-www-form-urlencoded")
        return {"User-Agent": "svar", **written}


class Acknowledge(Model):
    """The answer to a callback that was taken."""

    status: Annotated[int, Field(ge=200, le=299)] = 200
    content_type: str = ""
    body: str = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.body and not self.content_type:
            raise ValueError("content_type is needed where there is a body")
        if self.content_type and not self.content_type.isprintable():
            raise ValueError("content_type must be printable")
        return self


class WebhookSettings(ProofSettings):
    """The whole of it; `url` is the whole address of a send."""

    url: HttpUrl
    send: Send
    inbound: InboundReading | None = None
    status: StatusReading | None = None
    acknowledge: Acknowledge = Acknowledge()
    webhook_hmac: HmacProof | None = None
    webhook_jwt: JwtProof | None = None

    @model_validator(mode="before")
    @classmethod
    def _beside_send(cls, written: object) -> object:
        """Take what belongs to `send` from beside it, too."""
        if not isinstance(written, dict) or not isinstance(written.get("send"), dict):
            return written
        moved = {name: written[name] for name in _OF_SEND if name in written}
        rest = {name: value for name, value in written.items() if name not in moved}
        return {**rest, "send": {**moved, **written["send"]}}

    @model_validator(mode="after")
    def _is_proven(self) -> Self:
        called_back = self.inbound is not None or self.status is not None
        if called_back and not (self.proofs or self.webhook_hmac or self.webhook_jwt):
            raise ValueError(
                "one of webhook_basic, webhook_header, webhook_query, webhook_hmac and webhook_jwt"
                " is needed"
            )
        if self.webhook_hmac and "{url}" in self.webhook_hmac.message and self.public_url is None:
            raise ValueError("public_url is needed: webhook_hmac covers the address")
        return self

    def build(self, tools: ProviderTools) -> Webhook:
        """Return the provider."""
        return Webhook(self, tools)
