"""What holds for every request: keys, sizes, methods, ids, health, documentation."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from prometheus_client import REGISTRY
from structlog.testing import capture_logs
from svar.sessions.v1 import session_service_pb2
from svar.surveys.v1 import survey_service_pb2

from gateway.calls import readiness
from gateway.schemas.survey_schema import survey_schema
from services.access.access import Access
from services.access.keys import DevelopmentKeys, digest_of
from services.access.keys_file import FileKeys
from services.runtime.actor import Actor
from services.runtime.errors import not_found
from tests.fakes.contented_services import answer_everything
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway, running_gateway
from tests.fakes.manual_seconds import Seconds

SURVEYS = "/v1/surveys"
DEVELOPMENT = {"X-API-Key": "svar-dev-key"}
MIB = 1024 * 1024


@pytest.fixture
def guarded(services: FakeServices, tmp_path: Path) -> Iterator[Gateway]:
    """A gateway with a file of keys."""
    path = tmp_path / "keys.yaml"
    keys = [
        {"name": "flow", "tenant": "acme", "scopes": ["send"], "hash": digest_of(b"k-send")},
        {"name": "desk", "tenant": "acme", "scopes": ["surveys"], "hash": digest_of(b"k-write")},
        {"name": "press", "tenant": "acme", "scopes": ["publish"], "hash": digest_of(b"k-publish")},
        {"name": "old", "tenant": "acme", "scopes": ["results"], "hash": digest_of(b"k-old")},
        {
            "name": "new",
            "tenant": "acme",
            "scopes": ["results"],
            "hash": digest_of(b"k-new"),
            "made": "2026-11-29",
        },
        {"name": "boss", "tenant": "other", "scopes": ["admin"], "hash": digest_of(b"k-all")},
    ]
    path.write_text(yaml.safe_dump(keys))
    services.surveys.will("ListSurveys", survey_service_pb2.ListSurveysResponse())
    with running_gateway(services.addresses, Access(keys=FileKeys(path))) as gateway:
        yield gateway


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-API-Key": "wrong"},
        {"X-API-Key": "svar-dev-key"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic k-write"},
        {"X-API-Key": "ø"},
    ],
)
def test_without_a_known_key_nobody_gets_in(headers: dict[str, str], guarded: Gateway) -> None:
    answer = guarded.call("GET", SURVEYS, headers=headers)

    assert (answer.status, answer.json["code"]) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_needs_the_scope(guarded: Gateway) -> None:
    answer = guarded.call("GET", SURVEYS, headers={"X-API-Key": "k-send"})

    assert (answer.status, answer.json["code"]) == (403, "forbidden")
    assert "'surveys'" in answer.json["detail"]


@pytest.mark.parametrize(
    ("key", "publishing", "writing"), [("k-write", 200, 200), ("k-publish", 200, 403)]
)
def test_whoever_writes_surveys_may_publish_but_not_the_other_way_round(
    key: str, publishing: int, writing: int, guarded: Gateway, services: FakeServices
) -> None:
    services.surveys.will("PublishSurvey", survey_service_pb2.PublishSurveyResponse(version=1))
    path = f"{SURVEYS}/2b150000-0000-4000-8000-000000000001/publish"

    assert guarded.call("POST", path, headers={"X-API-Key": key}).status == publishing
    assert guarded.call("GET", SURVEYS, headers={"X-API-Key": key}).status == writing


@pytest.mark.parametrize(("key", "masked"), [("k-old", False), ("k-new", True), ("k-all", False)])
def test_numbers_are_masked_for_keys_that_may_not_see_them(
    key: str, masked: bool, guarded: Gateway, services: FakeServices
) -> None:
    answer_everything(services)
    session = "/v1/sessions/2b150000-0000-4000-8000-000000000001"

    for path in ("/v1/sessions", session):
        assert guarded.call("GET", path, headers={"X-API-Key": key}).status == 200

    assert [request.mask for request in services.sessions.requests] == [masked, masked]


def test_a_key_acts_for_its_tenant(guarded: Gateway, services: FakeServices) -> None:
    for headers in ({"authorization": "bearer k-write"}, {"X-API-Key": "k-all"}):
        assert guarded.call("GET", SURVEYS, headers=headers).status == 200

    assert [request.tenant for request in services.surveys.requests] == ["acme", "other"]


def test_the_key_is_looked_at_before_the_body(guarded: Gateway) -> None:
    answer = guarded.call("POST", SURVEYS, data=b"{nonsense", headers={"X-API-Key": "wrong"})

    assert answer.status == 401


def test_the_development_key_does_not_work_through_a_proxy(gateway: Gateway) -> None:
    headers = {"X-API-Key": "svar-dev-key", "X-Forwarded-For": "203.0.113.9"}

    assert gateway.call("GET", SURVEYS, headers=headers).status == 401


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8080"])
def test_the_development_key_works_under_names_of_this_machine(
    host: str, gateway: Gateway, services: FakeServices
) -> None:
    services.surveys.will("ListSurveys", survey_service_pb2.ListSurveysResponse())

    assert gateway.call("GET", SURVEYS, headers={**DEVELOPMENT, "Host": host}).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "0.0.0.0"]
)
def test_the_development_key_does_not_work_under_a_foreign_name(
    host: str, gateway: Gateway, services: FakeServices
) -> None:
    answer = gateway.call("GET", SURVEYS, headers={**DEVELOPMENT, "Host": host})

    assert (answer.status, answer.json["code"]) == (401, "unauthenticated")
    assert services.surveys.requests == []


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "no_key"),
        ({"X-API-Key": "k-secret-of-nobody"}, "unknown_key"),
        ({"X-API-Key": "k-send"}, "scope"),
    ],
)
def test_each_refusal_is_counted_and_logged_without_the_key(
    headers: dict[str, str], reason: str, guarded: Gateway
) -> None:
    def counted() -> float:
        return REGISTRY.get_sample_value("svar_refused_total", {"reason": reason}) or 0.0

    before = counted()
    with capture_logs() as lines:
        guarded.call("GET", SURVEYS, headers=headers)

    assert counted() - before == 1
    (line,) = [line for line in lines if line["event"] == "refused"]
    assert line["reason"] == reason
    assert not any(key in str(line) for key in ("k-secret-of-nobody", "k-send"))


def test_a_broken_keys_file_is_told_to_whoever_asks_for_readiness(
    services: FakeServices, tmp_path: Path
) -> None:
    path, seconds = tmp_path / "keys.yaml", Seconds()
    entry = {"name": "desk", "tenant": "a", "scopes": ["surveys"], "hash": digest_of(b"k-write")}
    path.write_text(yaml.safe_dump([entry]))
    services.surveys.will("ListSurveys", survey_service_pb2.ListSurveysResponse())
    with running_gateway(
        services.addresses, Access(keys=FileKeys(path, monotonic=seconds))
    ) as gateway:
        well = gateway.call("GET", "/readyz", headers={})
        path.write_text("- name: 2026-99-99\n")
        seconds.now = 2
        ill = gateway.call("GET", "/readyz", headers={})

        assert gateway.call("GET", SURVEYS, headers={"X-API-Key": "k-write"}).status == 200

    assert (well.status, well.json["warnings"]) == (200, [])
    assert ill.status == 200
    assert "keys file" in ill.json["warnings"][0]


def test_services_are_told_who_makes_a_change(guarded: Gateway, services: FakeServices) -> None:
    services.surveys.will("PauseSurvey", survey_service_pb2.PauseSurveyResponse())
    path = f"{SURVEYS}/2b150000-0000-4000-8000-000000000001/pause"

    guarded.call("POST", path, headers={"X-API-Key": "k-write"})

    assert services.surveys.actors == [
        Actor(kind="key", id=digest_of(b"k-write")[:12], name="desk", address="127.0.0.1")
    ]


def test_a_body_over_one_mebibyte_is_413(gateway: Gateway) -> None:
    headers = {"X-API-Key": "svar-dev-key", "Content-Type": "application/json"}
    for size in (MIB + 1, 10 * MIB):
        answer = gateway.call("POST", SURVEYS, data=BytesIO(b"x" * size), headers=headers)

        assert (answer.status, answer.json["code"]) == (413, "too_large")


def test_a_body_over_one_mebibyte_without_a_length_is_413(gateway: Gateway) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 65_536

    answer = gateway.call("POST", "/v1/providers/plain/inbound", data=chunks())

    assert (answer.status, answer.json["code"]) == (413, "too_large")


def test_a_body_of_one_mebibyte_is_read(gateway: Gateway) -> None:
    headers = {"X-API-Key": "svar-dev-key", "Content-Type": "application/json"}
    answer = gateway.call("POST", SURVEYS, data=BytesIO(b"x" * MIB), headers=headers)

    assert answer.status == 400


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "nonsense", ""])
def test_what_is_not_json_is_415(content_type: str, gateway: Gateway) -> None:
    headers = {"X-API-Key": "svar-dev-key", "Content-Type": content_type}
    answer = gateway.call("POST", SURVEYS, data=b"{}", headers=headers)

    assert (answer.status, answer.json["code"]) == (415, "unsupported_media_type")


def test_an_unknown_address_is_404_and_another_method_405(gateway: Gateway) -> None:
    unknown = gateway.call("GET", "/v2/nothing")
    method = gateway.call("DELETE", SURVEYS)

    assert (unknown.status, unknown.json["code"]) == (404, "not_found")
    assert (method.status, method.json["code"]) == (405, "method_not_allowed")
    assert set(method.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        (f"{SURVEYS}/check", {"POST"}),
        (f"{SURVEYS}/0198f000-0000-7000-8000-000000000001", {"GET", "PUT"}),
        ("/v1/providers/plain/inbound", {"GET", "POST"}),
        ("/v1/webhooks/0198f000-0000-7000-8000-000000000001", {"GET", "PATCH", "DELETE"}),
    ],
)
def test_the_methods_named_are_those_of_the_address(
    path: str, methods: set[str], gateway: Gateway
) -> None:
    answer = gateway.call("OPTIONS", path)

    assert answer.status == 405
    assert set(answer.headers["Allow"].split(", ")) == methods


def test_another_tenants_survey_is_404(gateway: Gateway, services: FakeServices) -> None:
    services.surveys.will("GetSurvey", not_found("SURVEY_NOT_FOUND", "There is no such survey."))

    answer = gateway.call("GET", f"{SURVEYS}/2b150000-0000-4000-8000-000000000001")

    assert (answer.status, answer.json["code"]) == (404, "survey_not_found")


def test_a_request_id_that_is_not_sane_is_replaced(gateway: Gateway) -> None:
    sane = gateway.call("GET", "/healthz", headers={"X-Request-Id": "abc-1"})
    wild = gateway.call("GET", "/healthz", headers={"X-Request-Id": 'a b"{}'})
    long = gateway.call("GET", "/healthz", headers={"X-Request-Id": "x" * 500})

    assert sane.headers["X-Request-Id"] == "abc-1"
    assert len(wild.headers["X-Request-Id"]) == 36
    assert len(long.headers["X-Request-Id"]) == 36


def test_readiness_names_what_is_missing(gateway: Gateway, services: FakeServices) -> None:
    services.stop(["sessions", "sms"])
    unready = gateway.call("GET", "/readyz", headers={})

    assert (unready.status, unready.json["missing"]) == (503, ["sessions", "sms"])
    assert gateway.call("GET", "/healthz", headers={}).json == {"status": "ok"}


def test_readiness_asked_a_hundred_times_asks_each_service_once(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "LOOK_SECONDS", 3600.0)
    before = health_checks()
    with running_gateway(services.addresses, Access(keys=DevelopmentKeys())) as gateway:
        answers = gateway.call_many([("GET", "/readyz", {"headers": {}})] * 50)
        answers += gateway.call_many([("GET", "/readyz", {"headers": {}})] * 50)

        assert {answer.status for answer in answers} == {200}
        assert health_checks() - before == len(services.fakes)


def health_checks() -> float:
    answered = {"method": "Check", "code": "ok"}
    return REGISTRY.get_sample_value("svar_rpc_seconds_count", answered) or 0.0


def test_metrics_count_requests_by_operation(gateway: Gateway, services: FakeServices) -> None:
    services.sessions.will("ListSessions", session_service_pb2.ListSessionsResponse())
    gateway.call("GET", "/v1/sessions")

    metrics = gateway.call("GET", "/metrics", headers={}).body.decode()

    assert 'svar_http_seconds_count{operation="list_sessions",status="200"}' in metrics


def test_the_interface_is_described(gateway: Gateway) -> None:
    described = gateway.call("GET", "/openapi.json", headers={}).json

    send = described["paths"]["/v1/surveys/{surveyId}/send"]["post"]
    assert send["operationId"] == "sendSurvey"
    assert "application/problem+json" in send["responses"]["404"]["content"]
    assert "requestId" in described["components"]["schemas"]["Problem"]["properties"]
    for reference in _references(described):
        assert reference.removeprefix("#/components/schemas/") in described["components"]["schemas"]
    for path in described["paths"].values():
        assert all(operation["summary"] and operation["description"] for operation in path.values())


def test_the_schema_of_a_survey_is_there_for_editors(gateway: Gateway) -> None:
    answer = gateway.call("GET", "/schemas/survey.json", headers={})

    assert answer.status == 200
    assert answer.json == survey_schema()


def test_the_callbacks_of_the_plain_provider_are_described(gateway: Gateway) -> None:
    described = gateway.call("GET", "/openapi.json").json

    inbound = described["paths"]["/v1/providers/{name}/inbound"]["post"]
    assert [one["name"] for one in inbound["parameters"]] == ["name", "X-Webhook-Token"]
    assert set(inbound["responses"]) == {"200", "401", "404", "413", "503"}


def test_the_first_address_leads_to_the_documentation(gateway: Gateway) -> None:
    answer = gateway.call("GET", "/", headers={}, allow_redirects=False)

    assert (answer.status, answer.headers["Location"]) == (307, "/docs")


def test_the_page_for_people_has_all_it_needs_from_here(gateway: Gateway) -> None:
    page = gateway.call("GET", "/docs", headers={})
    loaded = re.findall(rb'(?:src|href)="([^"]+)"', page.body)

    assert page.headers["Content-Type"].startswith("text/html")
    assert len(loaded) == 4
    for address in loaded:
        assert gateway.call("GET", address.decode(), headers={}).status == 200


@pytest.mark.parametrize(
    ("name", "content_type", "holds"),
    [
        ("swagger-ui-bundle.js", "text/javascript", b"SwaggerUIBundle"),
        ("swagger-ui.css", "text/css", b".swagger-ui"),
        ("start.js", "text/javascript", b'"/openapi.json"'),
    ],
)
def test_the_parts_of_the_page_come_whole_packed_or_not(
    name: str, content_type: str, holds: bytes, gateway: Gateway
) -> None:
    plain = gateway.call("GET", f"/docs/{name}", headers={"Accept-Encoding": "identity"})
    packed = gateway.call("GET", f"/docs/{name}", headers={"Accept-Encoding": "gzip"})

    assert plain.headers["Content-Type"].startswith(content_type)
    assert holds in plain.body
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.body == plain.body  # the client has unpacked it


def test_the_policy_of_the_page_allows_nothing_inside_it(gateway: Gateway) -> None:
    page = gateway.call("GET", "/docs", headers={})
    policy = page.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert not re.search(rb"<script(?![^>]* src=)|<style| style=| on[a-z]+=", page.body)


def test_every_list_refuses_a_parameter_that_it_does_not_know(gateway: Gateway) -> None:
    paths = gateway.call("GET", "/openapi.json", headers={}).json["paths"]
    lists = [
        path
        for path, operations in paths.items()
        if any(one["name"] == "pageSize" for one in operations.get("get", {}).get("parameters", ()))
    ]

    assert {"/v1/surveys", "/v1/sessions", "/v1/opt-outs"} <= set(lists)
    for path in lists:
        named = re.sub(r"\{\w+\}", "11111111-1111-4111-8111-111111111111", path)
        answer = gateway.call("GET", f"{named}?colour=red")

        assert (answer.status, answer.json["code"]) == (400, "invalid_request")
        assert [error["path"] for error in answer.json["errors"]] == ["colour"]


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)


def test_every_error_has_the_same_form(gateway: Gateway) -> None:
    for method, path in (("GET", "/nothing"), ("PUT", SURVEYS), ("POST", SURVEYS)):
        answer = gateway.call(method, path, data=b"{")

        assert answer.headers["Content-Type"] == "application/problem+json"
        body = json.loads(answer.body)
        assert {"type", "title", "status", "detail", "code", "requestId"} <= set(body)
        assert body["status"] == answer.status
