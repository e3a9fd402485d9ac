"""Reading, listing and cancelling sessions, and handsets, over real HTTP and gRPC."""

from google.protobuf.struct_pb2 import ListValue, Value
from google.protobuf.timestamp_pb2 import Timestamp
from svar.sessions.v1 import session_pb2
from svar.sessions.v1 import session_service_pb2 as pb
from svar.sms.v1 import sms_service_pb2

from services.runtime.errors import not_found
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway

ID = "0198f000-0000-7000-8000-000000000001"
AT = Timestamp(seconds=0)
SESSION = session_pb2.Session(
    id=ID,
    survey_id="2b150000-0000-4000-8000-000000000001",
    survey_version=4,
    state=session_pb2.SESSION_STATE_OPTED_OUT,
    identifier="+4790000001",
    language_code="no",
    expire_time=AT,
    current_element="score",
    sender="1960",
    subnumber="0000000042",
    create_time=AT,
    variables=[session_pb2.Variable(key="agentId", value="1234")],
    answers=[
        session_pb2.Answer(
            element_id="why",
            type="multipleChoice",
            value=Value(list_value=ListValue(values=[Value(number_value=0)])),
            option_id="wait",
            label="Ventetid",
            text="1",
            receive_time=AT,
            attempts=2,
        )
    ],
    messages=[
        session_pb2.SessionMessage(
            id="m1", inbound=True, text="1", status="received", time=AT, kind="answer",
            segments=1, encoding="gsm7",
        )
    ],
)  # fmt: skip


def test_a_session_is_read_with_its_answers_and_messages(
    gateway: Gateway, services: FakeServices
) -> None:
    services.sessions.will("GetSession", pb.GetSessionResponse(session=SESSION))

    answer = gateway.call("GET", f"/v1/sessions/{ID}")

    assert answer.json == {
        "sessionId": ID,
        "surveyId": "2b150000-0000-4000-8000-000000000001",
        "surveyVersion": 4,
        "state": "opted_out",
        "identifier": "+4790000001",
        "languageCode": "no",
        "expiryTime": "1970-01-01T00:00:00Z",
        "clientReference": None,
        "warnings": [],
        "currentElement": "score",
        "sender": "1960",
        "subnumber": "0000000042",
        "createdAt": "1970-01-01T00:00:00Z",
        "completedAt": None,
        "variables": [{"key": "agentId", "value": "1234"}],
        "answers": [
            {
                "elementId": "why",
                "type": "multipleChoice",
                "value": [0],
                "optionId": "wait",
                "label": "Ventetid",
                "comment": None,
                "text": "1",
                "receivedAt": "1970-01-01T00:00:00Z",
                "attempts": 2,
                "understoodBy": None,
                "reminder": None,
            }
        ],
        "messages": [
            {
                "id": "m1",
                "direction": "in",
                "text": "1",
                "status": "received",
                "segments": 1,
                "encoding": "gsm7",
                "at": "1970-01-01T00:00:00Z",
                "kind": "answer",
            }
        ],
        "nextMessagesPageToken": None,
    }


def test_older_messages_are_asked_for_by_the_token_that_an_answer_gave(
    gateway: Gateway, services: FakeServices
) -> None:
    response = pb.GetSessionResponse(session=SESSION, next_messages_page_token="older")
    services.sessions.will("GetSession", response)

    answer = gateway.call("GET", f"/v1/sessions/{ID}?messagesPageToken=old")

    assert services.sessions.requests[-1].messages_page_token == "old"
    assert answer.json["nextMessagesPageToken"] == "older"


def test_a_session_of_nobody_is_not_found(gateway: Gateway, services: FakeServices) -> None:
    services.sessions.will(
        "GetSession", not_found("SESSION_NOT_FOUND", "There is no such session.")
    )

    unknown = gateway.call("GET", f"/v1/sessions/{ID}")
    nonsense = gateway.call("GET", "/v1/sessions/nonsense")

    assert (unknown.status, unknown.json["code"]) == (404, "session_not_found")
    assert (nonsense.status, nonsense.json["code"]) == (404, "session_not_found")


def test_sessions_are_listed_with_every_filter(gateway: Gateway, services: FakeServices) -> None:
    services.sessions.will("ListSessions", pb.ListSessionsResponse(sessions=[SESSION]))

    query = (
        "surveyId=s&identifier=+4790000001&clientReference=c&state=opted_out"
        "&from=2026-12-01&to=2026-12-02T01:00:00%2B01:00&pageSize=10&pageToken=t"
    )
    answer = gateway.call("GET", f"/v1/sessions?{query}")

    assert answer.status == 200
    assert answer.json["nextPageToken"] is None
    assert "answers" not in answer.json["sessions"][0]
    request = services.sessions.requests[0]
    assert request.identifier == "+4790000001"
    assert request.state == session_pb2.SESSION_STATE_OPTED_OUT
    assert request.from_time.ToJsonString() == "2026-12-01T00:00:00Z"
    assert request.to_time.ToJsonString() == "2026-12-02T00:00:00Z"
    assert (request.page_size, request.page_token) == (10, "t")


def test_filters_that_mean_nothing_are_named(gateway: Gateway) -> None:
    answer = gateway.call("GET", "/v1/sessions?state=open&from=soon&pageSize=0&colour=red")

    assert answer.status == 400
    assert [error["path"] for error in answer.json["errors"]] == [
        "state",
        "from",
        "pageSize",
        "colour",
    ]


