"""The survey calls over real HTTP and gRPC, with a fake of the surveys service behind."""

from typing import Any

import pytest
from google.protobuf.struct_pb2 import Value
from google.protobuf.timestamp_pb2 import Timestamp
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from gateway.schemas.examples import SURVEY
from gateway.schemas.survey import SurveyDefinitionModel
from services.runtime.errors import ErrorKind, Problem, ServiceError, conflict, invalid
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway, HttpAnswer

ID = "2b150000-0000-4000-8000-000000000001"
DEFINITION = SurveyDefinitionModel.model_validate(SURVEY).to_proto()


def survey(**changes: Any) -> survey_pb2.Survey:
    fields: dict[str, Any] = {
        "id": ID,
        "state": survey_pb2.SURVEY_STATE_DRAFT,
        "definition": DEFINITION,
        "etag": "7",
        "create_time": Timestamp(seconds=0),
        "update_time": Timestamp(seconds=1, nanos=500_000_000),
        "has_unpublished_changes": True,
    }
    return survey_pb2.Survey(**(fields | changes))


def test_a_survey_is_created_as_a_draft(gateway: Gateway, services: FakeServices) -> None:
    services.surveys.will("CreateSurvey", pb.CreateSurveyResponse(survey=survey()))

    answer = gateway.call("POST", "/v1/surveys", json=SURVEY)

    assert answer.status == 201
    assert answer.headers["Location"] == f"/v1/surveys/{ID}"
    assert answer.headers["ETag"] == '"7"'
    assert answer.json == {
        "id": ID,
        "name": "After the call",
        "languages": ["en", "no"],
        "state": "draft",
        "latestVersion": None,
        "hasUnpublishedChanges": True,
        "etag": "7",
        "createdAt": "1970-01-01T00:00:00Z",
        "updatedAt": "1970-01-01T00:00:01.500000Z",
        "version": None,
        "definition": SURVEY,
    }
    assert services.surveys.requests[0].definition == DEFINITION


def create_with(key: str, gateway: Gateway) -> HttpAnswer:
    headers = {"X-API-Key": "svar-dev-key", "Idempotency-Key": key, "X-Request-Id": "r-1"}
    return gateway.call("POST", "/v1/surveys", json=SURVEY, headers=headers)


def test_a_survey_is_created_under_the_callers_key(
    gateway: Gateway, services: FakeServices
) -> None:
    services.surveys.will("CreateSurvey", pb.CreateSurveyResponse(survey=survey()))

    answer = create_with("import-7", gateway)

    assert answer.status == 201
    [request] = services.surveys.requests
    assert (request.idempotency_key, request.request_id) == ("import-7", "r-1")


def test_a_key_of_another_survey_is_a_conflict(gateway: Gateway, services: FakeServices) -> None:
    services.surveys.will("CreateSurvey", conflict("IDEMPOTENCY_KEY_REUSED", "It was used."))

    answer = create_with("import-7", gateway)

    assert (answer.status, answer.json["code"]) == (409, "idempotency_key_reused")


def test_a_key_that_is_too_long_is_refused(gateway: Gateway, services: FakeServices) -> None:
    answer = create_with("k" * 129, gateway)

    assert (answer.status, answer.json["errors"][0]["path"]) == (400, "Idempotency-Key")
    assert services.surveys.requests == []


def test_a_draft_may_be_incomplete(gateway: Gateway, services: FakeServices) -> None:
    services.surveys.will("CreateSurvey", pb.CreateSurveyResponse(survey=survey()))

    answer = gateway.call("POST", "/v1/surveys", json={"name": "Begun"})

    assert answer.status == 201


def test_what_is_not_of_the_shape_is_refused_with_every_place(gateway: Gateway) -> None:
    body = {
        "name": 5,
        "elements": [
            {"id": "a", "type": "riddle"},
            {"id": "b", "type": "scale", "min": 1.5, "max": 2**31, "options": {}, "colour": 1},
        ],
        "rules": [
            {"id": "r", "if": {}, "then": {}},
            {
                "id": "s",
                "if": {"all": [{"op": "eq"}]},
                "then": {"goTo": "a", "complete": True},
            },
        ],
    }

    answer = gateway.call("POST", "/v1/surveys", json=body)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    problems = {error["path"]: error["message"] for error in answer.json["errors"]}
    assert list(problems) == [
        "name",
        "elements[0].type",
        "elements[1].min",
        "elements[1].max",
        "elements[1].options",
        "elements[1].colour",
        "rules[0].if",
        "rules[0].then",
        "rules[1].if.all[0]",
        "rules[1].then",
    ]
    assert "'yesNo'" in problems["elements[0].type"]


