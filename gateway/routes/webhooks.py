"""Subscriptions to what happens to sessions (`gateway/README.md`)."""

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Path, Query, Response
from svar.results.v1 import webhook_service_pb2 as pb
from svar.results.v1.webhook_service_pb2_grpc import WebhookServiceStub

from gateway.calls.clients import WRITE_SECONDS, call, current_request_id
from gateway.http.auth import Authorised
from gateway.http.dependencies import Services
from gateway.http.ids import delivery_id_of, webhook_id_of
from gateway.http.routing import problems, scoped_router
from gateway.schemas.page import NoQuery
from gateway.schemas.webhooks import (
    DeliveriesQuery,
    DeliveryAnswer,
    DeliveryPage,
    QueuedAnswer,
    SecretAnswer,
    WebhookAnswer,
    WebhookBody,
    WebhookChange,
    WebhookList,
)
from services.access.scopes import Scope

if TYPE_CHECKING:  # the stubs alone know this name
    from svar.results.v1.webhook_service_pb2_grpc import WebhookServiceAsyncStub

router = scoped_router(Scope.ADMIN, tag="Webhooks")

_NOT_FOUND = problems(_404="`webhook_not_found`")
_REFUSED = problems(_422="`webhook_url_refused`: nothing is sent to this address, and why.")
_NOT_ACTIVE = problems(_409="`webhook_not_active`: make it active first.")
_NO_KEY = "`webhooks_not_configured`: the installation has no key that encrypts secrets"


async def _webhook_id(
    webhook_id: Annotated[str, Path(alias="webhookId", description="A UUID.")],
) -> str:
    return webhook_id_of(webhook_id)


async def _delivery_id(
    delivery_id: Annotated[str, Path(alias="deliveryId", description="A UUID.")],
) -> str:
    return delivery_id_of(delivery_id)


WebhookId = Annotated[str, Depends(_webhook_id)]
DeliveryId = Annotated[str, Depends(_delivery_id)]


def _webhooks(services: Services) -> "WebhookServiceAsyncStub":
    return WebhookServiceStub(services.channels["results"])


@router.post(
    "/webhooks",
    status_code=201,
    responses=_REFUSED | problems(_409=f"`too_many_webhooks`: there are 20. {_NO_KEY}."),
    summary="Subscribe to events",
)
async def create_webhook(
    body: WebhookBody, response: Response, caller: Authorised, services: Services
) -> SecretAnswer:
    """Have events sent to an address from now on. The secret that proves them is shown only now."""
    request = body.to_proto(caller.tenant, current_request_id())
    made = await call(_webhooks(services).CreateWebhook, request, timeout=WRITE_SECONDS)
    response.headers["Location"] = f"/v1/webhooks/{made.webhook.id}"
    return SecretAnswer.of(made.webhook, made.secret)


@router.get("/webhooks", summary="List webhooks")
async def list_webhooks(
    _query: Annotated[NoQuery, Query()], caller: Authorised, services: Services
) -> WebhookList:
    """List the tenant's subscriptions, oldest first."""
    request = pb.ListWebhooksRequest(tenant=caller.tenant)
    found = await call(_webhooks(services).ListWebhooks, request)
    return WebhookList(webhooks=[WebhookAnswer.from_proto(one) for one in found.webhooks])


@router.get("/webhooks/{webhookId}", responses=_NOT_FOUND, summary="Read a webhook")
async def get_webhook(
    webhook_id: WebhookId, caller: Authorised, services: Services
) -> WebhookAnswer:
    """Show a subscription, and how its endpoint is."""
    request = pb.GetWebhookRequest(tenant=caller.tenant, webhook_id=webhook_id)
    found = await call(_webhooks(services).GetWebhook, request)
    return WebhookAnswer.from_proto(found.webhook)


