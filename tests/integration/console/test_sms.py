"""SMS operations: of one tenant's senders only, and everything that is changed says so."""

import pytest
from svar.sms.v1 import operations_service_pb2 as pb

from services.runtime.errors import unavailable
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_console import Console

MINE, THEIRS = "default", "other"


@pytest.fixture
def token(console: Console, services: FakeServices) -> str:
    """The token of a visit, with a service that has senders of two tenants."""
    sender = pb.SenderState(tenant=MINE, address="1960", provider="puzzel", fallback="link")
    services.sms.will("ListSenders", pb.ListSendersResponse(senders=[sender]))
    providers = [
        pb.ProviderState(name=name, circuit=pb.CIRCUIT_STATE_CLOSED)
        for name in ("puzzel", "link", "theirs")
    ]
    services.sms.will("ListProviderStates", pb.ListProviderStatesResponse(providers=providers))
    services.sms.will("ListQueue", pb.ListQueueResponse())
    items = [
        pb.ParkedItem(id="a", kind="reply", tenant=MINE, because="REFUSED", reason="<b>"),
        pb.ParkedItem(id="b", kind="reply", tenant=MINE, because="REFUSED", reason="<b>"),
        pb.ParkedItem(id="c", kind="message", tenant=MINE, because="FAULT", reason="x"),
        pb.ParkedItem(id="d", kind="reply", tenant=THEIRS, because="REFUSED", reason="<b>"),
        pb.ParkedItem(id="e", kind="callback", because="UNREADABLE", reason="whose"),
    ]
    services.sms.will("ListParked", pb.ListParkedResponse(items=items))
    services.sms.will("RetryParked", lambda one: pb.RetryParkedResponse(ids=one.ids))
    services.sms.will("SetCircuit", pb.SetCircuitResponse())
    console.sign_in()
    return console.get("/sms").token


def changes(services: FakeServices) -> list[object]:
    kinds = (pb.RetryParkedRequest, pb.SetCircuitRequest)
    return [one for one in services.sms.requests if isinstance(one, kinds)]


def test_only_what_is_the_tenants_is_shown(console: Console, token: str) -> None:
    text = console.get("/sms").text

    assert "puzzel" in text
    assert "theirs" not in text
    assert "whose" not in text
    assert "Give back: 2" in text
    assert "&lt;b&gt;" in text


def test_all_of_a_reason_or_one_are_given_back(
    console: Console, services: FakeServices, token: str
) -> None:
    group = {"token": token, "kind": "reply", "because": "REFUSED", "reason": "<b>"}

    answer = console.post("/sms/retry", group)
    console.post("/sms/retry", {"token": token, "id": "c"})
    console.post("/sms/retry", {"token": token, "id": "d"})

    assert answer.headers["location"] == "/sms?said=retried&n=2"
    assert "Given back: 2." in console.get("/sms?said=retried&n=2").text
    given = [one.ids for one in changes(services) if isinstance(one, pb.RetryParkedRequest)]
    assert given == [["a", "b"], ["c"], []]


def test_a_circuit_is_opened_with_a_reason_and_never_anothers(
    console: Console, services: FakeServices, token: str
) -> None:
    fields = {"token": token, "state": "open", "reason": "down"}

    answer = console.post("/sms/circuit", {**fields, "provider": "link"})
    refused = console.post("/sms/circuit", {**fields, "provider": "theirs"})

    assert answer.headers["location"] == "/sms?said=opened"
    assert refused.status == 404
    (wanted,) = changes(services)
    assert isinstance(wanted, pb.SetCircuitRequest)
    assert (wanted.provider, wanted.open, wanted.reason) == ("link", True, "down")


def test_a_part_that_is_late_says_so(console: Console, services: FakeServices, token: str) -> None:
    services.sms.will("ListQueue", unavailable("SERVICE_UNAVAILABLE", "x"))

    page = console.get("/sms")

    assert page.status == 200
    assert "Try again" in page.text
    assert "1960" in page.text
