"""Subscriptions over gRPC on real Postgres: what may be asked for, by whom, and how often."""

from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from svar.results.v1 import webhook_service_pb2 as pb
from svar.results.v1.webhook_service_pb2_grpc import (
    WebhookServiceStub,
    add_WebhookServiceServicer_to_server,
)

from services.results.adapters.secret_box import FernetSecretBox
from services.results.domain.webhooks import MOST_OF_A_TENANT
from services.results.store.subscriptions import PostgresSubscriptionStore
from services.results.store.tables import audit
from services.results.use_cases.follow_deliveries import FollowDeliveries
from services.results.use_cases.subscribe import Subscribe
from services.results.webhook_servicer import WebhookServicer
from services.results.webhooks import NAME
from services.runtime.audit_log import AuditFilter, AuditLog
from services.runtime.client import call
from services.runtime.errors import ServiceError
from services.runtime.ids import new_id
from services.runtime.server import GrpcServer, Servicer
from tests.fakes.manual_clock import ManualClock
from tests.fakes.results_sources import TENANT
from tests.integration.results.conftest import Results

URL = "https://example.com/svar"
KEYS = ["a key of the tests that is long enough"]


class Addresses:
    """Refuses names that say so."""

    def refusal(self, url: str) -> str | None:
        return "it leads to an address that is private" if "inside" in url else None


def stub_for(results: Results, keys: list[str]) -> Iterator[WebhookServiceStub]:
    store, clock = PostgresSubscriptionStore(results.database), ManualClock()
    subscribe = Subscribe(
        store=store, box=FernetSecretBox(keys), addresses=Addresses(), clock=clock
    )
    servicer = WebhookServicer(
        subscribe=subscribe, follow=FollowDeliveries(store=store, clock=clock)
    )
    served = Servicer(name=NAME, register=add_WebhookServiceServicer_to_server, servicer=servicer)
    server = GrpcServer([served], threads=8)
    port = server.start(host="127.0.0.1", port=0)
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield WebhookServiceStub(channel)
    server.stop(grace=0)


@pytest.fixture
def stub(results: Results) -> Iterator[WebhookServiceStub]:
    yield from stub_for(results, KEYS)


@pytest.fixture
def without_key(results: Results) -> Iterator[WebhookServiceStub]:
    yield from stub_for(results, [])


def create(
    stub: WebhookServiceStub, *, tenant: str = TENANT, url: str = URL, events: tuple[str, ...] = ()
) -> pb.CreateWebhookResponse:
    request = pb.CreateWebhookRequest(
        tenant=tenant, url=url, events=events or ("session.completed",)
    )
    return call(stub.CreateWebhook, request, timeout=10)


def test_a_subscription_is_made_changed_and_removed(stub: WebhookServiceStub) -> None:
    made = create(stub)
    webhook_id = made.webhook.id

    changed = call(
        stub.UpdateWebhook,
        pb.UpdateWebhookRequest(
            tenant=TENANT,
            webhook_id=webhook_id.upper(),
            events=pb.EventNames(names=["reply.late"]),
            state="disabled",
        ),
        timeout=10,
    ).webhook
    asked = pb.GetWebhookRequest(tenant=TENANT, webhook_id=webhook_id)
    assert call(stub.GetWebhook, asked, timeout=10).webhook == changed
    assert (list(changed.events), changed.state, changed.url) == (["reply.late"], "disabled", URL)

    rotate = pb.RotateWebhookSecretRequest(tenant=TENANT, webhook_id=webhook_id)
    rotated = call(stub.RotateWebhookSecret, rotate, timeout=10)
    assert made.secret.startswith("whsec_")
    assert rotated.secret != made.secret
    assert rotated.webhook.HasField("previous_secret_until_time")

    call(
        stub.DeleteWebhook,
        pb.DeleteWebhookRequest(tenant=TENANT, webhook_id=webhook_id),
        timeout=10,
    )
    with pytest.raises(ServiceError, match="WEBHOOK_NOT_FOUND"):
        call(stub.GetWebhook, asked, timeout=10)
    assert not call(stub.ListWebhooks, pb.ListWebhooksRequest(tenant=TENANT), timeout=10).webhooks


def test_secrets_are_encrypted_where_they_are_kept(
    stub: WebhookServiceStub, results: Results
) -> None:
    secret = create(stub).secret

    with results.database.transaction() as connection:
        (stored,) = connection.exec_driver_sql(
            "SELECT w::text FROM results.webhooks AS w"
        ).scalars()

    assert secret.removeprefix("whsec_") not in stored


def test_it_is_written_down_who_changed_what(stub: WebhookServiceStub, results: Results) -> None:
    made = create(stub).webhook.id
    one: dict[str, Any] = {"tenant": TENANT, "webhook_id": made}
    call(stub.UpdateWebhook, pb.UpdateWebhookRequest(**one, state="disabled"), timeout=10)
    call(stub.RotateWebhookSecret, pb.RotateWebhookSecretRequest(**one), timeout=10)
    call(stub.DeleteWebhook, pb.DeleteWebhookRequest(**one), timeout=10)

    rows = AuditLog(results.database, audit).page(AuditFilter(tenant=TENANT)).rows

    assert {row.object for row in rows} == {f"webhook/{made}"}
    assert [row.operation for row in reversed(rows)] == [
        "webhook.create",
        "webhook.change",
        "webhook.rotate",
        "webhook.remove",
    ]


