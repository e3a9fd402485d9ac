"""Contacts: looked up, changed and erased, and the number nowhere but in forms."""

import pytest
from svar.sessions.v1 import contact_service_pb2 as pb
from svar.sessions.v1 import session_pb2, session_service_pb2
from svar.surveys.v1 import survey_service_pb2

from services.contracts.timestamps import to_timestamp
from services.runtime.errors import Problem, invalid
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_console import Console, Page
from tests.fakes.manual_clock import ManualClock

PHONE = "+4790000001"


@pytest.fixture
def token(console: Console, services: FakeServices) -> str:
    """The token of a visit, with services that know the phone."""
    denied = to_timestamp(ManualClock().now())
    services.sessions.will("GetContact", pb.GetContactResponse(deny_time=denied))
    session = session_pb2.Session(id="s", survey_id="v", identifier="+47******01")
    listed = session_service_pb2.ListSessionsResponse(sessions=[session])
    services.sessions.will("ListSessions", listed)
    services.surveys.will("GetSurvey", survey_service_pb2.GetSurveyResponse())
    console.sign_in()
    return console.get("/contacts").token


def asked(services: FakeServices, kind: type) -> list[object]:
    return [one for one in services.sessions.requests if isinstance(one, kind)]


def test_a_phone_is_looked_up_however_it_is_typed(
    console: Console, services: FakeServices, token: str
) -> None:
    page = console.post("/contacts", {"token": token, "phone": "00 47 900-00 001"})

    assert page.status == 200
    assert "+47******01" in page.text
    assert 'value="allow"' in page.text
    assert 'value="opt_out"' in page.text
    (wanted,) = asked(services, pb.GetContactRequest)
    assert wanted == pb.GetContactRequest(tenant="default", phone=PHONE)
    (listed,) = asked(services, session_service_pb2.ListSessionsRequest)
    assert isinstance(listed, session_service_pb2.ListSessionsRequest)
    assert listed.mask


def test_what_is_no_phone_is_said_at_its_field(
    console: Console, services: FakeServices, token: str
) -> None:
    problem = Problem(path="phone", message="x")
    services.sessions.will("GetContact", invalid("INVALID_IDENTIFIER", "x", problems=[problem]))

    page = console.post("/contacts", {"token": token, "phone": "<b>12"})

    assert page.status == 400
    assert 'aria-invalid="true"' in page.text
    assert 'value="&lt;b&gt;12"' in page.text


@pytest.mark.parametrize(
    ("what", "method", "kind"),
    [
        ("opt_out", "AddOptOut", pb.AddOptOutRequest),
        ("opt_in", "RemoveOptOut", pb.RemoveOptOutRequest),
        ("deny", "DenyPhone", pb.DenyPhoneRequest),
        ("allow", "AllowPhone", pb.AllowPhoneRequest),
    ],
)
def test_each_button_asks_for_its_change(
    console: Console, services: FakeServices, token: str, what: str, method: str, kind: type
) -> None:
    services.sessions.will(method, getattr(pb, f"{method}Response")())

    page = console.post("/contacts", {"token": token, "phone": PHONE, "change": what})

    assert page.status == 200
    (request,) = asked(services, kind)
    assert getattr(request, "phone", "") == PHONE


def erased(console: Console, token: str, again: str) -> Page:
    return console.post("/contacts", {"token": token, "phone": PHONE, "again": again})


def test_a_person_is_erased_only_when_the_number_is_typed_again(
    console: Console, services: FakeServices, token: str
) -> None:
    erasure = pb.Erasure(waiting=["results"], remaining=["opt_out"])
    done = pb.EraseContactResponse(sessions=3, sent_messages=41, erasure=erasure)
    services.sessions.will("EraseContact", done)

    refused = erased(console, token, "+4790000002")
    assert asked(services, pb.EraseContactRequest) == []
    page = erased(console, token, "+47 900 00 001")

    assert refused.status == 400
    assert len(asked(services, pb.EraseContactRequest)) == 1
    assert "Messages sent: 41" in page.text
    assert "the opt-out." in page.text
    assert "too: results." in page.text
