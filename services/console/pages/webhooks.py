"""`/settings/webhooks`: subscriptions to events, and what became of their deliveries."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response
from svar.results.v1 import webhook_service_pb2 as pb

from services.console.http.asked import Asked
from services.contracts.event_types import EventType
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id
from services.runtime.errors import ErrorKind, ServiceError, not_found

EVENTS: Final = tuple(one.value for one in EventType)
STATES: Final = ("waiting", "delivered", "parked")
_PAGE_SIZE: Final = 50


async def show_list(asked: Asked) -> Response:
    """Show the subscriptions of the tenant, and the form for another."""
    return await _listed(asked, url=asked.query("url"), chosen=EVENTS)


async def create(asked: Asked) -> Response:
    """Subscribe; the secret is shown once, on the page that answers."""
    url, chosen = asked.form.text("url"), [one for one in asked.form.all("event") if one in EVENTS]
    request = pb.CreateWebhookRequest(
        tenant=asked.tenant, request_id=current_request_id(), url=url, events=chosen
    )
    try:
        made = await call(asked.services.webhooks.CreateWebhook, request, timeout=WRITE_SECONDS)
    except ServiceError as error:
        if error.kind not in (ErrorKind.INVALID, ErrorKind.CONFLICT, ErrorKind.PRECONDITION):
            raise
        problems = [one.message for one in error.problems] or [error.message]
        return await _listed(asked, url=url, chosen=chosen, problems=problems)
    return await _one(asked, made.webhook.id, secret=made.secret)


async def show(asked: Asked) -> Response:
    """Show a subscription with its newest deliveries."""
    return await _one(asked, asked.path("webhook"))


async def change(asked: Asked) -> Response:
    """Do what a button of the page of a subscription asks for."""
    what = asked.form.text("change")
    if what == "rotate":
        return await _rotate(asked)
    if what not in _CHANGES:
        raise not_found("NOT_FOUND", "")
    await _CHANGES[what](asked)
    if what == "delete":
        return asked.go("/settings/webhooks")
    return asked.go(f"/settings/webhooks/{asked.path('webhook')}?said={what}")


async def _rotate(asked: Asked) -> Response:
    request = pb.RotateWebhookSecretRequest(**_named(asked))
    rotate = asked.services.webhooks.RotateWebhookSecret
    rotated = await call(rotate, request, timeout=WRITE_SECONDS)
    return await _one(asked, rotated.webhook.id, secret=rotated.secret)


async def _listed(
    asked: Asked, *, url: str, chosen: Sequence[str], problems: Sequence[str] = ()
) -> Response:
    request = pb.ListWebhooksRequest(tenant=asked.tenant)
    listed = await call(asked.services.webhooks.ListWebhooks, request)
    return asked.page(
        "webhooks.html",
        webhooks=listed.webhooks,
        events=EVENTS,
        url=url,
        chosen=chosen,
        problems=problems,
        status=400 if problems else 200,
    )


async def _one(asked: Asked, webhook_id: str, *, secret: str = "") -> Response:
    found = await call(
        asked.services.webhooks.GetWebhook,
        pb.GetWebhookRequest(tenant=asked.tenant, webhook_id=webhook_id),
    )
    state = asked.query("state") if asked.query("state") in STATES else ""
    request = pb.ListDeliveriesRequest(
        tenant=asked.tenant,
        webhook_id=webhook_id,
        state=state,
        page_size=_PAGE_SIZE,
        page_token=asked.query("after"),
    )
    page = await call(asked.services.webhooks.ListDeliveries, request)
    following = {"state": state, "after": page.next_page_token}
    said = asked.query("said")
    return asked.page(
        "webhook.html",
        webhook=found.webhook,
        secret=secret,
        deliveries=page.deliveries,
        state=state,
        states=STATES,
        next=urlencode(following) if page.next_page_token else "",
        said=asked.words(f"webhooks.said.{said}") if said in _CHANGES else "",
    )


def _named(asked: Asked) -> dict[str, Any]:
    return {
        "tenant": asked.tenant,
        "request_id": current_request_id(),
        "webhook_id": asked.path("webhook"),
    }


async def _enable(asked: Asked) -> None:
    await _put(asked, state="active")


async def _disable(asked: Asked) -> None:
    await _put(asked, state="disabled")


async def _put(asked: Asked, *, state: str) -> None:
    request = pb.UpdateWebhookRequest(**_named(asked), state=state)
    await call(asked.services.webhooks.UpdateWebhook, request, timeout=WRITE_SECONDS)


async def _test(asked: Asked) -> None:
    request = pb.TestWebhookRequest(**_named(asked))
    await call(asked.services.webhooks.TestWebhook, request, timeout=WRITE_SECONDS)


async def _redeliver(asked: Asked) -> None:
    request = pb.RedeliverRequest(**_named(asked), delivery_id=asked.form.text("delivery"))
    await call(asked.services.webhooks.Redeliver, request, timeout=WRITE_SECONDS)


async def _delete(asked: Asked) -> None:
    request = pb.DeleteWebhookRequest(**_named(asked))
    await call(asked.services.webhooks.DeleteWebhook, request, timeout=WRITE_SECONDS)


_CHANGES: Final[Mapping[str, Callable[[Asked], Awaitable[None]]]] = {
    "enable": _enable,
    "disable": _disable,
    "test": _test,
    "redeliver": _redeliver,
    "delete": _delete,
}