def test_another_tenants_is_not_found(stub: WebhookServiceStub) -> None:
    made = create(stub).webhook.id
    other: dict[str, Any] = {"tenant": "other", "webhook_id": made}
    calls: list[tuple[Any, Any]] = [
        (stub.GetWebhook, pb.GetWebhookRequest(**other)),
        (stub.UpdateWebhook, pb.UpdateWebhookRequest(**other, state="disabled")),
        (stub.DeleteWebhook, pb.DeleteWebhookRequest(**other)),
        (stub.RotateWebhookSecret, pb.RotateWebhookSecretRequest(**other)),
        (stub.TestWebhook, pb.TestWebhookRequest(**other)),
        (stub.ListDeliveries, pb.ListDeliveriesRequest(**other)),
        (stub.Redeliver, pb.RedeliverRequest(**other, delivery_id=new_id())),
    ]

    for method, request in calls:
        with pytest.raises(ServiceError, match="WEBHOOK_NOT_FOUND"):
            call(method, request, timeout=10)
    assert not call(stub.ListWebhooks, pb.ListWebhooksRequest(tenant="other"), timeout=10).webhooks


def test_every_place_that_is_wrong_is_named(stub: WebhookServiceStub) -> None:
    request = pb.CreateWebhookRequest(
        tenant=TENANT, url="ftp://x", events=["session.completed", "x"], secret="whsec_short"
    )

    with pytest.raises(ServiceError, match="INVALID_REQUEST") as raised:
        call(stub.CreateWebhook, request, timeout=10)

    assert [one.path for one in raised.value.problems] == ["url", "events[1]", "secret"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"url": "x"}, "url"),
        ({"events": pb.EventNames()}, "events"),
        ({"state": "failing"}, "state"),
        ({"state": "removed"}, "state"),
    ],
)
def test_a_change_that_cannot_be_is_named(
    stub: WebhookServiceStub, change: dict[str, Any], path: str
) -> None:
    made = create(stub).webhook.id
    request = pb.UpdateWebhookRequest(tenant=TENANT, webhook_id=made, **change)

    with pytest.raises(ServiceError, match="INVALID_REQUEST") as raised:
        call(stub.UpdateWebhook, request, timeout=10)

    assert [one.path for one in raised.value.problems] == [path]


def test_an_address_inside_is_refused_at_subscribing_and_at_changing(
    stub: WebhookServiceStub,
) -> None:
    made = create(stub).webhook.id
    change = pb.UpdateWebhookRequest(tenant=TENANT, webhook_id=made, url="https://inside.example/")

    with pytest.raises(ServiceError, match=r"WEBHOOK_URL_REFUSED: .* private") as raised:
        create(stub, url="https://inside.example/")
    assert [one.path for one in raised.value.problems] == ["url"]
    with pytest.raises(ServiceError, match="WEBHOOK_URL_REFUSED"):
        call(stub.UpdateWebhook, change, timeout=10)


def test_a_tenant_has_so_many_and_no_more_and_another_has_its_own(stub: WebhookServiceStub) -> None:
    for _ in range(MOST_OF_A_TENANT):
        create(stub)

    with pytest.raises(ServiceError, match="TOO_MANY_WEBHOOKS"):
        create(stub)
    assert create(stub, tenant="other").webhook.id


def test_without_a_key_the_variable_is_named(without_key: WebhookServiceStub) -> None:
    with pytest.raises(ServiceError, match=r"WEBHOOKS_NOT_CONFIGURED: .*SVAR_WEBHOOKS_KEY"):
        create(without_key)


def test_deliveries_are_listed_by_page_and_state(stub: WebhookServiceStub) -> None:
    made = create(stub).webhook.id
    tested = [
        call(
            stub.TestWebhook, pb.TestWebhookRequest(tenant=TENANT, webhook_id=made), timeout=10
        ).delivery_id
        for _ in range(5)
    ]

    found: list[str] = []
    token = ""
    while len(found) < 5:
        request = pb.ListDeliveriesRequest(
            tenant=TENANT, webhook_id=made, state="waiting", page_size=2, page_token=token
        )
        page = call(stub.ListDeliveries, request, timeout=10)
        found += [one.id for one in page.deliveries]
        token = page.next_page_token

    assert token == ""
    assert found == tested[::-1]
    parked = pb.ListDeliveriesRequest(tenant=TENANT, webhook_id=made, state="parked")
    assert not call(stub.ListDeliveries, parked, timeout=10).deliveries


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ({"state": "lost"}, "state"),
        ({"page_token": "x"}, "pageToken"),
        ({"page_size": -1}, "pageSize"),
    ],
)
def test_a_page_that_cannot_be_is_named(
    stub: WebhookServiceStub, wanted: dict[str, Any], path: str
) -> None:
    made = create(stub).webhook.id
    request = pb.ListDeliveriesRequest(tenant=TENANT, webhook_id=made, **wanted)

    with pytest.raises(ServiceError, match="INVALID_REQUEST") as raised:
        call(stub.ListDeliveries, request, timeout=10)

    assert [one.path for one in raised.value.problems] == [path]


def test_what_waits_is_not_delivered_once_more(stub: WebhookServiceStub) -> None:
    made = create(stub).webhook.id
    test = pb.TestWebhookRequest(tenant=TENANT, webhook_id=made)
    queued = call(stub.TestWebhook, test, timeout=10).delivery_id

    for delivery_id in (queued, new_id(), "x"):
        request = pb.RedeliverRequest(tenant=TENANT, webhook_id=made, delivery_id=delivery_id)
        with pytest.raises(ServiceError, match="DELIVERY_NOT_FOUND"):
            call(stub.Redeliver, request, timeout=10)