@router.patch("/webhooks/{webhookId}", responses=_NOT_FOUND | _REFUSED, summary="Change a webhook")
async def update_webhook(
    webhook_id: WebhookId, body: WebhookChange, caller: Authorised, services: Services
) -> WebhookAnswer:
    """Send other events, or elsewhere, or nothing for a while; or begin again after it has failed."""
    request = body.to_proto(caller.tenant, current_request_id(), webhook_id)
    changed = await call(_webhooks(services).UpdateWebhook, request, timeout=WRITE_SECONDS)
    return WebhookAnswer.from_proto(changed.webhook)


@router.delete(
    "/webhooks/{webhookId}", status_code=204, responses=_NOT_FOUND, summary="Remove a webhook"
)
async def delete_webhook(webhook_id: WebhookId, caller: Authorised, services: Services) -> Response:
    """Send nothing more, what waits included."""
    request = pb.DeleteWebhookRequest(
        tenant=caller.tenant, request_id=current_request_id(), webhook_id=webhook_id
    )
    await call(_webhooks(services).DeleteWebhook, request, timeout=WRITE_SECONDS)
    return Response(status_code=204)


@router.post(
    "/webhooks/{webhookId}/rotate-secret",
    responses=_NOT_FOUND | problems(_409=f"{_NO_KEY}."),
    summary="Change a webhook's secret",
)
async def rotate_secret(
    webhook_id: WebhookId, caller: Authorised, services: Services
) -> SecretAnswer:
    """Make a new secret. For 24 hours the one before signs, too."""
    request = pb.RotateWebhookSecretRequest(
        tenant=caller.tenant, request_id=current_request_id(), webhook_id=webhook_id
    )
    rotated = await call(_webhooks(services).RotateWebhookSecret, request, timeout=WRITE_SECONDS)
    return SecretAnswer.of(rotated.webhook, rotated.secret)


@router.post(
    "/webhooks/{webhookId}/test",
    status_code=202,
    responses=_NOT_FOUND | _NOT_ACTIVE,
    summary="Try a webhook",
)
async def test_webhook(
    webhook_id: WebhookId, caller: Authorised, services: Services
) -> QueuedAnswer:
    """Have an event of the type `webhook.test` sent, whatever is subscribed to."""
    request = pb.TestWebhookRequest(
        tenant=caller.tenant, request_id=current_request_id(), webhook_id=webhook_id
    )
    queued = await call(_webhooks(services).TestWebhook, request, timeout=WRITE_SECONDS)
    return QueuedAnswer(delivery_id=queued.delivery_id)


@router.get("/webhooks/{webhookId}/deliveries", responses=_NOT_FOUND, summary="List deliveries")
async def list_deliveries(
    webhook_id: WebhookId,
    query: Annotated[DeliveriesQuery, Query()],
    caller: Authorised,
    services: Services,
) -> DeliveryPage:
    """List what became of events, newest first. Kept for 7 days, parked ones for 30."""
    request = query.to_proto(caller.tenant, webhook_id)
    page = await call(_webhooks(services).ListDeliveries, request)
    return DeliveryPage(
        deliveries=[DeliveryAnswer.from_proto(one) for one in page.deliveries],
        next_page_token=page.next_page_token or None,
    )


@router.post(
    "/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver",
    status_code=202,
    responses=problems(_404="`webhook_not_found`, `delivery_not_found`") | _NOT_ACTIVE,
    summary="Deliver once more",
)
async def redeliver(
    webhook_id: WebhookId, delivery_id: DeliveryId, caller: Authorised, services: Services
) -> QueuedAnswer:
    """Send an event again that is parked or was delivered, under the same `webhook-id`."""
    request = pb.RedeliverRequest(
        tenant=caller.tenant,
        request_id=current_request_id(),
        webhook_id=webhook_id,
        delivery_id=delivery_id,
    )
    await call(_webhooks(services).Redeliver, request, timeout=WRITE_SECONDS)
    return QueuedAnswer(delivery_id=delivery_id)