def test_a_version_is_read_with_its_etag(gateway: Gateway, services: FakeServices) -> None:
    published = survey(state=survey_pb2.SURVEY_STATE_PUBLISHED, latest_version=3, version=2)
    services.surveys.will("GetSurvey", pb.GetSurveyResponse(survey=published))

    answer = gateway.call("GET", f"/v1/surveys/{ID}?version=2")

    assert (answer.json["state"], answer.json["version"], answer.json["latestVersion"]) == (
        "published",
        2,
        3,
    )
    assert services.surveys.requests[0].version == 2


def test_a_stale_draft_is_not_replaced(gateway: Gateway, services: FakeServices) -> None:
    stale = ServiceError(kind=ErrorKind.PRECONDITION, reason="STALE_ETAG", message="It changed.")
    services.surveys.will("ReplaceSurvey", stale)

    headers = {"X-API-Key": "svar-dev-key", "If-Match": 'W/"6"'}
    answer = gateway.call("PUT", f"/v1/surveys/{ID}", json=SURVEY, headers=headers)

    assert (answer.status, answer.json["code"]) == (412, "stale_etag")
    assert services.surveys.requests[0].etag == "6"


def test_publishing_answers_the_version_and_warnings(
    gateway: Gateway, services: FakeServices
) -> None:
    warning = survey_pb2.Finding(path="elements[1].text.no", message="Takes three SMS.")
    services.surveys.will("PublishSurvey", pb.PublishSurveyResponse(version=4, warnings=[warning]))

    answer = gateway.call("POST", f"/v1/surveys/{ID}/publish")

    assert answer.status == 200
    assert answer.json == {
        "version": 4,
        "warnings": [{"path": "elements[1].text.no", "message": "Takes three SMS."}],
    }


def test_publishing_refuses_with_every_problem(gateway: Gateway, services: FakeServices) -> None:
    problems = [
        Problem(path="elements", message="There is no question."),
        Problem(path="elements", message="There is no completion."),
    ]
    services.surveys.will(
        "PublishSurvey", invalid("SURVEY_INVALID", "The survey is not right.", problems=problems)
    )

    answer = gateway.call("POST", f"/v1/surveys/{ID}/publish")

    assert (answer.status, answer.json["code"]) == (422, "survey_invalid")
    assert [error["message"] for error in answer.json["errors"]] == [
        "There is no question.",
        "There is no completion.",
    ]


def test_pause_resume_and_archive_answer_the_survey(
    gateway: Gateway, services: FakeServices
) -> None:
    paused = survey(state=survey_pb2.SURVEY_STATE_PAUSED)
    services.surveys.will("PauseSurvey", pb.PauseSurveyResponse(survey=paused))
    services.surveys.will("ResumeSurvey", conflict("SURVEY_NOT_PAUSED", "It is not paused."))
    archived = survey(state=survey_pb2.SURVEY_STATE_ARCHIVED)
    services.surveys.will("ArchiveSurvey", pb.ArchiveSurveyResponse(survey=archived))

    assert gateway.call("POST", f"/v1/surveys/{ID}/pause").json["state"] == "paused"
    assert gateway.call("POST", f"/v1/surveys/{ID}/resume").status == 409
    assert gateway.call("POST", f"/v1/surveys/{ID}/archive").json["state"] == "archived"


def test_surveys_are_listed_in_pages(gateway: Gateway, services: FakeServices) -> None:
    services.surveys.will(
        "ListSurveys", pb.ListSurveysResponse(surveys=[survey()], next_page_token="p2")
    )

    answer = gateway.call("GET", "/v1/surveys?pageSize=1&pageToken=p1")
    too_many = gateway.call("GET", "/v1/surveys?pageSize=1000")

    assert answer.json["nextPageToken"] == "p2"
    assert "definition" not in answer.json["surveys"][0]
    assert services.surveys.requests == [
        pb.ListSurveysRequest(tenant="default", page_size=1, page_token="p1")
    ]
    assert (too_many.status, too_many.json["errors"][0]["path"]) == (400, "pageSize")


def test_a_definition_is_checked(gateway: Gateway, services: FakeServices) -> None:
    problem = survey_pb2.Finding(path="elements", message="There is no question.")
    cost = pb.TextCost(path="texts.help.no", encoding="ucs2", segments=2, unicode_because="č")
    services.surveys.will("CheckSurvey", pb.CheckSurveyResponse(problems=[problem], texts=[cost]))

    answer = gateway.call("POST", "/v1/surveys/check", json={})

    assert answer.status == 200
    assert answer.json == {
        "problems": [{"path": "elements", "message": "There is no question."}],
        "warnings": [],
        "texts": [
            {"path": "texts.help.no", "encoding": "ucs2", "segments": 2, "unicodeBecause": "č"}
        ],
    }


