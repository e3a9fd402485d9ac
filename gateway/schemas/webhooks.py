"""Subscriptions to events, and deliveries, in JSON (`gateway/README.md`)."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from google.protobuf.message import Message
from pydantic import ConfigDict, Field
from svar.results.v1 import webhook_service_pb2 as pb

from gateway.schemas.answer import AnswerModel, time_of
from gateway.schemas.model import Name, RequestModel
from gateway.schemas.page import PageQuery
from services.contracts.event_types import EventType

LONGEST_URL = 2_048
LONGEST_SECRET = 256
MOST_EVENTS = 100
EventNames = Annotated[list[Name], Field(min_length=1, max_length=MOST_EVENTS)]
_URL_RULE = "https; an address of the open internet."
_EVENTS_RULE = f"At least one of: {', '.join(f'`{one}`' for one in EventType)}."


class WebhookBody(RequestModel):
    """Where events go, and which."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"url": "https://example.com/svar", "events": ["session.completed"]}]
        }
    )

    url: Annotated[Name, Field(max_length=LONGEST_URL)] = Field(description=_URL_RULE)
    events: EventNames = Field(description=_EVENTS_RULE)
    secret: Annotated[Name, Field(max_length=LONGEST_SECRET)] = Field(
        default="", description="`whsec_` and 24 to 64 bytes in base64; made when left out."
    )

    def to_proto(self, tenant: str, request_id: str) -> pb.CreateWebhookRequest:
        """Return the request that subscribes."""
        return pb.CreateWebhookRequest(
            tenant=tenant,
            request_id=request_id,
            url=self.url,
            events=self.events,
            secret=self.secret,
        )


class WebhookChange(RequestModel):
    """What is to be another; the rest stays."""

    url: Annotated[Name, Field(max_length=LONGEST_URL)] | None = Field(
        default=None, description=f"{_URL_RULE} What waits goes there, too."
    )
    events: EventNames | None = Field(default=None, description=_EVENTS_RULE)
    state: Literal["active", "disabled"] | None = Field(
        default=None, description="`active` tries again at once, whatever has failed."
    )

    def to_proto(self, tenant: str, request_id: str, webhook_id: str) -> pb.UpdateWebhookRequest:
        """Return the request that changes one."""
        return pb.UpdateWebhookRequest(
            tenant=tenant,
            request_id=request_id,
            webhook_id=webhook_id,
            url=self.url,
            events=None if self.events is None else pb.EventNames(names=self.events),
            state=self.state,
        )


class DeliveriesQuery(PageQuery):
    """Which page of the deliveries."""

    state: Literal["waiting", "delivered", "parked"] | None = Field(
        default=None, description="All of them when left out."
    )

    def to_proto(self, tenant: str, webhook_id: str) -> pb.ListDeliveriesRequest:
        """Return the request for a page."""
        return pb.ListDeliveriesRequest(
            tenant=tenant,
            webhook_id=webhook_id,
            state=self.state or "",
            page_size=self.page_size,
            page_token=self.page_token,
        )


class WebhookAnswer(AnswerModel):
    """A subscription, without its secret."""

    id: str
    url: str
    events: list[str]
    state: str = Field(
        description="`active`, `disabled` (by a person, or because the endpoint said 410) or "
        "`failing`: nothing went through for 24 hours, and what happens is parked."
    )
    created_at: datetime
    failing_since: datetime | None = Field(description="Null when the last try went through.")
    failure: str | None = Field(description="Why the last try failed.", examples=["HTTP_500"])
    previous_secret_until: datetime | None = Field(
        description="Until when the secret before signs, too."
    )

    @classmethod
    def from_proto(cls, webhook: pb.Webhook) -> Self:
        """Read it from protobuf."""
        return cls(**_fields(webhook))


class SecretAnswer(WebhookAnswer):
    """A subscription with its new secret."""

    secret: str = Field(description="Shown only now.", examples=["whsec_…"])

    @classmethod
    def of(cls, webhook: pb.Webhook, secret: str) -> Self:
        """Read both from protobuf."""
        return cls(**_fields(webhook), secret=secret)


class WebhookList(AnswerModel):
    """The subscriptions of a tenant, oldest first."""

    webhooks: list[WebhookAnswer]


class QueuedAnswer(AnswerModel):
    """A delivery that waits to be made."""

    delivery_id: str


class DeliveryAnswer(AnswerModel):
    """An event on its way to a subscription."""

    id: str
    event_id: str = Field(description="What the header `webhook-id` says.")
    type: str
    session_id: str | None = Field(description="Null for a test.")
    state: str = Field(description="`waiting`, `delivered` or `parked`.")
    attempts: int
    reason: str | None = Field(description="Why the last try failed.", examples=["TIMEOUT"])
    created_at: datetime
    next_try_at: datetime | None = Field(description="While it waits.")
    delivered_at: datetime | None

    @classmethod
    def from_proto(cls, delivery: pb.Delivery) -> Self:
        """Read it from protobuf."""
        return cls(
            id=delivery.id,
            event_id=delivery.event_id,
            type=delivery.type,
            session_id=delivery.session_id or None,
            state=delivery.state,
            attempts=delivery.attempts,
            reason=delivery.reason or None,
            created_at=time_of(delivery.create_time),
            next_try_at=_time(delivery, "next_try_time"),
            delivered_at=_time(delivery, "deliver_time"),
        )


class DeliveryPage(AnswerModel):
    """A page of deliveries, newest first."""

    deliveries: list[DeliveryAnswer]
    next_page_token: str | None


def _fields(webhook: pb.Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": list(webhook.events),
        "state": webhook.state,
        "created_at": time_of(webhook.create_time),
        "failing_since": _time(webhook, "failing_since_time"),
        "failure": webhook.failure or None,
        "previous_secret_until": _time(webhook, "previous_secret_until_time"),
    }


def _time(message: Message, field: str) -> datetime | None:
    return time_of(getattr(message, field)) if message.HasField(field) else None
