"""Conversations before fakes of the services: whose numbers reach the browser, and when."""

import json

from svar.sessions.v1 import session_pb2
from svar.sessions.v1 import session_service_pb2 as pb
from svar.surveys.v1 import survey_service_pb2

from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_console import Console

_ID = "11111111-1111-4111-8111-111111111111"


def test_numbers_come_masked_and_one_is_shown_when_somebody_asks_for_it(
    console: Console, services: FakeServices
) -> None:
    session = session_pb2.Session(id=_ID, identifier="+47******01", survey_id=_ID)
    services.sessions.will("GetSession", pb.GetSessionResponse(session=session))
    services.sessions.will("ListSessions", pb.ListSessionsResponse(sessions=[session]))
    services.surveys.will("GetSurvey", survey_service_pb2.GetSurveyResponse())
    services.surveys.will("ListSurveys", survey_service_pb2.ListSurveysResponse())
    revealed = pb.RevealIdentifierResponse(identifier="+4790000001")
    services.sessions.will("RevealIdentifier", revealed)
    console.sign_in()

    console.get("/conversations")
    page = console.get(f"/conversations/{_ID}")
    assert [one.mask for one in services.sessions.requests] == [True, True]
    shown = console.post(f"/conversations/{_ID}/number", {"token": page.token})
    phone = console.post(f"/conversations/{_ID}/phone", {"token": page.token})

    assert f'data-reveals="/conversations/{_ID}/number"' in page.text
    assert json.loads(shown.text) == {"number": "+4790000001"}
    assert phone.headers["location"] == "/phones/%2B4790000001"
