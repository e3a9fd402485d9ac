"""What a caller gets when a request cannot be served, through a real server and a real channel."""

from collections.abc import Iterator
from dataclasses import replace

import grpc
import pytest
from google.protobuf.message import Message
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as messages
from svar.surveys.v1.survey_service_pb2_grpc import (
    SurveyServiceStub,
    add_SurveyServiceServicer_to_server,
)

from services.contracts.survey_codec import definition_to_proto
from services.engine.definition import ElementDefinition, ElementType
from services.runtime.client import call, open_channel
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.server import GrpcServer, Servicer
from services.surveys.adapters.bulkhead import Bulkhead
from services.surveys.adapters.tenant_styles import ConfiguredTenantStyles
from services.surveys.adapters.xlsforms import read_xlsform
from services.surveys.main import NAME
from services.surveys.servicer import SurveyServicer
from tests.fakes.definitions import sound_definition, unfinished_definition
from tests.fakes.fake_surveys import FakeSurveys
from tests.fakes.manual_clock import ManualClock

UNKNOWN = "22222222-2222-4222-8222-222222222222"
SOUND = definition_to_proto(sound_definition())
UNFINISHED = definition_to_proto(unfinished_definition())


@pytest.fixture
def store() -> FakeSurveys:
    return FakeSurveys()


@pytest.fixture
def channel(store: FakeSurveys) -> Iterator[grpc.Channel]:
    servicer = SurveyServicer(
        store,
        styles=ConfiguredTenantStyles(""),
        clock=ManualClock(),
        turns=Bulkhead(),
        forms=read_xlsform,
    )
    registered = Servicer(
        name=NAME, register=add_SurveyServiceServicer_to_server, servicer=servicer
    )
    server = GrpcServer([registered], threads=4)
    port = server.start(host="127.0.0.1", port=0)
    with open_channel(f"127.0.0.1:{port}") as opened:
        yield opened
    server.stop(grace=0)


@pytest.fixture
def stub(channel: grpc.Channel) -> SurveyServiceStub:
    return SurveyServiceStub(channel)


def created(
    stub: SurveyServiceStub,
    *,
    definition: survey_pb2.SurveyDefinition = SOUND,
    published: bool = False,
) -> str:
    request = messages.CreateSurveyRequest(tenant="acme", definition=definition)
    survey_id = stub.CreateSurvey(request, timeout=5).survey.id
    if published:
        stub.PublishSurvey(
            messages.PublishSurveyRequest(tenant="acme", survey_id=survey_id), timeout=5
        )
    return survey_id


def refused(stub: SurveyServiceStub, method: str, request: Message) -> ServiceError:
    with pytest.raises(ServiceError) as raised:
        call(getattr(stub, method), request, timeout=5)
    return raised.value


def paths(error: ServiceError) -> list[str]:
    return [problem.path for problem in error.problems]


def test_an_id_that_is_taken_is_a_conflict(stub: SurveyServiceStub) -> None:
    request = messages.CreateSurveyRequest(tenant="acme", survey_id=created(stub), definition=SOUND)

    error = refused(stub, "CreateSurvey", request)

    assert (error.kind, error.reason) == (ErrorKind.CONFLICT, "SURVEY_EXISTS")


def test_an_id_that_is_no_uuid_cannot_be_given(stub: SurveyServiceStub) -> None:
    request = messages.CreateSurveyRequest(tenant="acme", survey_id="demo", definition=SOUND)

    error = refused(stub, "CreateSurvey", request)

    assert (error.kind, paths(error)) == (ErrorKind.INVALID, ["surveyId"])


def test_every_part_of_no_known_kind_is_named(stub: SurveyServiceStub) -> None:
    definition = survey_pb2.SurveyDefinition()
    definition.CopyFrom(SOUND)
    definition.elements[1].type = survey_pb2.ELEMENT_TYPE_UNSPECIFIED
    definition.elements.add(id="later", type=99)  # a newer client's
    definition.rules[0].condition.all[0].op = survey_pb2.OPERATOR_UNSPECIFIED
    request = messages.CreateSurveyRequest(tenant="acme", definition=definition)

    error = refused(stub, "CreateSurvey", request)

    assert error.kind is ErrorKind.INVALID
    assert paths(error) == ["elements[1].type", "elements[5].type", "rules[0].if.all[0].op"]


