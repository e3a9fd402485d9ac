"""What a newer release has stored is a sentence here, never a traceback, and is not mutilated."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from services.contracts.survey_codec import definition_to_json
from services.runtime.database import Database
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.migrate import upgrade
from services.surveys.adapters.tenant_styles import ConfiguredTenantStyles
from services.surveys.domain.creation import Creation
from services.surveys.domain.survey import Survey
from services.surveys.store.unit_of_work import PostgresUnitOfWork
from services.surveys.use_cases.change_state import change_state
from services.surveys.use_cases.create_survey import create_survey
from services.surveys.use_cases.get_survey import get_survey, get_survey_version
from services.surveys.use_cases.publish_survey import publish_survey
from tests.fakes.definitions import sound_definition
from tests.fakes.manual_clock import ManualClock

STYLE = ConfiguredTenantStyles("").of("acme")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    upgrade(database_url, schema="surveys")
    opened = Database(database_url, connections=2, application="test")
    yield opened
    opened.close()


@pytest.fixture
def published(database: Database) -> Survey:
    uow, clock = PostgresUnitOfWork(database), ManualClock()
    made = create_survey(uow, "acme", wanted=Creation(definition=sound_definition()), clock=clock)
    publish_survey(uow, "acme", survey_id=made.id, style=STYLE, clock=clock)
    return made


def _of_a_newer_release() -> str:
    written = json.loads(json.dumps(definition_to_json(sound_definition())))
    written["elements"][0]["type"] = "ELEMENT_TYPE_HOLOGRAM"
    return json.dumps(written)


def _store(database: Database, *, table: str, column: str, written: str) -> None:
    with database.transaction() as connection:
        statement = f"UPDATE surveys.{table} SET {column} = CAST(:written AS jsonb)"
        connection.execute(text(statement), {"written": written})


def _refused(error: ServiceError) -> tuple[ErrorKind, str]:
    return error.kind, error.reason


def test_a_draft_with_an_unknown_element_is_an_error_with_a_reason(
    database: Database, published: Survey
) -> None:
    uow = PostgresUnitOfWork(database)
    _store(database, table="surveys", column="draft", written=_of_a_newer_release())

    with pytest.raises(ServiceError) as refused:
        get_survey(uow, "acme", survey_id=published.id)

    assert _refused(refused.value) == (ErrorKind.INTERNAL, "SURVEY_UNREADABLE")
    assert "newer" in refused.value.message


def test_a_version_with_an_unknown_operator_is_an_error_with_a_reason(
    database: Database, published: Survey
) -> None:
    uow = PostgresUnitOfWork(database)
    written = json.loads(json.dumps(definition_to_json(sound_definition())))
    written["rules"][0]["if"]["all"][0]["op"] = "OPERATOR_RHYMES_WITH"
    _store(database, table="versions", column="definition", written=json.dumps(written))

    with pytest.raises(ServiceError) as refused:
        get_survey_version(uow, "acme", survey_id=published.id, version=1)

    assert _refused(refused.value) == (ErrorKind.INTERNAL, "SURVEY_UNREADABLE")


def test_a_version_is_read_whatever_its_draft_has_become(
    database: Database, published: Survey
) -> None:
    _store(database, table="surveys", column="draft", written=_of_a_newer_release())

    found = get_survey_version(
        PostgresUnitOfWork(database), "acme", survey_id=published.id, version=1
    )

    assert found == sound_definition()


def test_pausing_leaves_what_a_newer_release_says_besides_in_the_draft(
    database: Database, published: Survey
) -> None:
    written = json.dumps(definition_to_json(sound_definition()) | {"motto": "per aspera"})
    _store(database, table="surveys", column="draft", written=written)
    uow, clock = PostgresUnitOfWork(database), ManualClock()

    change_state(uow, "acme", survey_id=published.id, change=Survey.paused, clock=clock)

    with database.transaction() as connection:
        row = connection.execute(text("SELECT state, draft FROM surveys.surveys")).one()
    assert (row.state, row.draft["motto"]) == ("paused", "per aspera")
