"""Sets the fakes of the services to answer every call well, with everything filled that can be.

For tests of what the gateway makes of any request; a session or survey asked for is always there.
"""

from google.protobuf.struct_pb2 import ListValue, Value
from google.protobuf.timestamp_pb2 import Timestamp
from svar.results.v1 import results_service_pb2 as results_pb
from svar.results.v1 import webhook_service_pb2 as webhooks_pb
from svar.sessions.v1 import contact_service_pb2 as contacts_pb
from svar.sessions.v1 import session_pb2
from svar.sessions.v1 import session_service_pb2 as sessions_pb
from svar.sms.v1 import sms_service_pb2 as sms_pb
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as surveys_pb

from gateway.schemas.examples import SURVEY
from gateway.schemas.survey import SurveyDefinitionModel
from services.runtime.errors import Problem, invalid
from services.runtime.grpc_errors import to_status
from tests.fakes.grpc_services import FakeServices

ID = "0198f000-0000-7000-8000-000000000001"
AT = Timestamp(seconds=1_795_000_000, nanos=500_000_000)
FINDING = survey_pb2.Finding(path="elements[0].text.no", message="has three segments")


def answer_everything(services: FakeServices) -> None:
    """Set every answer."""
    _surveys(services)
    _sessions(services)
    _contacts(services)
    _sms(services)
    _results(services)
    _webhooks(services)


def _surveys(services: FakeServices) -> None:
    survey = survey_pb2.Survey(
        id=ID,
        state=survey_pb2.SURVEY_STATE_PUBLISHED,
        definition=SurveyDefinitionModel.model_validate(SURVEY).to_proto(),
        etag="7",
        latest_version=3,
        create_time=AT,
        update_time=AT,
        has_unpublished_changes=True,
    )
    for verb in ("Create", "Get", "Replace", "Pause", "Resume", "Archive"):
        response = getattr(surveys_pb, f"{verb}SurveyResponse")
        services.surveys.will(f"{verb}Survey", response(survey=survey))
    page = surveys_pb.ListSurveysResponse(surveys=[survey], next_page_token="more")
    services.surveys.will("ListSurveys", page)
    published = surveys_pb.PublishSurveyResponse(version=4, warnings=[FINDING])
    services.surveys.will("PublishSurvey", published)
    checked = surveys_pb.CheckSurveyResponse(problems=[FINDING], warnings=[FINDING])
    services.surveys.will("CheckSurvey", checked)
    services.surveys.will("PreviewSurvey", _preview())


def _preview() -> surveys_pb.PreviewSurveyResponse:
    asked = surveys_pb.PreviewMessage(text="1-10?", encoding="gsm7", segments=1, kind="question")
    reply = surveys_pb.PreviewReply(text="8", accepted=True, value=Value(number_value=8))
    said = surveys_pb.PreviewTurn()
    getattr(said, "in").CopyFrom(reply)
    return surveys_pb.PreviewSurveyResponse(
        turns=[surveys_pb.PreviewTurn(out=asked), said],
        state="completed",
        answers={"score": Value(number_value=8)},
    )


def _sessions(services: FakeServices) -> None:
    services.sessions.will("SendSurveys", _sent_to_many)
    services.sessions.will("GetSession", sessions_pb.GetSessionResponse(session=_session()))
    services.sessions.will("CancelSession", sessions_pb.CancelSessionResponse(session=_session()))
    page = sessions_pb.ListSessionsResponse(sessions=[_session()], next_page_token="more")
    services.sessions.will("ListSessions", page)
    services.sessions.will("ListMisunderstood", sessions_pb.ListMisunderstoodResponse())


def _sent_to_many(request: sessions_pb.SendSurveysRequest) -> sessions_pb.SendSurveysResponse:
    refused = invalid(
        "INVALID_IDENTIFIER", "No phone.", problems=[Problem(path="identifier", message="is none")]
    )
    results = [
        sessions_pb.SendSurveyResult(problem=to_status(refused))
        if index % 2
        else sessions_pb.SendSurveyResult(session=_session())
        for index, _ in enumerate(request.recipients)
    ]
    return sessions_pb.SendSurveysResponse(results=results)


def _session() -> session_pb2.Session:
    answer = session_pb2.Answer(
        element_id="why",
        type="multipleChoice",
        value=Value(list_value=ListValue(values=[Value(number_value=0)])),
        option_id="wait",
        label="Ventetid",
        comment="for long",
        text="1, for long",
        receive_time=AT,
        attempts=2,
    )
    message = session_pb2.SessionMessage(
        id=ID, text="Hei", status="sent", segments=1, encoding="gsm7", time=AT, kind="text"
    )
    return session_pb2.Session(
        id=ID,
        survey_id=ID,
        survey_version=4,
        state=session_pb2.SESSION_STATE_STOPPED,
        reason="opted_out",
        identifier="+4790000001",
        language_code="no",
        expire_time=AT,
        client_reference="call-81",
        warnings=["The language was not known."],
        current_element="score",
        sender="1960",
        subnumber="0000000042",
        create_time=AT,
        complete_time=AT,
        variables=[session_pb2.Variable(key="agentId", value="1234")],
        answers=[answer],
        messages=[message, session_pb2.SessionMessage(id=ID, inbound=True, text="1", time=AT)],
    )


