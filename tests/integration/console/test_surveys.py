"""The list of surveys and what begins a new one, before fakes of the services."""

import json

from svar.results.v1 import results_service_pb2 as results
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.runtime.errors import unavailable
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_console import Console

_ID = "11111111-1111-4111-8111-111111111111"


def test_the_list_is_ordered_as_the_address_says(console: Console, services: FakeServices) -> None:
    services.surveys.will("ListSurveys", pb.ListSurveysResponse(next_page_token="more"))
    console.sign_in()

    console.get("/surveys")
    page = console.get("/surveys?order=name&after=t")
    console.get("/surveys?order=rubbish")

    asked = [(one.order, one.page_token) for one in services.surveys.requests]
    assert asked == [
        (pb.SURVEY_ORDER_CHANGED, ""),
        (pb.SURVEY_ORDER_NAME, "t"),
        (pb.SURVEY_ORDER_CHANGED, ""),
    ]
    assert '<option value="name" selected>' in page.text


def test_a_copy_is_a_draft_of_its_own(console: Console, services: FakeServices) -> None:
    definition = survey_pb2.SurveyDefinition(name="Visit", languages=["en"])
    kept = survey_pb2.Survey(id=_ID, definition=definition)
    services.surveys.will("GetSurvey", pb.GetSurveyResponse(survey=kept))
    made = pb.CreateSurveyResponse(survey=survey_pb2.Survey(id="other"))
    services.surveys.will("CreateSurvey", made)
    console.sign_in()

    answer = console.post(f"/surveys/{_ID}/copy", {"token": console.get("/surveys/new").token})

    assert answer.headers["location"] == "/surveys/other"
    created = services.surveys.requests[-1]
    assert (created.definition.name, created.survey_id) == ("Copy of Visit", "")
    assert list(created.definition.languages) == ["en"]


def test_a_file_becomes_a_draft_or_is_refused_with_what_was_in_it(
    console: Console, services: FakeServices
) -> None:
    made = pb.CreateSurveyResponse(survey=survey_pb2.Survey(id=_ID))
    services.surveys.will("CreateSurvey", made)
    console.sign_in()
    token = console.get("/surveys/new").token

    refused = console.post(
        "/surveys/import", {"token": token, "file": "elements: [{<b>: red}]\n# mine"}
    )
    taken = console.post("/surveys/import", {"token": token, "file": "name: After"})

    assert refused.status == 400
    assert "elements[0].&lt;b&gt;: There is nothing of this name." in refused.text
    assert "# mine" in refused.text
    assert taken.headers["location"] == f"/surveys/{_ID}"
    (created,) = services.surveys.requests
    assert created.definition.name == "After"


def test_what_a_form_cannot_say_is_shown_before_the_editor(
    console: Console, services: FakeServices
) -> None:
    made = pb.CreateSurveyResponse(survey=survey_pb2.Survey(id=_ID))
    services.surveys.will("CreateSurvey", made)
    remark = pb.FormRemark(place="survey, row 7", message="<b> is no type", left_out=True)
    read = pb.ReadFormResponse(
        definition=survey_pb2.SurveyDefinition(name="Form"), remarks=[remark]
    )
    services.surveys.will("ReadForm", read)
    console.sign_in()
    fields = {"token": console.get("/surveys/new").token, "file": "form.xlsx"}

    page = console.post("/surveys/import", {**fields, "workbook": "UEs="})
    refused = console.post("/surveys/import", {**fields, "workbook": "x"})
    services.surveys.will("ReadForm", pb.ReadFormResponse())
    opened = console.post("/surveys/import", {**fields, "workbook": "UEs="})

    assert "survey, row 7" in page.text
    assert "&lt;b&gt; is no type" in page.text
    assert f'href="/surveys/{_ID}"' in page.text
    assert refused.status == 400
    assert opened.headers["location"] == f"/surveys/{_ID}"
    asked = [one for one in services.surveys.requests if isinstance(one, pb.ReadFormRequest)]
    assert [(one.file_name, one.content) for one in asked] == [("form.xlsx", b"PK")] * 2


def test_a_week_that_is_late_says_so_of_that_survey_only(
    console: Console, services: FakeServices
) -> None:
    def figures(request: results.GetFiguresRequest) -> results.GetFiguresResponse:
        if request.survey_id == "late":
            raise unavailable("SERVICE_UNAVAILABLE", "x")
        return results.GetFiguresResponse(total=results.Figures(sent=3))

    services.results.will("GetFigures", figures)
    console.sign_in()

    answer = console.get("/surveys/week?id=late&id=a&id=a")

    found = json.loads(answer.text)["surveys"]
    assert found["late"] is None
    assert found["a"]["sent"] == "3"
    assert [one.survey_id for one in services.results.requests].count("a") == 1
    assert all(one.filter.from_day for one in services.results.requests)


def test_versions_are_compared_by_words_and_one_becomes_the_draft(
    console: Console, services: FakeServices
) -> None:
    def survey(request: pb.GetSurveyRequest) -> pb.GetSurveyResponse:
        definition = survey_pb2.SurveyDefinition(languages=["en"])
        text = "How was it?" if request.version else "How was <b>it</b> today?"
        definition.elements.add(id="score").text.by_language["en"] = text
        kept = survey_pb2.Survey(id=_ID, latest_version=2, definition=definition, etag="r4")
        return pb.GetSurveyResponse(survey=kept)

    services.surveys.will("GetSurvey", survey)
    listed = [
        pb.SurveyVersion(version=2, note="<i>", published_by="Kari"),
        pb.SurveyVersion(version=1),
    ]
    services.surveys.will("ListSurveyVersions", pb.ListSurveyVersionsResponse(versions=listed))
    services.surveys.will("ReplaceSurvey", pb.ReplaceSurveyResponse())
    group = results.Group(key="1", figures=results.Figures(active=41))
    services.results.will("GetFigures", results.GetFiguresResponse(groups=[group]))
    console.sign_in()

    page = console.get(f"/surveys/{_ID}/versions?from=1&to=draft")
    restored = console.post(
        f"/surveys/{_ID}/restore", {"token": page.token, "version": "1", "etag": "r4"}
    )

    assert "&lt;i&gt;" in page.text
    assert '<td class="number">41</td>' in page.text
    assert "How was <ins>&lt;b&gt;</ins>it" in page.text
    assert restored.headers["location"] == f"/surveys/{_ID}"
    replaced = services.surveys.requests[-1]
    assert (replaced.etag, replaced.definition.elements[0].text.by_language["en"]) == (
        "r4",
        "How was it?",
    )
