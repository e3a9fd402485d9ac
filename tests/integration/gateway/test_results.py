"""Figures, exports and the feed over real HTTP and gRPC."""

from collections.abc import Iterator

import aiohttp
import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from svar.results.v1 import results_service_pb2 as pb

from services.runtime.errors import ErrorKind, ServiceError, not_found
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway

SURVEY = "/v1/surveys/11111111-1111-4111-8111-111111111111"


def figures() -> pb.GetFiguresResponse:
    rate = pb.Figure(value=50, n=2, low=9.5, high=90.5, small=True)
    return pb.GetFiguresResponse(
        total=pb.Figures(sent=2, response_rate=rate, questions=[pb.QuestionFigures()]),
        groups=[pb.Group(key="1234", figures=pb.Figures(sent=2))],
        timezone="Europe/Oslo",
        as_of_time=Timestamp(seconds=0),
    )


def test_figures_are_asked_for_with_the_filter(gateway: Gateway, services: FakeServices) -> None:
    services.results.will("GetFigures", figures())

    answer = gateway.call(
        "GET",
        f"{SURVEY}/results?from=2026-11-01&to=2026-12-01&groupBy=agentId&bucket=week&version=2"
        "&var.queueKey=a&var.queueKey=b&answer.score=0..6&state=expired&includeTests=true",
    )

    assert answer.status == 200
    assert answer.json["responseRate"] == {
        "value": 50.0, "n": 2, "low": 9.5, "high": 90.5, "small": True,
    }  # fmt: skip
    assert answer.json["completionRate"]["value"] is None
    assert answer.json["questions"][0]["value"] is None
    assert answer.json["groups"][0]["key"] == "1234"
    (request,) = services.results.requests
    assert request.group_by == "agentId"
    assert request.bucket == pb.BUCKET_WEEK
    assert request.filter == pb.Filter(
        from_day="2026-11-01",
        to_day="2026-12-01",
        version=2,
        variables=[pb.VariableFilter(key="queueKey", values=["a", "b"])],
        answers=[pb.AnswerFilter(element_id="score", value="0..6")],
        states=["expired"],
        include_tests=True,
    )


def test_a_parameter_that_is_not_known_is_named(gateway: Gateway) -> None:
    answer = gateway.call("GET", f"{SURVEY}/results?agent=1")

    assert answer.status == 400
    assert [error["path"] for error in answer.json["errors"]] == ["agent"]


def test_a_cursor_that_is_too_old_is_gone(gateway: Gateway, services: FakeServices) -> None:
    services.results.will(
        "ListResponseChanges",
        ServiceError(kind=ErrorKind.PRECONDITION, reason="CURSOR_TOO_OLD", message="Begin anew."),
    )

    answer = gateway.call("GET", f"{SURVEY}/responses/changes?after=Y3wx")

    assert (answer.status, answer.json["code"]) == (410, "cursor_too_old")


def test_changes_are_passed_on_as_they_are(gateway: Gateway, services: FakeServices) -> None:
    found = pb.ListResponseChangesResponse(
        responses=[b'{"sessionId":"1"}', b'{"sessionId":"2"}'], cursor="Y3wy", more=True
    )
    services.results.will("ListResponseChanges", found)

    answer = gateway.call("GET", f"{SURVEY}/responses/changes")

    assert answer.json == {
        "responses": [{"sessionId": "1"}, {"sessionId": "2"}], "cursor": "Y3wy", "more": True,
    }  # fmt: skip


def test_a_file_is_streamed(gateway: Gateway, services: FakeServices) -> None:
    parts = [
        pb.ExportResponsesResponse(chunk=b'{"responses":['),
        pb.ExportResponsesResponse(chunk=b"]}"),
    ]
    services.results.will("ExportResponses", parts)

    answer = gateway.call("GET", f"{SURVEY}/responses?format=json")

    assert answer.json == {"responses": []}
    assert services.results.requests[0].format == pb.FORMAT_JSON


def test_what_is_wrong_with_an_export_is_a_problem(
    gateway: Gateway, services: FakeServices
) -> None:
    services.results.will("ExportResponses", not_found("SURVEY_NOT_FOUND", "No such survey."))

    answer = gateway.call("GET", f"{SURVEY}/responses?format=csv")

    assert (answer.status, answer.json["code"]) == (404, "survey_not_found")


def test_a_file_that_breaks_off_is_no_short_file(gateway: Gateway, services: FakeServices) -> None:
    def broken(_request: object) -> Iterator[pb.ExportResponsesResponse]:
        yield pb.ExportResponsesResponse(chunk=b"sessionId\r\n")
        raise RuntimeError("the database went away")

    services.results.will("ExportResponses", broken)

    with pytest.raises(aiohttp.ClientPayloadError):
        gateway.call("GET", f"{SURVEY}/responses?format=csv")


def test_without_results_conversations_go_on(gateway: Gateway, services: FakeServices) -> None:
    services.stop(["results"])

    assert gateway.call("GET", f"{SURVEY}/results").status == 503
    assert gateway.call("GET", "/readyz").status == 200
