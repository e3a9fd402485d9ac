"""What the servicer answers when all goes well, without a network (grpcio-testing runs no interceptors)."""

import dataclasses
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import grpc
import grpc_testing
import pytest
from google.protobuf.message import Message
from openpyxl import Workbook
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as messages

from services.contracts.survey_codec import definition_from_proto, definition_to_proto
from services.contracts.timestamps import to_datetime
from services.runtime.errors import ServiceError
from services.runtime.grpc_errors import from_status
from services.surveys.adapters.bulkhead import Bulkhead
from services.surveys.adapters.tenant_styles import ConfiguredTenantStyles
from services.surveys.adapters.xlsforms import read_xlsform
from services.surveys.servicer import SurveyServicer
from tests.fakes.definitions import sound_definition, unfinished_definition
from tests.fakes.fake_surveys import FakeSurveys
from tests.fakes.manual_clock import ManualClock

SERVICE = messages.DESCRIPTOR.services_by_name["SurveyService"]
SURVEY_ID = "11111111-1111-4111-8111-111111111111"
ACTIVE: Any = SimpleNamespace(is_active=lambda: True)
"""Somebody still waits for the answer."""
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Caller:
    """Calls the servicer by method name and expects an answer."""

    def __init__(self, servicer: SurveyServicer) -> None:
        self._server = grpc_testing.server_from_dictionary(
            {SERVICE: servicer}, grpc_testing.strict_real_time()
        )

    def __call__(self, method: str, request: Message) -> Any:
        call = self._server.invoke_unary_unary(
            SERVICE.methods_by_name[method], (), request, timeout=10
        )
        answer, _metadata, code, details = call.termination()
        assert code is grpc.StatusCode.OK, details
        return answer


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def servicer(clock: ManualClock) -> SurveyServicer:
    return SurveyServicer(
        FakeSurveys(),
        styles=ConfiguredTenantStyles(""),
        clock=clock,
        turns=Bulkhead(),
        forms=read_xlsform,
    )


@pytest.fixture
def call(servicer: SurveyServicer) -> Caller:
    return Caller(servicer)


def create(call: Caller, *, survey_id: str = SURVEY_ID, name: str = "Survey") -> survey_pb2.Survey:
    request = messages.CreateSurveyRequest(
        tenant="acme", survey_id=survey_id, definition=definition_to_proto(sound_definition(name))
    )
    created: survey_pb2.Survey = call("CreateSurvey", request).survey
    return created


def get(call: Caller, *, version: int = 0) -> survey_pb2.Survey:
    request = messages.GetSurveyRequest(tenant="acme", survey_id=SURVEY_ID, version=version)
    found: survey_pb2.Survey = call("GetSurvey", request).survey
    return found


def publish(call: Caller) -> messages.PublishSurveyResponse:
    request = messages.PublishSurveyRequest(tenant="acme", survey_id=SURVEY_ID)
    published: messages.PublishSurveyResponse = call("PublishSurvey", request)
    return published


def replace(call: Caller, *, name: str, etag: str = "") -> survey_pb2.Survey:
    request = messages.ReplaceSurveyRequest(
        tenant="acme",
        survey_id=SURVEY_ID,
        definition=definition_to_proto(sound_definition(name)),
        etag=etag,
    )
    replaced: survey_pb2.Survey = call("ReplaceSurvey", request).survey
    return replaced


def test_a_survey_begins_as_a_draft(call: Caller) -> None:
    created = create(call)

    assert created.id == SURVEY_ID
    assert created.state == survey_pb2.SURVEY_STATE_DRAFT
    assert (created.latest_version, created.version) == (0, 0)
    assert created.has_unpublished_changes
    assert to_datetime(created.create_time) == NOON
    assert definition_from_proto(created.definition) == sound_definition("Survey")
    assert get(call) == created


def test_a_survey_without_an_id_of_its_own_gets_one(call: Caller) -> None:
    first, second = create(call, survey_id=""), create(call, survey_id="")

    assert first.id < second.id
    assert len(first.id) == 36


def test_replacing_gives_a_new_etag_and_time(call: Caller, clock: ManualClock) -> None:
    created = create(call)
    clock.advance(timedelta(hours=1))

    replaced = replace(call, name="Another", etag=created.etag)

    assert replaced.etag != created.etag
    assert replaced.definition.name == "Another"
    assert to_datetime(replaced.update_time) == NOON + timedelta(hours=1)
    assert to_datetime(replaced.create_time) == NOON
    assert replace(call, name="Whatever is there").definition.name == "Whatever is there"


def test_publishing_freezes_what_the_draft_says(call: Caller) -> None:
    create(call, name="First")
    assert publish(call).version == 1

    replace(call, name="Second")

    assert get(call).has_unpublished_changes
    assert get(call).definition.name == "Second"
    assert (get(call, version=1).definition.name, get(call, version=1).version) == ("First", 1)
    request = messages.GetSurveyVersionRequest(tenant="acme", survey_id=SURVEY_ID, version=1)
    assert call("GetSurveyVersion", request).definition.name == "First"
    assert publish(call).version == 2


