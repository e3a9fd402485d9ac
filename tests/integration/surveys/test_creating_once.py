"""A survey is created once, however often and however fast its creation is asked for."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import text

from services.runtime.database import Database
from services.runtime.errors import ServiceError
from services.runtime.ids import new_id
from services.runtime.migrate import upgrade
from services.surveys.domain.creation import Creation
from services.surveys.domain.survey import Survey
from services.surveys.store.unit_of_work import PostgresUnitOfWork
from services.surveys.use_cases.create_survey import create_survey
from services.surveys.use_cases.replace_survey import replace_survey
from tests.fakes.definitions import sound_definition, unfinished_definition
from tests.fakes.manual_clock import ManualClock

AT_ONCE = 20
DAY = timedelta(hours=24)
SOUND = sound_definition()


class Surveys:
    """The use case on a real Postgres."""

    def __init__(self, database_url: str) -> None:
        self.clock = ManualClock(datetime(2026, 11, 20, 12, tzinfo=UTC))
        self.database = Database(database_url, connections=AT_ONCE, application="test")
        self.uow = PostgresUnitOfWork(self.database)

    def create(self, wanted: Creation, *, tenant: str = "acme") -> Survey:
        return create_survey(self.uow, tenant, wanted=wanted, clock=self.clock)

    def count(self, table: str = "surveys") -> int:
        with self.database.transaction() as connection:
            return int(
                connection.execute(text(f"SELECT count(*) FROM surveys.{table}")).scalar_one()
            )


@pytest.fixture
def surveys(database_url: str) -> Iterator[Surveys]:
    upgrade(database_url, schema="surveys")
    found = Surveys(database_url)
    yield found
    found.database.close()


NAMED = [
    pytest.param({"idempotency_key": "import-7"}, id="by the caller's key"),
    pytest.param({"request_id": "r-1"}, id="by the request's id"),
    pytest.param({"request_id": "r-1", "survey_id": new_id()}, id="under an id of the caller's"),
]


@pytest.mark.parametrize("names", NAMED)
def test_a_repetition_gets_the_survey_that_is_there(
    surveys: Surveys, names: dict[str, str]
) -> None:
    first = surveys.create(Creation(definition=SOUND, **names))
    surveys.clock.advance(DAY - timedelta(seconds=1))

    again = surveys.create(Creation(definition=SOUND, **names))

    assert again == first
    assert surveys.count() == 1


@pytest.mark.parametrize("names", NAMED)
def test_twenty_at_once_create_one(surveys: Surveys, names: dict[str, str]) -> None:
    created = at_once(surveys, [Creation(definition=SOUND, **names)] * AT_ONCE)

    assert len({one.id for one in created if isinstance(one, Survey)}) == 1
    assert not [one for one in created if isinstance(one, ServiceError)]
    assert surveys.count() == 1


def test_of_two_surveys_with_one_key_at_once_one_is_created(surveys: Surveys) -> None:
    wanted = [
        Creation(definition=definition, idempotency_key="same")
        for definition in (SOUND, unfinished_definition())
    ]

    created = at_once(surveys, wanted * (AT_ONCE // 2))

    refused = {one.reason for one in created if isinstance(one, ServiceError)}
    assert len({one.id for one in created if isinstance(one, Survey)}) == 1
    assert refused == {"IDEMPOTENCY_KEY_REUSED"}
    assert surveys.count() == 1


def test_a_repetition_shows_what_became_of_the_survey(surveys: Surveys) -> None:
    wanted = Creation(definition=SOUND, idempotency_key="import-7")
    first = surveys.create(wanted)
    changed = replace_survey(
        surveys.uow,
        "acme",
        survey_id=first.id,
        definition=unfinished_definition(),
        etag=first.etag,
        clock=surveys.clock,
    )

    assert surveys.create(wanted) == changed


def test_another_survey_under_the_same_request_id_is_another_survey(surveys: Surveys) -> None:
    first = surveys.create(Creation(definition=SOUND, request_id="job-1"))
    second = surveys.create(Creation(definition=sound_definition("Another"), request_id="job-1"))

    assert first.id != second.id


def test_without_a_name_every_request_creates_a_survey(surveys: Surveys) -> None:
    created = {surveys.create(Creation(definition=SOUND)).id for _ in range(2)}

    assert len(created) == 2
    assert surveys.count("requests") == 0


def test_each_tenant_has_keys_of_its_own(surveys: Surveys) -> None:
    wanted = Creation(definition=SOUND, idempotency_key="import-7")

    assert surveys.create(wanted).id != surveys.create(wanted, tenant="other").id


def test_a_day_later_the_same_key_creates_another_and_the_old_one_is_forgotten(
    surveys: Surveys,
) -> None:
    wanted = Creation(definition=SOUND, idempotency_key="import-7")
    first = surveys.create(wanted)
    surveys.create(Creation(definition=SOUND, idempotency_key="import-8"))
    surveys.clock.advance(DAY)

    assert surveys.create(wanted).id != first.id
    assert surveys.count("requests") == 1


def test_a_request_that_is_refused_may_be_made_again(surveys: Surveys) -> None:
    taken = surveys.create(Creation(definition=SOUND))
    with pytest.raises(ServiceError, match="SURVEY_EXISTS"):
        surveys.create(Creation(definition=SOUND, survey_id=taken.id, idempotency_key="a"))

    assert surveys.create(Creation(definition=SOUND, idempotency_key="a")).id != taken.id


@pytest.mark.parametrize("key", ["k" * 256, "a\0b"])
def test_a_key_that_cannot_be_kept_is_refused(surveys: Surveys, key: str) -> None:
    with pytest.raises(ServiceError, match="INVALID_REQUEST") as raised:
        surveys.create(Creation(definition=SOUND, idempotency_key=key))

    assert [problem.path for problem in raised.value.problems] == ["Idempotency-Key"]
    assert surveys.count() == 0


@pytest.mark.parametrize("request_id", ["r" * 256, "a\0b"])
def test_a_request_id_that_cannot_be_kept_has_no_effect(surveys: Surveys, request_id: str) -> None:
    wanted = Creation(definition=SOUND, request_id=request_id)

    assert surveys.create(wanted).id != surveys.create(wanted).id


def at_once(surveys: Surveys, wanted: Sequence[Creation]) -> list[Survey | ServiceError]:
    """Create everything at the same moment."""
    ready = Barrier(len(wanted))

    def create(one: Creation) -> Survey | ServiceError:
        ready.wait()
        try:
            return surveys.create(one)
        except ServiceError as error:
            return error

    with ThreadPoolExecutor(len(wanted)) as threads:
        return list(threads.map(create, wanted))