def test_a_session_is_cancelled(gateway: Gateway, services: FakeServices) -> None:
    services.sessions.will("CancelSession", pb.CancelSessionResponse(session=SESSION))

    answer = gateway.call("POST", f"/v1/sessions/{ID}/cancel")

    assert (answer.status, answer.json["state"]) == (200, "opted_out")
    assert services.sessions.requests[0].request_id == answer.headers["X-Request-Id"]


def test_a_handset_shows_its_messages_and_replies(gateway: Gateway, services: FakeServices) -> None:
    message = sms_service_pb2.HandsetMessage(to="+4790000001", text="1-10?", time=AT)
    setattr(message, "from", "1960")
    services.sms.will("GetHandset", sms_service_pb2.GetHandsetResponse(messages=[message]))
    services.sms.will("ReplyFromHandset", sms_service_pb2.ReplyFromHandsetResponse())

    shown = gateway.call("GET", "/v1/handset/+4790000001")
    replied = gateway.call("POST", "/v1/handset/%2B4790000001", json={"text": "8"})

    assert shown.json == {
        "phone": "+4790000001",
        "messages": [
            {
                "direction": "received",
                "from": "1960",
                "to": "+4790000001",
                "text": "1-10?",
                "at": "1970-01-01T00:00:00Z",
            }
        ],
    }
    assert replied.status == 202
    assert services.sms.requests[1].phone == "+4790000001"
    assert services.sms.requests[1].text == "8"


def test_a_reply_that_comes_before_its_question_is_said_to_be_early(
    gateway: Gateway, services: FakeServices
) -> None:
    services.sms.will("ReplyFromHandset", sms_service_pb2.ReplyFromHandsetResponse(early=True))

    replied = gateway.call("POST", "/v1/handset/+4790000001", json={"text": "8"})

    assert replied.json == {"phone": "+4790000001", "status": "early"}


def test_a_handset_is_waited_for_until_all_has_come_and_was_read(
    gateway: Gateway, services: FakeServices
) -> None:
    hello = sms_service_pb2.HandsetMessage(text="Hello.", time=Timestamp(seconds=1))
    question = sms_service_pb2.HandsetMessage(text="1-10?", time=Timestamp(seconds=3))
    arriving = [[hello], [hello], [hello, question]]

    def show(_: sms_service_pb2.GetHandsetRequest) -> sms_service_pb2.GetHandsetResponse:
        more = len(arriving) > 1
        messages = arriving.pop(0) if more else arriving[0]
        return sms_service_pb2.GetHandsetResponse(messages=messages, more_to_come=more)

    services.sms.will("GetHandset", show)

    shown = gateway.call("GET", "/v1/handset/+4790000001?wait=20").json

    assert [one["text"] for one in shown["messages"]] == ["Hello.", "1-10?"]
    assert gateway.call("GET", "/v1/handset/+4790000001?wait=31").status == 400
    assert gateway.call("GET", "/v1/handset/+4790000001?weight=3").status == 400


def test_without_a_handset_provider_there_is_none(gateway: Gateway, services: FakeServices) -> None:
    services.sms.will("GetHandset", not_found("HANDSET_NOT_FOUND", "There is no handset."))

    answer = gateway.call("GET", "/v1/handset/+4790000001")

    assert (answer.status, answer.json["code"]) == (404, "handset_not_found")


def test_what_was_not_understood_is_listed_with_the_alias_to_add(
    gateway: Gateway, services: FakeServices
) -> None:
    found = pb.MisunderstoodReply(
        element_id="why",
        type="multipleChoice",
        text="queue",
        reason="not_a_choice",
        count=2,
        newest_time=AT,
        alias="queue",
    )
    other = pb.MisunderstoodReply(
        element_id="score", type="scale", text="8 zzz", reason="unsure", count=1, newest_time=AT
    )
    services.sessions.will(
        "ListMisunderstood", pb.ListMisunderstoodResponse(replies=[found, other])
    )

    answer = gateway.call("GET", f"/v1/surveys/{SESSION.survey_id}/misunderstood")

    assert answer.status == 200
    assert answer.json["replies"] == [
        {
            "elementId": "why",
            "type": "multipleChoice",
            "text": "queue",
            "reason": "not_a_choice",
            "count": 2,
            "newestAt": "1970-01-01T00:00:00Z",
            "alias": "queue",
        },
        {
            "elementId": "score",
            "type": "scale",
            "text": "8 zzz",
            "reason": "unsure",
            "count": 1,
            "newestAt": "1970-01-01T00:00:00Z",
            "alias": None,
        },
    ]
    (asked,) = services.sessions.requests
    assert (asked.tenant, asked.survey_id) == ("default", SESSION.survey_id)


def test_a_parameter_that_a_list_does_not_have_is_refused_by_every_list(gateway: Gateway) -> None:
    survey = "2b150000-0000-4000-8000-000000000001"
    lists = ["sessions", "surveys", "opt-outs", f"surveys/{survey}/misunderstood"]

    for address in lists:
        answer = gateway.call("GET", f"/v1/{address}?pagesise=5")
        assert answer.status == 400, address
        assert [one["path"] for one in answer.json["errors"]] == ["pagesise"], address