def test_publishing_an_unchanged_draft_is_the_version_that_it_already_is(call: Caller) -> None:
    create(call)
    publish(call)
    etag = get(call).etag

    replace(call, name="Another")
    replace(call, name="Survey")

    assert publish(call).version == 1
    assert not get(call).has_unpublished_changes
    assert get(call).etag != etag


def test_versions_are_listed_page_by_page_each_with_its_note(call: Caller) -> None:
    create(call)
    for number in (1, 2):
        replace(call, name=f"Name {number}")
        request = messages.PublishSurveyRequest(
            tenant="acme", survey_id=SURVEY_ID, note=f" new in {number}\0 "
        )
        call("PublishSurvey", request)

    about: dict[str, Any] = {"tenant": "acme", "survey_id": SURVEY_ID, "page_size": 1}
    first = call("ListSurveyVersions", messages.ListSurveyVersionsRequest(**about))
    second = call(
        "ListSurveyVersions",
        messages.ListSurveyVersionsRequest(**about, page_token=first.next_page_token),
    )

    assert [(one.version, one.note) for one in first.versions] == [(2, "new in 2")]
    assert [(one.version, one.note) for one in second.versions] == [(1, "new in 1")]
    assert second.next_page_token == ""


@pytest.mark.parametrize(
    ("method", "request_", "place"),
    [
        ("PublishSurvey", messages.PublishSurveyRequest(note="x" * 501), "note"),
        ("ListSurveyVersions", messages.ListSurveyVersionsRequest(page_token="-1"), "pageToken"),
        ("ListSurveyVersions", messages.ListSurveyVersionsRequest(page_size=-1), "pageSize"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    servicer: SurveyServicer, call: Caller, method: str, request_: Any, place: str
) -> None:
    create(call)
    request_.tenant, request_.survey_id = "acme", SURVEY_ID

    with pytest.raises(ServiceError) as raised:
        getattr(servicer, method)(request_, context=ACTIVE)

    assert [problem.path for problem in raised.value.problems] == [place]


def test_states_change_and_stay(call: Caller) -> None:
    create(call)
    publish(call)
    names = {"tenant": "acme", "survey_id": SURVEY_ID}

    paused = call("PauseSurvey", messages.PauseSurveyRequest(**names)).survey
    again = call("PauseSurvey", messages.PauseSurveyRequest(**names)).survey
    replace(call, name="Changed while paused")
    assert publish(call).version == 2
    still_paused = get(call).state
    resumed = call("ResumeSurvey", messages.ResumeSurveyRequest(**names)).survey
    archived = call("ArchiveSurvey", messages.ArchiveSurveyRequest(**names)).survey

    assert paused.state == still_paused == survey_pb2.SURVEY_STATE_PAUSED
    assert again == paused
    assert resumed.state == survey_pb2.SURVEY_STATE_PUBLISHED
    assert archived.state == survey_pb2.SURVEY_STATE_ARCHIVED
    assert len({paused.etag, resumed.etag, archived.etag}) == 3


def test_the_status_says_whether_a_survey_may_be_sent(call: Caller) -> None:
    create(call)
    request = messages.GetSurveyStatusRequest(tenant="acme", survey_id=SURVEY_ID.upper())

    before = call("GetSurveyStatus", request)
    publish(call)
    after = call("GetSurveyStatus", request)

    assert (before.state, before.latest_version) == (survey_pb2.SURVEY_STATE_DRAFT, 0)
    assert (after.state, after.latest_version) == (survey_pb2.SURVEY_STATE_PUBLISHED, 1)


def test_the_statuses_of_many_surveys_come_in_order_with_their_problems(call: Caller) -> None:
    create(call)
    publish(call)
    asked = [(tenant, SURVEY_ID) for tenant in ("other", "acme", "acme")] + [("acme", "x")]
    queries = [
        messages.GetSurveyStatusRequest(tenant=tenant, survey_id=survey_id)
        for tenant, survey_id in asked
    ]

    results = call("GetSurveyStatuses", messages.GetSurveyStatusesRequest(queries=queries)).results

    assert [one.status.latest_version for one in results] == [0, 1, 1, 0]
    reasons = [from_status(one.problem).reason for one in results if one.HasField("problem")]
    assert reasons == ["SURVEY_NOT_FOUND", "SURVEY_NOT_FOUND"]


def test_at_most_a_thousand_surveys_are_asked_about_in_one_call(
    call: Caller, servicer: SurveyServicer
) -> None:
    query = messages.GetSurveyStatusRequest(tenant="acme", survey_id=SURVEY_ID)
    as_many = messages.GetSurveyStatusesRequest(queries=[query] * 1000)
    too_many = messages.GetSurveyStatusesRequest(queries=[query] * 1001)
    no_context: Any = None

    assert len(call("GetSurveyStatuses", as_many).results) == 1000
    with pytest.raises(ServiceError, match="At most 1000 surveys"):
        servicer.GetSurveyStatuses(too_many, no_context)


def test_pages_are_newest_first_and_without_elements(call: Caller, clock: ManualClock) -> None:
    for number in range(5):
        create(call, survey_id="", name=f"Survey {number}")
        clock.advance(timedelta(seconds=1))

    names: list[str] = []
    request = messages.ListSurveysRequest(tenant="acme", page_size=2)
    for _ in range(3):
        page = call("ListSurveys", request)
        names += [survey.definition.name for survey in page.surveys]
        assert not any(survey.definition.elements for survey in page.surveys)
        assert list(page.surveys[0].definition.languages) == ["en", "no"]
        request.page_token = page.next_page_token

    assert names == [f"Survey {number}" for number in (4, 3, 2, 1, 0)]
    assert request.page_token == ""


def test_checking_finds_everything_and_stores_nothing(call: Caller) -> None:
    request = messages.CheckSurveyRequest(
        tenant="acme", definition=definition_to_proto(unfinished_definition())
    )

    checked = call("CheckSurvey", request)

    assert "elements[0].options" in {problem.path for problem in checked.problems}
    assert len(checked.problems) >= 2
    assert not call("ListSurveys", messages.ListSurveysRequest(tenant="acme")).surveys


def test_the_flow_and_the_costs_of_the_ways_are_told(call: Caller) -> None:
    definition = definition_to_proto(sound_definition())

    flow = call("DescribeFlow", messages.DescribeFlowRequest(tenant="acme", definition=definition))
    checked = call("CheckSurvey", messages.CheckSurveyRequest(tenant="acme", definition=definition))

    ids = {one.id for one in definition.elements}
    assert {one.from_element for one in flow.steps} | {one.to_element for one in flow.steps} <= ids
    assert flow.steps
    assert not flow.unreached
    assert not flow.too_large
    assert 0 < checked.ways.shortest <= checked.ways.longest


def test_a_form_is_read_with_remarks_about_its_cells(call: Caller) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (("type", "name", "label"), ("integer", "age", "How old?"), ("image", "i", "?")):
        sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)

    request = messages.ReadFormRequest(
        tenant="acme", file_name="C:\\forms\\Age.xlsx", content=content.getvalue()
    )
    found = call("ReadForm", request)

    assert found.definition.name == "Age"
    assert found.definition.elements[0].id == "age"
    assert [one.left_out for one in found.remarks if "row 3" in one.place] == [True]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PK rubbish", "FORM_UNREADABLE"), (b"x" * (8 * 1024 * 1024 + 1), "INVALID_REQUEST")],
)
def test_what_is_no_form_is_refused(servicer: SurveyServicer, content: bytes, reason: str) -> None:
    request = messages.ReadFormRequest(tenant="acme", file_name="../a.xlsx", content=content)

    with pytest.raises(ServiceError) as raised:
        servicer.ReadForm(request, context=ACTIVE)

    assert raised.value.reason == reason
    assert ".." not in raised.value.message