def test_ids_with_nul_and_endless_numbers_are_refused_with_their_places(
    stub: SurveyServiceStub,
) -> None:
    definition = survey_pb2.SurveyDefinition()
    definition.CopyFrom(SOUND)
    definition.elements[2].options[0].id = "wa\x00it"
    definition.rules[0].then.go_to = "comment\x00"
    definition.rules[0].condition.all[0].value.number_value = float("inf")
    definition.settings.delay_seconds = float("nan")
    request = messages.CreateSurveyRequest(tenant="acme", definition=definition)

    error = refused(stub, "CreateSurvey", request)

    assert (error.kind, error.reason) == (ErrorKind.INVALID, "INVALID_REQUEST")
    assert paths(error) == [
        "elements[2].options[0].id",
        "rules[0].then.goTo",
        "settings.delaySeconds",
        "rules[0].if.all[0].value",
    ]


def test_a_stale_etag_is_a_failed_precondition_and_changes_nothing(
    stub: SurveyServiceStub, store: FakeSurveys
) -> None:
    survey_id = created(stub)
    request = messages.ReplaceSurveyRequest(
        tenant="acme", survey_id=survey_id, definition=UNFINISHED, etag="r1"
    )
    stub.ReplaceSurvey(request, timeout=5)
    before = store.surveys[survey_id]

    error = refused(stub, "ReplaceSurvey", request)

    assert (error.kind, error.reason) == (ErrorKind.PRECONDITION, "STALE_ETAG")
    assert store.surveys[survey_id] == before


def test_publishing_refuses_with_every_problem_and_stores_nothing(
    stub: SurveyServiceStub, store: FakeSurveys
) -> None:
    survey_id = created(stub, definition=UNFINISHED)
    before = store.surveys[survey_id]
    request = messages.PublishSurveyRequest(tenant="acme", survey_id=survey_id)

    error = refused(stub, "PublishSurvey", request)

    assert (error.kind, error.reason) == (ErrorKind.INVALID, "SURVEY_INVALID")
    assert len(error.problems) >= 2
    assert "elements[0].options" in paths(error)
    assert all(problem.message.endswith(".") for problem in error.problems)
    assert store.surveys[survey_id] == before
    assert store.versions == {}


def test_however_many_problems_there_are_every_one_is_told(stub: SurveyServiceStub) -> None:
    broken = [
        ElementDefinition(id=f"q{number}", type=ElementType.DROPDOWN, text={"en": "Pick"})
        for number in range(400)
    ]
    definition = definition_to_proto(replace(unfinished_definition(), elements=tuple(broken)))
    survey_id = created(stub, definition=definition)

    error = refused(stub, "PublishSurvey", request_for("PublishSurvey", survey_id=survey_id))

    assert error.reason == "SURVEY_INVALID"
    assert {f"elements[{number}].options" for number in range(400)} <= set(paths(error))


def test_an_unsound_definition_is_not_previewed(stub: SurveyServiceStub) -> None:
    request = messages.PreviewSurveyRequest(tenant="acme", definition=UNFINISHED)

    error = refused(stub, "PreviewSurvey", request)

    assert (error.kind, error.reason) == (ErrorKind.INVALID, "SURVEY_INVALID")


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        (
            messages.PreviewSurveyRequest(definition=SOUND, language_code="norwegian!"),
            "languageCode",
        ),
        (messages.PreviewSurveyRequest(definition=SOUND, replies=["8"] * 1001), "replies"),
    ],
    ids=["language", "replies"],
)
def test_a_preview_refuses_what_it_cannot_hold(
    stub: SurveyServiceStub, request_: messages.PreviewSurveyRequest, path: str
) -> None:
    error = refused(stub, "PreviewSurvey", request_)

    assert (error.kind, paths(error)) == (ErrorKind.INVALID, [path])


@pytest.mark.parametrize(
    ("method", "reason"),
    [("PauseSurvey", "SURVEY_NOT_PUBLISHED"), ("ResumeSurvey", "SURVEY_NOT_PUBLISHED")],
)
def test_a_draft_has_nothing_to_pause(stub: SurveyServiceStub, method: str, reason: str) -> None:
    request = request_for(method, survey_id=created(stub))

    error = refused(stub, method, request)

    assert (error.kind, error.reason) == (ErrorKind.CONFLICT, reason)


