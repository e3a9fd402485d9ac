"""Webhooks before a fake of the service: secrets shown once, and every button asks for its change."""

from typing import Any

import pytest
from svar.results.v1 import webhook_service_pb2 as pb

from services.runtime.errors import Problem, invalid
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_console import Console

SECRET = "whsec_once"


@pytest.fixture
def token(console: Console, services: FakeServices) -> str:
    """The token of a visit, with a service that has one subscription."""
    webhook = pb.Webhook(id="w", url="https://example.com/<b>", events=["session.completed"])
    results = services.results
    results.will("ListWebhooks", pb.ListWebhooksResponse(webhooks=[webhook]))
    results.will("GetWebhook", pb.GetWebhookResponse(webhook=webhook))
    deliveries = [pb.Delivery(id="d", type="session.completed", state="parked", session_id="s")]
    results.will("ListDeliveries", pb.ListDeliveriesResponse(deliveries=deliveries))
    results.will("CreateWebhook", pb.CreateWebhookResponse(webhook=webhook, secret=SECRET))
    rotated = pb.RotateWebhookSecretResponse(webhook=webhook, secret=SECRET)
    results.will("RotateWebhookSecret", rotated)
    for method in ("UpdateWebhook", "TestWebhook", "Redeliver", "DeleteWebhook"):
        results.will(method, getattr(pb, f"{method}Response")())
    console.sign_in()
    return console.get("/settings/webhooks").token


def test_a_secret_is_shown_when_it_is_made_and_never_again(
    console: Console, services: FakeServices, token: str
) -> None:
    fields = [("token", token), ("url", "https://example.com"), ("event", "session.completed")]

    made = console.post("/settings/webhooks", [*fields, ("event", "rubbish")])
    rotated = console.post("/settings/webhooks/w", {"token": token, "change": "rotate"})

    assert SECRET in made.text
    assert SECRET in rotated.text
    assert SECRET not in console.get("/settings/webhooks/w").text
    (request,) = [
        one for one in services.results.requests if isinstance(one, pb.CreateWebhookRequest)
    ]
    assert list(request.events) == ["session.completed"]


def test_an_address_that_is_refused_is_said_at_its_field(
    console: Console, services: FakeServices, token: str
) -> None:
    problem = Problem(path="url", message="Nothing is sent to 10.0.0.1.")
    services.results.will("CreateWebhook", invalid("WEBHOOK_URL_REFUSED", "x", problems=[problem]))

    page = console.post("/settings/webhooks", {"token": token, "url": "https://10.0.0.1/<i>"})

    assert page.status == 400
    assert "Nothing is sent to 10.0.0.1." in page.text
    assert 'value="https://10.0.0.1/&lt;i&gt;" aria-invalid="true"' in page.text


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("enable", pb.UpdateWebhookRequest),
        ("disable", pb.UpdateWebhookRequest),
        ("test", pb.TestWebhookRequest),
        ("redeliver", pb.RedeliverRequest),
        ("delete", pb.DeleteWebhookRequest),
    ],
)
def test_each_button_asks_for_its_change_and_says_so(
    console: Console, services: FakeServices, token: str, what: str, kind: Any
) -> None:
    fields = {"token": token, "change": what, "delivery": "d"}

    answer = console.post("/settings/webhooks/w", fields)

    (request,) = [one for one in services.results.requests if isinstance(one, kind)]
    assert (request.tenant, request.webhook_id) == ("default", "w")
    page = console.get(answer.headers["location"])
    assert page.status == 200
    assert "https://example.com/&lt;b&gt;" in page.text


def test_no_other_change_is_known(console: Console, token: str) -> None:
    assert console.post("/settings/webhooks/w", {"token": token, "change": "x"}).status == 404
