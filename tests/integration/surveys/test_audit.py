"""Every change of a survey leaves a row that says who made it; what changes nothing leaves none."""

from collections.abc import Callable, Iterator
from typing import Any

import grpc
import psycopg
import pytest
from svar.surveys.v1 import survey_service_pb2 as messages
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceStub

from services.contracts.survey_codec import definition_to_proto
from services.runtime.actor import Actor, to_metadata
from services.runtime.client import open_channel
from services.runtime.interceptors import REQUEST_ID
from services.runtime.migrate import upgrade
from services.runtime.server import GrpcServer
from services.surveys.main import build
from services.surveys.settings import SurveysSettings
from tests.fakes.definitions import sound_definition, unfinished_definition

ACTOR = Actor(kind="key", id="454d54a5", name="Kø 1")
METADATA = ((REQUEST_ID, "r-1"), *to_metadata(ACTOR))
SOUND = definition_to_proto(sound_definition())
UNFINISHED = definition_to_proto(unfinished_definition())


@pytest.fixture
def stub(database_url: str) -> Iterator[SurveyServiceStub]:
    upgrade(database_url, schema="surveys")
    service = build(SurveysSettings(database_url=database_url))
    server = GrpcServer(service.servicers, threads=1)
    port = server.start(host="127.0.0.1", port=0)
    with open_channel(f"127.0.0.1:{port}") as channel:
        yield SurveyServiceStub(channel)
    server.stop(grace=0)
    service.close()


def ask(method: Callable[..., Any], request: Any, *, metadata: Any = METADATA) -> Any:
    return method(request, timeout=10, metadata=metadata)


def audit(database_url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database_url) as connection:
        return connection.execute(
            "SELECT operation, object, tenant, actor_kind, actor_id, actor_name, request_id"
            " FROM surveys.audit ORDER BY id"
        ).fetchall()


def created(stub: SurveyServiceStub, definition: Any = SOUND) -> Any:
    request = messages.CreateSurveyRequest(tenant="acme", definition=definition, request_id="r-1")
    return ask(stub.CreateSurvey, request).survey


def test_each_change_says_who_made_it(stub: SurveyServiceStub, database_url: str) -> None:
    survey = created(stub)
    about = {"tenant": "acme", "survey_id": survey.id}

    ask(
        stub.ReplaceSurvey,
        messages.ReplaceSurveyRequest(**about, definition=SOUND, etag=survey.etag),
    )
    ask(stub.PublishSurvey, messages.PublishSurveyRequest(**about))
    ask(stub.PauseSurvey, messages.PauseSurveyRequest(**about))
    ask(stub.ResumeSurvey, messages.ResumeSurveyRequest(**about))
    ask(stub.ArchiveSurvey, messages.ArchiveSurveyRequest(**about))

    done = ("create", "replace", "publish", "pause", "resume", "archive")
    assert audit(database_url) == [
        (f"survey.{one}", f"survey/{survey.id}", "acme", "key", "454d54a5", "Kø 1", "r-1")
        for one in done
    ]


def test_what_changes_nothing_is_not_written_down(
    stub: SurveyServiceStub, database_url: str
) -> None:
    survey = created(stub)
    about = {"tenant": "acme", "survey_id": survey.id}
    for _ in range(2):
        assert created(stub).id == survey.id
        ask(stub.PublishSurvey, messages.PublishSurveyRequest(**about))
        ask(stub.PauseSurvey, messages.PauseSurveyRequest(**about))

    assert [row[0] for row in audit(database_url)] == [
        "survey.create",
        "survey.publish",
        "survey.pause",
    ]


def test_what_was_refused_is_not_written_down(stub: SurveyServiceStub, database_url: str) -> None:
    survey = created(stub, UNFINISHED)
    about = {"tenant": "acme", "survey_id": survey.id}

    for method, request in (
        (stub.PublishSurvey, messages.PublishSurveyRequest(**about)),
        (
            stub.ReplaceSurvey,
            messages.ReplaceSurveyRequest(**about, definition=SOUND, etag="another"),
        ),
    ):
        with pytest.raises(grpc.RpcError):
            ask(method, request)

    assert [row[0] for row in audit(database_url)] == ["survey.create"]


def test_who_acted_in_a_thread_before_acts_no_more(
    stub: SurveyServiceStub, database_url: str
) -> None:
    survey = created(stub)

    request = messages.PublishSurveyRequest(tenant="acme", survey_id=survey.id)
    ask(stub.PublishSurvey, request, metadata=())

    assert audit(database_url)[1][3:] == ("system", "", "", "")