@pytest.mark.parametrize(
    "method", ["PauseSurvey", "ResumeSurvey", "PublishSurvey", "ReplaceSurvey"]
)
def test_an_archived_survey_stays_as_it_is(stub: SurveyServiceStub, method: str) -> None:
    survey_id = created(stub, published=True)
    archive = request_for("ArchiveSurvey", survey_id=survey_id)
    first = call(stub.ArchiveSurvey, archive, timeout=5)

    error = refused(stub, method, request_for(method, survey_id=survey_id))

    assert (error.kind, error.reason) == (ErrorKind.CONFLICT, "SURVEY_ARCHIVED")
    assert call(stub.ArchiveSurvey, archive, timeout=5) == first


ABOUT_ONE_SURVEY = [
    "GetSurvey",
    "ReplaceSurvey",
    "PublishSurvey",
    "PauseSurvey",
    "ResumeSurvey",
    "ArchiveSurvey",
    "GetSurveyVersion",
    "GetSurveyStatus",
]


@pytest.mark.parametrize("method", ABOUT_ONE_SURVEY)
@pytest.mark.parametrize("survey_id", ["", "demo", "1" * 36, UNKNOWN, "\x00"])
def test_an_unknown_survey_is_not_found(
    stub: SurveyServiceStub, method: str, survey_id: str
) -> None:
    error = refused(stub, method, request_for(method, survey_id=survey_id))

    assert (error.kind, error.reason) == (ErrorKind.NOT_FOUND, "SURVEY_NOT_FOUND")


@pytest.mark.parametrize("method", ABOUT_ONE_SURVEY)
def test_another_tenants_survey_is_not_found(stub: SurveyServiceStub, method: str) -> None:
    survey_id = created(stub, published=True)

    error = refused(stub, method, request_for(method, survey_id=survey_id, tenant="other"))

    assert (error.kind, error.reason) == (ErrorKind.NOT_FOUND, "SURVEY_NOT_FOUND")


@pytest.mark.parametrize("version", [2, -1, 2**31 - 1])
def test_an_unknown_version_is_not_found(stub: SurveyServiceStub, version: int) -> None:
    request = messages.GetSurveyVersionRequest(
        tenant="acme", survey_id=created(stub, published=True), version=version
    )

    error = refused(stub, "GetSurveyVersion", request)

    assert (error.kind, error.reason) == (ErrorKind.NOT_FOUND, "SURVEY_VERSION_NOT_FOUND")


@pytest.mark.parametrize("token", ["?", "bm90IG91cnM", "WzEsMl0", "e30", "W10", "💡"])
def test_a_page_token_of_somebody_elses_making_is_refused(
    stub: SurveyServiceStub, token: str
) -> None:
    request = messages.ListSurveysRequest(tenant="acme", page_token=token)

    error = refused(stub, "ListSurveys", request)

    assert (error.kind, paths(error)) == (ErrorKind.INVALID, ["pageToken"])


def test_a_negative_page_size_is_refused(stub: SurveyServiceStub) -> None:
    request = messages.ListSurveysRequest(tenant="acme", page_size=-1)

    assert paths(refused(stub, "ListSurveys", request)) == ["pageSize"]


@pytest.mark.parametrize("tenant", ["", "ac\x00me", "a" * 201])
def test_a_request_without_a_tenant_is_refused(stub: SurveyServiceStub, tenant: str) -> None:
    request = messages.CreateSurveyRequest(tenant=tenant, definition=SOUND)

    assert paths(refused(stub, "CreateSurvey", request)) == ["tenant"]


def test_health_is_reported_for_the_service(channel: grpc.Channel) -> None:
    stub = health_pb2_grpc.HealthStub(channel)

    for name in ("", NAME):
        answer = stub.Check(health_pb2.HealthCheckRequest(service=name), timeout=5)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_reflection_lists_the_service(channel: grpc.Channel) -> None:
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)
    question = reflection_pb2.ServerReflectionRequest(list_services="")

    (answer,) = stub.ServerReflectionInfo(iter([question]), timeout=5)

    names = {service.name for service in answer.list_services_response.service}
    assert names == {
        "svar.surveys.v1.SurveyService",
        "grpc.health.v1.Health",
        "grpc.reflection.v1alpha.ServerReflection",
    }


def request_for(method: str, *, survey_id: str, tenant: str = "acme") -> Message:
    kind: type[Message] = getattr(messages, f"{method}Request")
    request = kind()
    named = {"tenant": tenant, "survey_id": survey_id, "version": 1}
    for field in kind.DESCRIPTOR.fields:
        if field.name in named:
            setattr(request, field.name, named[field.name])
    return request
