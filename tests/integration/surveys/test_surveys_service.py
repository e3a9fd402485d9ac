"""The whole service on a real Postgres: as it is put together in `main`, through real RPCs."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as messages
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceStub

from services.contracts.survey_codec import definition_to_proto
from services.runtime.client import call, open_channel
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.migrate import upgrade
from services.runtime.server import GrpcServer
from services.surveys.main import build
from services.surveys.settings import SurveysSettings
from tests.fakes.definitions import sound_definition, unfinished_definition

Result = TypeVar("Result")

AT_ONCE = 8
SOUND = definition_to_proto(sound_definition())


@pytest.fixture
def stub(database_url: str) -> Iterator[SurveyServiceStub]:
    upgrade(database_url, schema="surveys")
    service = build(SurveysSettings(database_url=database_url))
    server = GrpcServer(service.servicers, threads=16)
    port = server.start(host="127.0.0.1", port=0)
    assert service.health.ready()
    with open_channel(f"127.0.0.1:{port}") as channel:
        yield SurveyServiceStub(channel)
    server.stop(grace=0)
    service.close()


def created(
    stub: SurveyServiceStub, definition: survey_pb2.SurveyDefinition = SOUND
) -> survey_pb2.Survey:
    request = messages.CreateSurveyRequest(tenant="acme", definition=definition)
    return stub.CreateSurvey(request, timeout=10).survey


def test_a_survey_goes_from_draft_to_version(stub: SurveyServiceStub) -> None:
    survey = created(stub)
    about = {"tenant": "acme", "survey_id": survey.id}

    published = call(stub.PublishSurvey, messages.PublishSurveyRequest(**about), timeout=10)
    version = call(
        stub.GetSurveyVersion, messages.GetSurveyVersionRequest(**about, version=1), timeout=10
    )
    status = call(stub.GetSurveyStatus, messages.GetSurveyStatusRequest(**about), timeout=10)

    assert published.version == 1
    assert version.definition == SOUND
    assert (status.state, status.latest_version) == (survey_pb2.SURVEY_STATE_PUBLISHED, 1)


def test_publishing_at_once_gives_one_new_version(stub: SurveyServiceStub) -> None:
    survey = created(stub)
    request = messages.PublishSurveyRequest(tenant="acme", survey_id=survey.id)

    published = at_once(lambda: stub.PublishSurvey(request, timeout=10))

    assert [one.version for one in published] == [1] * AT_ONCE


def test_of_two_who_replace_the_same_draft_at_once_one_is_told(stub: SurveyServiceStub) -> None:
    survey = created(stub)
    request = messages.ReplaceSurveyRequest(
        tenant="acme", survey_id=survey.id, definition=SOUND, etag=survey.etag
    )

    def replace() -> str:
        try:
            return call(stub.ReplaceSurvey, request, timeout=10).survey.etag
        except ServiceError as error:
            return error.reason

    outcomes = at_once(replace)

    assert sorted(outcomes) == ["STALE_ETAG"] * (AT_ONCE - 1) + ["r2"]


def test_of_two_who_create_one_id_at_once_one_is_told(stub: SurveyServiceStub) -> None:
    request = messages.CreateSurveyRequest(
        tenant="acme", survey_id="22222222-2222-4222-8222-222222222222", definition=SOUND
    )

    def create() -> str:
        try:
            return call(stub.CreateSurvey, request, timeout=10).survey.etag
        except ServiceError as error:
            return error.reason

    assert sorted(at_once(create)) == ["SURVEY_EXISTS"] * (AT_ONCE - 1) + ["r1"]


def test_a_refused_survey_has_no_version(stub: SurveyServiceStub) -> None:
    survey = created(stub, definition_to_proto(unfinished_definition()))
    publish = messages.PublishSurveyRequest(tenant="acme", survey_id=survey.id)
    get = messages.GetSurveyRequest(tenant="acme", survey_id=survey.id)

    with pytest.raises(ServiceError) as raised:
        call(stub.PublishSurvey, publish, timeout=10)

    assert raised.value.reason == "SURVEY_INVALID"
    assert stub.GetSurvey(get, timeout=10).survey == survey


def test_statuses_asked_for_at_once_are_told_apart(stub: SurveyServiceStub) -> None:
    survey = created(stub)
    asked = [survey.id, "22222222-2222-4222-8222-222222222222", "demo"] * 20

    def status(survey_id: str) -> str:
        request = messages.GetSurveyStatusRequest(tenant="acme", survey_id=survey_id)
        try:
            return survey_pb2.SurveyState.Name(
                call(stub.GetSurveyStatus, request, timeout=10).state
            )
        except ServiceError as error:
            return error.reason

    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(status, asked))

    assert statuses == ["SURVEY_STATE_DRAFT", "SURVEY_NOT_FOUND", "SURVEY_NOT_FOUND"] * 20


def test_texts_that_postgres_would_refuse_are_kept_without_what_it_refuses(
    stub: SurveyServiceStub,
) -> None:
    definition = survey_pb2.SurveyDefinition()
    definition.CopyFrom(SOUND)
    definition.name = "Afte\x00r 😀 \\u0000"
    definition.texts["err\x00or"].by_language["e\x00n"] = "N\x00o."

    survey = created(stub, definition)

    assert survey.definition.name == "After 😀 \\u0000"
    assert survey.definition.texts["error"].by_language["en"] == "No."


def test_without_its_database_the_service_says_unavailable() -> None:
    nowhere = "postgresql://svar@127.0.0.1:1/svar?connect_timeout=1"
    service = build(SurveysSettings(database_url=nowhere))
    server = GrpcServer(service.servicers, threads=4)
    port = server.start(host="127.0.0.1", port=0)

    with open_channel(f"127.0.0.1:{port}") as channel, pytest.raises(ServiceError) as raised:
        call(
            SurveyServiceStub(channel).ListSurveys,
            messages.ListSurveysRequest(tenant="acme"),
            timeout=30,
        )

    assert raised.value.kind is ErrorKind.UNAVAILABLE
    assert "127.0.0.1" not in str(raised.value)
    assert not service.health.ready()
    server.stop(grace=0)
    service.close()


def at_once(action: Callable[[], Result]) -> list[Result]:
    together = threading.Barrier(AT_ONCE)

    def wait_and_act() -> Result:
        together.wait(timeout=10)
        return action()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures = [pool.submit(wait_and_act) for _ in range(AT_ONCE)]
        return [future.result() for future in futures]
