"""Contacts over HTTP, with the sessions service's own servicer and database behind the gateway."""

from collections.abc import Iterator

import pytest
from svar.sessions.v1 import contact_service_pb2 as pb
from svar.sessions.v1.contact_service_pb2_grpc import add_ContactServiceServicer_to_server

from services.access.access import Access
from services.access.keys import ApiKey, DevelopmentKeys, NoKeys, digest_of
from services.access.scopes import Scope
from services.runtime.migrate import upgrade
from services.runtime.server import GrpcServer, Servicer
from services.sessions.contact_servicer import ContactServicer
from tests.fakes.http_gateway import Gateway, running_gateway
from tests.integration.sessions.harness import NORWEGIAN, Harness, running

NAME = pb.DESCRIPTOR.services_by_name["ContactService"].full_name
NOWHERE = "127.0.0.1:1"


class OneKey(NoKeys):
    """The one key there is, without the scope that is needed here."""

    def find(self, digest: str) -> ApiKey | None:
        scopes = frozenset({Scope.SEND, Scope.RESULTS, Scope.SURVEYS})
        return ApiKey(name="crm", tenant="default", scopes=scopes, digest=digest_of(b"x"))


@pytest.fixture
def svar(database_url: str, redis_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    with running(database_url, redis_url) as harness:
        yield harness


@pytest.fixture
def addresses(svar: Harness) -> Iterator[dict[str, str]]:
    servicer = ContactServicer(contacts=svar.contacts, erase_contact=svar.erase)
    registered = Servicer(
        name=NAME, register=add_ContactServiceServicer_to_server, servicer=servicer
    )
    server = GrpcServer([registered], threads=4)
    port = server.start(host="127.0.0.1", port=0)
    yield {"surveys": NOWHERE, "sessions": f"127.0.0.1:{port}", "sms": NOWHERE, "results": NOWHERE}
    server.stop(grace=0)


@pytest.fixture
def gateway(addresses: dict[str, str]) -> Iterator[Gateway]:
    with running_gateway(addresses, Access(keys=DevelopmentKeys())) as gateway:
        yield gateway


def test_an_opt_out_is_put_read_listed_and_deleted(gateway: Gateway, svar: Harness) -> None:
    at = svar.clock.now().isoformat().replace("+00:00", "Z")
    opt_out = {"phone": NORWEGIAN, "optedOutAt": at}

    put = gateway.call("PUT", "/v1/opt-outs/%2B4790000001")
    read = gateway.call("GET", "/v1/opt-outs/+4790000001")
    listed = gateway.call("GET", "/v1/opt-outs?pageSize=1")
    deleted = gateway.call("DELETE", "/v1/opt-outs/+4790000001")
    gone = gateway.call("GET", "/v1/opt-outs/+4790000001")

    assert [put.status, read.status, listed.status, deleted.status] == [200, 200, 200, 204]
    assert put.json == read.json == opt_out
    assert listed.json == {"optOuts": [opt_out], "nextPageToken": None}
    assert deleted.body == b""
    assert (gone.status, gone.json["code"]) == (404, "opt_out_not_found")


def test_pages_of_opt_outs_follow_each_other(gateway: Gateway) -> None:
    for number in range(3):
        gateway.call("PUT", f"/v1/opt-outs/+479000000{number}")

    first = gateway.call("GET", "/v1/opt-outs?pageSize=2").json
    token = first["nextPageToken"]
    last = gateway.call("GET", f"/v1/opt-outs?pageSize=2&pageToken={token}").json

    phones = [one["phone"] for one in first["optOuts"] + last["optOuts"]]
    assert phones == ["+4790000000", "+4790000001", "+4790000002"]
    assert last["nextPageToken"] is None


def test_a_phone_is_denied_and_allowed(gateway: Gateway, svar: Harness) -> None:
    denied = gateway.call("PUT", "/v1/denied/+4790000001")
    assert (denied.status, set(denied.json)) == (200, {"phone", "deniedAt"})
    assert svar.send().reason == "denied"

    assert gateway.call("DELETE", "/v1/denied/+4790000001").status == 204
    assert svar.send().state.value == "active"


def test_an_erasure_says_what_was_erased(gateway: Gateway, svar: Harness) -> None:
    svar.say(svar.send(), "8")

    erased = gateway.call("POST", "/v1/contacts/+4790000001/erase")
    again = gateway.call("POST", "/v1/contacts/%2B4790000001/erase")

    assert erased.status == again.status == 200
    erasure = erased.json["erasure"]
    assert erased.json == {
        "erasure": erasure,
        "sessions": 1,
        "replies": 1,
        "contacts": 0,
        "sentMessages": 3,
        "receivedMessages": 0,
    }
    assert (again.json["sessions"], again.json["replies"]) == (0, 0)
    assert (erasure["waiting"], erasure["remaining"], erasure["doneAt"]) == ([], [], None)
    shown = gateway.call("GET", f"/v1/erasures/{erasure['id']}")
    assert (shown.status, shown.json) == (200, erasure)
    missing = gateway.call("GET", "/v1/erasures/nobody's")
    assert (missing.status, missing.json["code"]) == (404, "erasure_not_found")


@pytest.mark.parametrize("phone", ["90000001", "%20", "+47%00", "+4790000001%00", "x" * 500])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/opt-outs/{}"),
        ("PUT", "/v1/opt-outs/{}"),
        ("DELETE", "/v1/opt-outs/{}"),
        ("PUT", "/v1/denied/{}"),
        ("DELETE", "/v1/denied/{}"),
        ("POST", "/v1/contacts/{}/erase"),
    ],
)
def test_what_is_no_phone_is_refused(gateway: Gateway, method: str, path: str, phone: str) -> None:
    answer = gateway.call(method, path.format(phone))

    assert (answer.status, answer.json["code"]) == (400, "invalid_identifier")
    assert [error["path"] for error in answer.json["errors"]] == ["phone"]


@pytest.mark.parametrize("query", ["pageSize=0", "pageSize=201", "pageToken=x", "colour=red"])
def test_a_page_that_cannot_be_is_refused(gateway: Gateway, query: str) -> None:
    answer = gateway.call("GET", f"/v1/opt-outs?{query}")

    assert answer.status == 400
    assert [error["path"] for error in answer.json["errors"]] == [query.partition("=")[0]]


def test_contacts_need_a_scope_of_their_own(addresses: dict[str, str]) -> None:
    with running_gateway(addresses, Access(keys=OneKey())) as gateway:
        answers = [
            gateway.call("GET", "/v1/opt-outs"),
            gateway.call("PUT", "/v1/opt-outs/+4790000001"),
            gateway.call("PUT", "/v1/denied/+4790000001"),
            gateway.call("POST", "/v1/contacts/+4790000001/erase"),
        ]

    assert {answer.status for answer in answers} == {403}
