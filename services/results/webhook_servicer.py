"""WebhookService over gRPC: protos in, use cases, protos out."""

import grpc
from svar.results.v1 import webhook_service_pb2 as pb
from svar.results.v1 import webhook_service_pb2_grpc

from services.contracts.event_types import TEST_TYPE
from services.contracts.timestamps import to_optional_timestamp, to_timestamp
from services.results.domain.webhooks import Delivery, Webhook
from services.results.use_cases.follow_deliveries import FollowDeliveries
from services.results.use_cases.subscribe import Change, Subscribe


class WebhookServicer(webhook_service_pb2_grpc.WebhookServiceServicer):
    """Translates; decides nothing."""

    def __init__(self, *, subscribe: Subscribe, follow: FollowDeliveries) -> None:
        self._subscribe = subscribe
        self._follow = follow

    def CreateWebhook(
        self, request: pb.CreateWebhookRequest, context: grpc.ServicerContext
    ) -> pb.CreateWebhookResponse:
        """Subscribe."""
        made, secret = self._subscribe.add(
            request.tenant, url=request.url, events=request.events, secret=request.secret
        )
        return pb.CreateWebhookResponse(webhook=_webhook(made), secret=secret)

    def GetWebhook(
        self, request: pb.GetWebhookRequest, context: grpc.ServicerContext
    ) -> pb.GetWebhookResponse:
        """Return a subscription."""
        found = self._subscribe.get(request.tenant, request.webhook_id)
        return pb.GetWebhookResponse(webhook=_webhook(found))

    def ListWebhooks(
        self, request: pb.ListWebhooksRequest, context: grpc.ServicerContext
    ) -> pb.ListWebhooksResponse:
        """List subscriptions."""
        found = self._subscribe.all_of(request.tenant)
        return pb.ListWebhooksResponse(webhooks=[_webhook(one) for one in found])

    def UpdateWebhook(
        self, request: pb.UpdateWebhookRequest, context: grpc.ServicerContext
    ) -> pb.UpdateWebhookResponse:
        """Change a subscription."""
        change = Change(
            url=request.url if request.HasField("url") else None,
            events=list(request.events.names) if request.HasField("events") else None,
            state=request.state if request.HasField("state") else None,
        )
        changed = self._subscribe.change(request.tenant, request.webhook_id, change)
        return pb.UpdateWebhookResponse(webhook=_webhook(changed))

    def DeleteWebhook(
        self, request: pb.DeleteWebhookRequest, context: grpc.ServicerContext
    ) -> pb.DeleteWebhookResponse:
        """Remove a subscription."""
        self._subscribe.remove(request.tenant, request.webhook_id)
        return pb.DeleteWebhookResponse()

    def RotateWebhookSecret(
        self, request: pb.RotateWebhookSecretRequest, context: grpc.ServicerContext
    ) -> pb.RotateWebhookSecretResponse:
        """Make a new secret."""
        rotated, secret = self._subscribe.rotate(request.tenant, request.webhook_id)
        return pb.RotateWebhookSecretResponse(webhook=_webhook(rotated), secret=secret)

    def TestWebhook(
        self, request: pb.TestWebhookRequest, context: grpc.ServicerContext
    ) -> pb.TestWebhookResponse:
        """Have an event sent that says nothing."""
        made = self._follow.test(request.tenant, request.webhook_id)
        return pb.TestWebhookResponse(delivery_id=made)

    def ListDeliveries(
        self, request: pb.ListDeliveriesRequest, context: grpc.ServicerContext
    ) -> pb.ListDeliveriesResponse:
        """List deliveries."""
        page, following = self._follow.page(
            request.tenant,
            request.webhook_id,
            state=request.state,
            size=request.page_size,
            token=request.page_token,
        )
        return pb.ListDeliveriesResponse(
            deliveries=[_delivery(one) for one in page], next_page_token=following
        )

    def Redeliver(
        self, request: pb.RedeliverRequest, context: grpc.ServicerContext
    ) -> pb.RedeliverResponse:
        """Have a delivery made again."""
        self._follow.redeliver(request.tenant, request.webhook_id, request.delivery_id)
        return pb.RedeliverResponse()


def _webhook(webhook: Webhook) -> pb.Webhook:
    return pb.Webhook(
        id=webhook.id,
        url=webhook.url,
        events=[one.value for one in webhook.events],
        state=webhook.state.value,
        create_time=to_timestamp(webhook.created_at),
        failing_since_time=to_optional_timestamp(webhook.failing_since),
        failure=webhook.failure,
        previous_secret_until_time=to_optional_timestamp(webhook.previous_secret_until),
    )


def _delivery(delivery: Delivery) -> pb.Delivery:
    return pb.Delivery(
        id=delivery.id,
        event_id=delivery.event_id,
        type=delivery.type,
        session_id="" if delivery.type == TEST_TYPE else delivery.session_id,
        state=delivery.state.value,
        attempts=delivery.attempts,
        reason=delivery.reason,
        create_time=to_timestamp(delivery.created_at),
        next_try_time=to_optional_timestamp(delivery.next_try_at),
        deliver_time=to_optional_timestamp(delivery.delivered_at),
    )
