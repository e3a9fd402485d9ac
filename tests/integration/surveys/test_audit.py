"""Every change of a survey leaves a row that says who made it; what changes nothing leaves none."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import psycopg
import pytest
from svar.audit.v1 import audit_service_pb2 as audit_pb
from svar.audit.v1.audit_service_pb2_grpc import AuditServiceStub
from svar.surveys.v1 import survey_service_pb2 as messages
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceStub

from services.contracts.survey_codec import definition_to_proto
from services.runtime.actor import Actor, to_metadata
from services.runtime.audit_log import AuditLog
from services.runtime.client import open_channel
from services.runtime.database import Database
from services.runtime.interceptors import REQUEST_ID
from services.runtime.migrate import upgrade
from services.runtime.server import GrpcServer
from services.surveys.main import build
from services.surveys.settings import SurveysSettings
from services.surveys.store.tables import audit as table
from tests.fakes.definitions import sound_definition, unfinished_definition

ACTOR = Actor(kind="key", id="454d54a5", name="Kø 1", address="192.0.2.7")
METADATA = ((REQUEST_ID, "r-1"), *to_metadata(ACTOR))
SOUND = definition_to_proto(sound_definition())
UNFINISHED = definition_to_proto(unfinished_definition())


@pytest.fixture
def channel(database_url: str) -> Iterator[grpc.Channel]:
    upgrade(database_url, schema="surveys")
    service = build(SurveysSettings(database_url=database_url))
    server = GrpcServer(service.servicers, threads=1)
    port = server.start(host="127.0.0.1", port=0)
    with open_channel(f"127.0.0.1:{port}") as channel:
        yield channel
    server.stop(grace=0)
    service.close()


@pytest.fixture
def stub(channel: grpc.Channel) -> SurveyServiceStub:
    return SurveyServiceStub(channel)


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


def test_entries_are_listed_newest_first_page_by_page(
    stub: SurveyServiceStub, channel: grpc.Channel
) -> None:
    survey = created(stub)
    about = {"tenant": "acme", "survey_id": survey.id}
    ask(stub.PublishSurvey, messages.PublishSurveyRequest(**about))
    ask(stub.PauseSurvey, messages.PauseSurveyRequest(**about))
    entries = AuditServiceStub(channel).ListAuditEntries

    first = ask(entries, audit_pb.ListAuditEntriesRequest(tenant="acme", page_size=2))
    rest = ask(
        entries,
        audit_pb.ListAuditEntriesRequest(tenant="acme", page_token=first.next_page_token),
    )

    operations = [one.operation for page in (first, rest) for one in page.entries]
    assert operations == ["survey.pause", "survey.publish", "survey.create"]
    assert rest.next_page_token == ""
    newest = first.entries[0]
    assert (newest.actor_kind, newest.actor_id, newest.actor_name) == ("key", "454d54a5", "Kø 1")
    assert (newest.actor_address, newest.request_id) == ("192.0.2.7", "r-1")
    assert newest.object == f"survey/{survey.id}"


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"tenant": "other"}, 0),
        ({"operation": "survey.publish"}, 1),
        ({"object": "survey/none"}, 0),
        ({"actor_id": "454d54a5"}, 2),
        ({"actor_id": "x"}, 0),
        ({"from_time": datetime(2020, 1, 1, tzinfo=UTC)}, 2),
        ({"to_time": datetime(2020, 1, 1, tzinfo=UTC)}, 0),
    ],
)
def test_entries_are_narrowed(
    narrowed: dict[str, Any], found: int, stub: SurveyServiceStub, channel: grpc.Channel
) -> None:
    survey = created(stub)
    ask(stub.PublishSurvey, messages.PublishSurveyRequest(tenant="acme", survey_id=survey.id))

    request = audit_pb.ListAuditEntriesRequest(**{"tenant": "acme", **narrowed})

    assert len(ask(AuditServiceStub(channel).ListAuditEntries, request).entries) == found


def test_old_entries_are_forgotten_so_many_at_a_time(
    stub: SurveyServiceStub, database_url: str
) -> None:
    for _ in range(3):
        ask(
            stub.CreateSurvey,
            messages.CreateSurveyRequest(tenant="acme", definition=SOUND),
            metadata=(),
        )
    database = Database(database_url, connections=1, application="test")
    log, now = AuditLog(database, table), datetime.now(UTC)

    forgotten = [log.forget(before=now - timedelta(days=1), limit=2)]
    forgotten += [log.forget(before=now + timedelta(days=1), limit=2) for _ in range(2)]
    database.close()

    assert forgotten == [0, 2, 1]
    assert audit(database_url) == []