def test_nul_is_removed_from_texts(call: Caller) -> None:
    definition = definition_to_proto(sound_definition())
    definition.name = "A\x00B"
    definition.elements[0].text.by_language["en"] = "Thank\x00 you."
    definition.rules[0].condition.all[0].value.string_value = "9\x00"
    request = messages.CreateSurveyRequest(tenant="acme", definition=definition)

    created = call("CreateSurvey", request).survey

    assert created.definition.name == "AB"
    assert created.definition.elements[0].text.by_language["en"] == "Thank you."
    assert created.definition.rules[0].condition.all[0].value.string_value == "9"


def test_a_version_says_what_the_tenant_says_where_it_says_nothing_itself(
    clock: ManualClock, tmp_path: Path
) -> None:
    settings = tmp_path / "sms.yaml"
    settings.write_text(
        'tenants: {acme: {unavailable: {en: "Closed."}, error: {en: "No.", no: "Nei."}}}',
        encoding="utf-8",
    )
    styles = ConfiguredTenantStyles(str(settings))
    call = Caller(
        SurveyServicer(
            FakeSurveys(), styles=styles, clock=clock, turns=Bulkhead(), forms=read_xlsform
        )
    )
    own = dataclasses.replace(
        sound_definition(), texts={"error": {"en": "Sorry.", "no": "Beklager."}}
    )
    create = messages.CreateSurveyRequest(
        tenant="acme", survey_id=SURVEY_ID, definition=definition_to_proto(own)
    )
    call("CreateSurvey", create)
    call("PublishSurvey", messages.PublishSurveyRequest(tenant="acme", survey_id=SURVEY_ID))

    asked = messages.GetSurveyVersionRequest(tenant="acme", survey_id=SURVEY_ID, version=1)
    spoken = definition_from_proto(call("GetSurveyVersion", asked).definition)
    shown = messages.GetSurveyRequest(tenant="acme", survey_id=SURVEY_ID, version=1)
    written = definition_from_proto(call("GetSurvey", shown).survey.definition)

    assert spoken.texts["unavailable"] == {"en": "Closed."}
    assert spoken.texts["error"] == own.texts["error"]
    assert written.texts == own.texts