def _contacts(services: FakeServices) -> None:
    opt_out = contacts_pb.OptOut(phone="+4790000001", opt_out_time=AT)
    listed = contacts_pb.ListOptOutsResponse(opt_outs=[opt_out], next_page_token="more")
    services.sessions.will("ListOptOuts", listed)
    services.sessions.will("GetOptOut", contacts_pb.GetOptOutResponse(opt_out=opt_out))
    services.sessions.will("AddOptOut", contacts_pb.AddOptOutResponse(opt_out=opt_out))
    services.sessions.will("RemoveOptOut", contacts_pb.RemoveOptOutResponse())
    services.sessions.will("DenyPhone", contacts_pb.DenyPhoneResponse(deny_time=AT))
    services.sessions.will("AllowPhone", contacts_pb.AllowPhoneResponse())
    services.sessions.will("EraseContact", contacts_pb.EraseContactResponse(sessions=1))
    erasure = contacts_pb.Erasure(id=ID, ask_time=AT, remaining=["opt_out"])
    services.sessions.will("GetErasure", contacts_pb.GetErasureResponse(erasure=erasure))


def _sms(services: FakeServices) -> None:
    services.sms.will("ReceiveCallbacks", _acknowledged)
    message = sms_pb.HandsetMessage(text="Hei", to="+4790000001", time=AT)
    setattr(message, "from", "1960")
    services.sms.will("GetHandset", sms_pb.GetHandsetResponse(messages=[message]))
    services.sms.will("ReplyFromHandset", sms_pb.ReplyFromHandsetResponse())


def _acknowledged(request: sms_pb.ReceiveCallbacksRequest) -> sms_pb.ReceiveCallbacksResponse:
    answer = sms_pb.Acknowledgement(status=200, content_type="application/json", body=b"{}")
    return sms_pb.ReceiveCallbacksResponse(acknowledgements=[answer for _ in request.callbacks])


def _results(services: FakeServices) -> None:
    figure = results_pb.Figure(value=50, n=2, low=9.5, high=90.5, small=True)
    counted = results_pb.ValueCount(value=Value(number_value=8), option_id="a", count=2)
    question = results_pb.QuestionFigures(
        element_id="score", type="scale", metric="csat", versions=[1], min=1, max=10, answered=2,
        drop_off=figure, refusal_rate=figure, value=figure, mean=figure, counts=[counted],
    )  # fmt: skip
    durations = results_pb.Durations(median=4, p90=9, n=2)
    total = results_pb.Figures(
        sent=2, answered=2, response_rate=figure, completion_rate=figure, delivery_rate=figure,
        opt_out_rate=figure, first_reply=durations, completion=durations, questions=[question],
    )  # fmt: skip
    found = results_pb.GetFiguresResponse(
        total=total,
        groups=[results_pb.Group(key="1234", bucket="2026-11-01", figures=total)],
        hours=[results_pb.HourFigures(weekday=1, hour=8, figures=total)],
        versions=[1],
        timezone="Europe/Oslo",
        as_of_time=AT,
    )
    services.results.will("GetFigures", found)
    verbatim = results_pb.Verbatim(
        session_id=ID, element_id="comment", kind="answer", text="fine", time=AT, score=8
    )
    services.results.will("ListVerbatims", results_pb.ListVerbatimsResponse(verbatims=[verbatim]))
    variables = results_pb.ListVariablesResponse(variables=[results_pb.Variable(name="agentId")])
    services.results.will("ListVariables", variables)
    changes = results_pb.ListResponseChangesResponse(responses=[b"{}"], cursor="Y3wx")
    services.results.will("ListResponseChanges", changes)
    parts = [results_pb.ExportResponsesResponse(chunk=b'{"responses":[]}')]
    services.results.will("ExportResponses", parts)


def _webhooks(services: FakeServices) -> None:
    webhook = webhooks_pb.Webhook(
        id=ID,
        url="https://example.com/svar",
        events=["session.completed"],
        state="active",
        create_time=AT,
        failing_since_time=AT,
        failure="HTTP_500",
        previous_secret_until_time=AT,
    )
    made = webhooks_pb.CreateWebhookResponse(webhook=webhook, secret="whsec_AAAA")
    services.results.will("CreateWebhook", made)
    services.results.will("GetWebhook", webhooks_pb.GetWebhookResponse(webhook=webhook))
    services.results.will("ListWebhooks", webhooks_pb.ListWebhooksResponse(webhooks=[webhook]))
    services.results.will("UpdateWebhook", webhooks_pb.UpdateWebhookResponse(webhook=webhook))
    services.results.will("DeleteWebhook", webhooks_pb.DeleteWebhookResponse())
    rotated = webhooks_pb.RotateWebhookSecretResponse(webhook=webhook, secret="whsec_BBBB")
    services.results.will("RotateWebhookSecret", rotated)
    services.results.will("TestWebhook", webhooks_pb.TestWebhookResponse(delivery_id=ID))
    delivery = webhooks_pb.Delivery(
        id=ID,
        event_id=ID,
        type="session.completed",
        session_id=ID,
        state="parked",
        attempts=9,
        reason="TIMEOUT",
        create_time=AT,
        next_try_time=AT,
        deliver_time=AT,
    )
    page = webhooks_pb.ListDeliveriesResponse(deliveries=[delivery], next_page_token="more")
    services.results.will("ListDeliveries", page)
    services.results.will("Redeliver", webhooks_pb.RedeliverResponse())