def test_a_conversation_is_previewed(gateway: Gateway, services: FakeServices) -> None:
    asked = pb.PreviewMessage(text="1-10?", kind="question", encoding="gsm7", segments=1)
    replied = pb.PreviewReply(text="8, fine", accepted=True, value=Value(number_value=8))
    replied.comment = "fine"
    inward = pb.PreviewTurn()
    getattr(inward, "in").CopyFrom(replied)
    turns = [pb.PreviewTurn(out=asked), inward]
    services.surveys.will(
        "PreviewSurvey",
        pb.PreviewSurveyResponse(
            turns=turns, state="active", answers={"score": Value(number_value=8)}
        ),
    )

    body = {
        "definition": SURVEY,
        "languageCode": "no",
        "content": "Hei",
        "replies": ["8, fine"],
        "waits": [{"afterReplies": 1, "hours": 24}],
    }
    answer = gateway.call("POST", "/v1/surveys/preview", json=body)

    assert answer.json == {
        "turns": [
            {
                "direction": "out",
                "text": "1-10?",
                "encoding": "gsm7",
                "segments": 1,
                "kind": "question",
            },
            {
                "direction": "in",
                "text": "8, fine",
                "accepted": True,
                "value": 8,
                "optionId": None,
                "label": None,
                "comment": "fine",
                "reason": None,
                "understoodBy": None,
            },
        ],
        "state": "active",
        "answers": {"score": 8},
    }
    assert services.surveys.requests[0].definition == DEFINITION
    assert list(services.surveys.requests[0].waits) == [pb.PreviewWait(after_replies=1, hours=24)]


def test_unknown_properties_of_a_preview_are_named(gateway: Gateway) -> None:
    body = {"definition": {"elements": [{"id": "a", "type": "x"}]}, "reply": ["8"]}

    answer = gateway.call("POST", "/v1/surveys/preview", json=body)

    assert [error["path"] for error in answer.json["errors"]] == [
        "definition.elements[0].type",
        "reply",
    ]


def _of_many_values(values: int) -> dict[str, Any]:
    condition = {"element": "score", "op": "in", "value": [*range(values)]}
    rule = {"id": "r", "if": {"all": [condition]}, "then": {"complete": True}}
    return SURVEY | {"rules": [rule]}


def test_a_rule_of_thirty_thousand_values_is_judged_by_the_surveys_service(
    gateway: Gateway, services: FakeServices
) -> None:
    path, message = "rules[0].if.all[0].value", "A condition has at most 1000 values."
    found = survey_pb2.Finding(path=path, message=message)
    services.surveys.will("CheckSurvey", pb.CheckSurveyResponse(problems=[found]))

    answer = gateway.call("POST", "/v1/surveys/check", json=_of_many_values(30_000))

    assert answer.status == 200
    assert answer.json["problems"] == [{"path": path, "message": message}]
    (asked,) = services.surveys.requests
    assert len(asked.definition.rules[0].condition.all[0].value.list_value.values) == 30_000


@pytest.mark.parametrize("path", ["/v1/surveys", "/v1/surveys/check", "/v1/surveys/preview"])
def test_a_definition_of_too_many_parts_is_not_even_read(
    path: str, gateway: Gateway, services: FakeServices
) -> None:
    definition = _of_many_values(100_001)
    body = {"definition": definition} if path.endswith("preview") else definition

    answer = gateway.call("POST", path, json=body)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    (error,) = answer.json["errors"]
    assert error["message"] == "must not have more than 100000 values in it"
    assert services.surveys.requests == []


@pytest.mark.parametrize(
    ("kind", "reason", "status"),
    [
        (ErrorKind.EXHAUSTED, "RATE_LIMITED", 429),
        (ErrorKind.UNAVAILABLE, "BUSY", 503),
    ],
)
def test_a_check_that_gets_no_turn_says_when_to_come_back(
    kind: ErrorKind, reason: str, status: int, gateway: Gateway, services: FakeServices
) -> None:
    busy = ServiceError(kind=kind, reason=reason, message="Too many.", retry_after=1.0)
    services.surveys.will("CheckSurvey", busy)

    answer = gateway.call("POST", "/v1/surveys/check", json=SURVEY)

    assert (answer.status, answer.headers["Retry-After"]) == (status, "1")
