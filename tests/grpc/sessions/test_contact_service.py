"""ContactService through a real server and a real channel."""

from collections.abc import Iterator
from typing import Any

import pytest
from svar.sessions.v1 import contact_service_pb2 as pb
from svar.sessions.v1.contact_service_pb2_grpc import (
    ContactServiceStub,
    add_ContactServiceServicer_to_server,
)

from services.contracts.timestamps import to_datetime
from services.runtime.client import call, open_channel
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.server import GrpcServer, Servicer
from services.sessions.contact_servicer import ContactServicer
from tests.integration.sessions.harness import NORWEGIAN, Harness

NAME = pb.DESCRIPTOR.services_by_name["ContactService"].full_name
NAMED = {"tenant": "default", "phone": NORWEGIAN}


@pytest.fixture
def stub(svar: Harness) -> Iterator[ContactServiceStub]:
    servicer = ContactServicer(contacts=svar.contacts, erase_contact=svar.erase)
    registered = Servicer(
        name=NAME, register=add_ContactServiceServicer_to_server, servicer=servicer
    )
    server = GrpcServer([registered], threads=4)
    port = server.start(host="127.0.0.1", port=0)
    with open_channel(f"127.0.0.1:{port}") as channel:
        yield ContactServiceStub(channel)
    server.stop(grace=0)


def ask(stub: ContactServiceStub, method: str, **fields: Any) -> Any:
    request = getattr(pb, f"{method}Request")(**fields)
    return call(getattr(stub, method), request, timeout=10)


def refused(stub: ContactServiceStub, method: str, **fields: Any) -> ServiceError:
    with pytest.raises(ServiceError) as raised:
        ask(stub, method, **fields)
    return raised.value


def test_how_a_phone_stands_is_told_list_by_list(stub: ContactServiceStub, svar: Harness) -> None:
    before = ask(stub, "GetContact", **NAMED)
    ask(stub, "DenyPhone", **NAMED)
    ask(stub, "AddOptOut", **NAMED)

    after = ask(stub, "GetContact", **NAMED)

    assert before == pb.GetContactResponse()
    assert to_datetime(after.opt_out_time) == svar.clock.now()
    assert to_datetime(after.deny_time) == svar.clock.now()
    assert not after.HasField("unreachable_time")
    assert ask(stub, "GetContact", tenant="other", phone=NORWEGIAN) == pb.GetContactResponse()
    assert refused(stub, "GetContact", tenant="default", phone="x").reason == "INVALID_IDENTIFIER"


def test_an_opt_out_is_added_shown_and_taken_back(stub: ContactServiceStub, svar: Harness) -> None:
    added = ask(stub, "AddOptOut", **NAMED).opt_out

    assert (added.phone, to_datetime(added.opt_out_time)) == (NORWEGIAN, svar.clock.now())
    assert ask(stub, "GetOptOut", **NAMED).opt_out == added
    assert ask(stub, "RemoveOptOut", **NAMED) == pb.RemoveOptOutResponse()
    error = refused(stub, "GetOptOut", **NAMED)
    assert (error.kind, error.reason) == (ErrorKind.NOT_FOUND, "OPT_OUT_NOT_FOUND")


def test_opt_outs_are_listed_a_page_at_a_time(stub: ContactServiceStub) -> None:
    for number in range(3):
        ask(stub, "AddOptOut", tenant="default", phone=f"+479000000{number}")

    first = ask(stub, "ListOptOuts", tenant="default", page_size=2)
    token = first.next_page_token
    last = ask(stub, "ListOptOuts", tenant="default", page_size=2, page_token=token)

    assert [one.phone for one in first.opt_outs] == ["+4790000000", "+4790000001"]
    assert [one.phone for one in last.opt_outs] == ["+4790000002"]
    assert last.next_page_token == ""
    assert "4790000001" not in token


@pytest.mark.parametrize("token", ["x", "====", "Kzk", "é", "\0", "KzQ3OTAwMDAwMDEK"])
def test_a_token_of_nobodys_is_refused(stub: ContactServiceStub, token: str) -> None:
    error = refused(stub, "ListOptOuts", tenant="default", page_token=token)

    assert (error.kind, error.reason) == (ErrorKind.INVALID, "INVALID_REQUEST")
    assert [problem.path for problem in error.problems] == ["pageToken"]


def test_a_page_of_less_than_nothing_is_refused(stub: ContactServiceStub) -> None:
    error = refused(stub, "ListOptOuts", tenant="default", page_size=-1)

    assert [problem.path for problem in error.problems] == ["pageSize"]


def test_a_phone_is_denied_and_allowed(stub: ContactServiceStub, svar: Harness) -> None:
    denied = ask(stub, "DenyPhone", **NAMED)
    assert to_datetime(denied.deny_time) == svar.clock.now()
    assert svar.send().reason == "denied"

    ask(stub, "AllowPhone", **NAMED)

    assert svar.send().state.value == "active"


def test_an_erasure_says_how_much_it_erased(stub: ContactServiceStub, svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "8", "stop")

    erased = ask(stub, "EraseContact", **NAMED)

    assert (erased.sessions, erased.replies, erased.contacts) == (1, 2, 0)
    assert list(erased.erasure.remaining) == ["opt_out"]
    shown = ask(stub, "GetErasure", tenant="default", erasure_id=erased.erasure.id)
    assert shown.erasure == erased.erasure
    assert not shown.erasure.HasField("done_time")
    missing = refused(stub, "GetErasure", tenant="acme", erasure_id=erased.erasure.id)
    assert (missing.kind, missing.reason) == (ErrorKind.NOT_FOUND, "ERASURE_NOT_FOUND")
    assert erased.sent_messages == len(svar.sms.sent)


@pytest.mark.parametrize(
    "method", ["GetOptOut", "AddOptOut", "RemoveOptOut", "DenyPhone", "AllowPhone", "EraseContact"]
)
@pytest.mark.parametrize("phone", ["", "90000001", "+47\0", "+" + "9" * 5000])
def test_what_is_no_phone_is_refused(stub: ContactServiceStub, method: str, phone: str) -> None:
    error = refused(stub, method, tenant="default", phone=phone)

    assert (error.kind, error.reason) == (ErrorKind.INVALID, "INVALID_IDENTIFIER")
