"""What the use cases rely on, for the surveys in memory and for those in Postgres."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.runtime.database import Database
from services.runtime.ids import new_id
from services.runtime.migrate import upgrade
from services.surveys.domain.creation import CreationClaim
from services.surveys.domain.page_token import Position, SurveyOrder
from services.surveys.domain.survey import Survey, SurveyState, SurveyStatus, SurveyVersion
from services.surveys.ports.surveys import StatusQuery, SurveyFilter, UnitOfWork
from services.surveys.store.unit_of_work import PostgresUnitOfWork
from tests.fakes.definitions import sound_definition, unfinished_definition
from tests.fakes.fake_surveys import FakeSurveys

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVERYTHING = SurveyFilter()
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture(params=["memory", "postgres"])
def uow(request: pytest.FixtureRequest) -> Iterator[UnitOfWork]:
    if request.param == "memory":
        yield FakeSurveys()
        return
    url = request.getfixturevalue("database_url")
    upgrade(url, schema="surveys")
    database = Database(url, connections=4, application="test")
    yield PostgresUnitOfWork(database)
    database.close()


def survey(*, tenant: str = "acme", created_at: datetime = NOON, id: str = "") -> Survey:
    return Survey(
        id=id or new_id(),
        tenant=tenant,
        state=SurveyState.DRAFT,
        draft=sound_definition(),
        created_at=created_at,
        updated_at=created_at,
    )


def test_a_survey_is_found_again_as_it_was_added(uow: UnitOfWork) -> None:
    added = survey()

    with uow.begin() as transaction:
        assert transaction.surveys.add(added)

    with uow.begin() as transaction:
        assert transaction.surveys.find("acme", added.id) == added
        assert transaction.surveys.find_and_lock("acme", added.id) == added


def test_an_id_is_taken_once_by_whatever_tenant(uow: UnitOfWork) -> None:
    first = survey(tenant="acme")

    with uow.begin() as transaction:
        assert transaction.surveys.add(first)
        assert not transaction.surveys.add(survey(tenant="acme", id=first.id))
        assert not transaction.surveys.add(survey(tenant="other", id=first.id))


def claim_of(
    claimed: Survey, *, key: str = "key:a", digest: str = "d", until: datetime = NOON + HOUR
) -> CreationClaim:
    return CreationClaim(
        tenant=claimed.tenant, key=key, survey_id=claimed.id, digest=digest, expires_at=until
    )


def test_a_key_belongs_to_whom_claimed_it_first(uow: UnitOfWork) -> None:
    first, second = claim_of(survey()), claim_of(survey(), digest="e")

    with uow.begin() as transaction:
        assert transaction.requests.claim(first, now=NOON) is None
        assert transaction.requests.claim(second, now=NOON) == first

    with uow.begin() as transaction:
        assert transaction.requests.claim(second, now=NOON + HOUR - SECOND) == first


def test_a_claim_that_is_out_of_date_gives_way(uow: UnitOfWork) -> None:
    first, second = claim_of(survey()), claim_of(survey(), until=NOON + 2 * HOUR)
    with uow.begin() as transaction:
        transaction.requests.claim(first, now=NOON)

    with uow.begin() as transaction:
        assert transaction.requests.claim(second, now=NOON + HOUR) is None
        assert transaction.requests.claim(first, now=NOON + HOUR) == second


def test_other_keys_and_other_tenants_keys_are_free(uow: UnitOfWork) -> None:
    others = [claim_of(survey(), key="key:b"), claim_of(survey(tenant="other"))]
    with uow.begin() as transaction:
        transaction.requests.claim(claim_of(survey()), now=NOON)

        assert [transaction.requests.claim(one, now=NOON) for one in others] == [None, None]


def test_another_tenants_survey_is_not_found(uow: UnitOfWork) -> None:
    added = survey(tenant="acme")

    with uow.begin() as transaction:
        transaction.surveys.add(added)
        transaction.versions.add(version_of(added))

    with uow.begin() as transaction:
        assert transaction.surveys.find("other", added.id) is None
        assert transaction.surveys.find_and_lock("other", added.id) is None
        assert transaction.versions.find("other", added.id, version=1) is None
        assert transaction.surveys.page("other", wanted=EVERYTHING, after=None, size=10) == []


def test_a_saved_survey_takes_the_place_of_the_old_one(uow: UnitOfWork) -> None:
    added = survey()
    changed = added.with_draft(
        unfinished_definition(), etag="", now=NOON + timedelta(hours=1), by="Kari"
    ).published(now=NOON + timedelta(hours=2), by="Ola")

    with uow.begin() as transaction:
        transaction.surveys.add(added)
        transaction.surveys.save(changed)

    with uow.begin() as transaction:
        assert transaction.surveys.find("acme", added.id) == changed
        (summary,) = transaction.surveys.page("acme", wanted=EVERYTHING, after=None, size=10)
        assert (summary.name, summary.latest_version) == ("Unfinished", 1)
        assert summary.updated_by == "Kari"
        assert not summary.has_unpublished_changes


def test_nothing_is_kept_of_a_transaction_that_raises(uow: UnitOfWork) -> None:
    added = survey()

    with pytest.raises(ValueError, match="something"):
        add_and_fail(uow, added)

    with uow.begin() as transaction:
        assert transaction.surveys.find("acme", added.id) is None


def test_pages_lead_through_everything_newest_first(uow: UnitOfWork) -> None:
    # Two of one moment: then the id decides.
    moments = [NOON, NOON, NOON + timedelta(seconds=1), NOON - timedelta(days=1)]
    added = [survey(created_at=moment) for moment in moments]
    with uow.begin() as transaction:
        for one in added:
            transaction.surveys.add(one)

    seen: list[str] = []
    after: Position | None = None
    with uow.begin() as transaction:
        while page := transaction.surveys.page("acme", wanted=EVERYTHING, after=after, size=1):
            seen += [summary.id for summary in page]
            after = Position(key=page[-1].created_at, id=page[-1].id)

    newest_first = sorted(added, key=lambda one: (one.created_at, one.id), reverse=True)
    assert seen == [one.id for one in newest_first]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (SurveyOrder.CHANGED, ["b", "A", "c", "a"]),
        (SurveyOrder.NAME, ["A", "a", "b", "c"]),
    ],
)
def test_pages_lead_through_everything_in_another_order(
    uow: UnitOfWork, order: SurveyOrder, names: list[str]
) -> None:
    ids = sorted(new_id() for _ in range(4))
    minutes = {"A": 2, "a": 0, "b": 3, "c": 1}
    with uow.begin() as transaction:
        for (name, minute), id in zip(minutes.items(), ids, strict=True):
            draft = replace(sound_definition(), name=name)
            created = replace(survey(id=id), draft=draft)
            transaction.surveys.add(replace(created, updated_at=NOON + minute * SECOND))

    seen: list[str] = []
    after: Position | None = None
    wanted = SurveyFilter(order=order)
    with uow.begin() as transaction:
        while page := transaction.surveys.page("acme", wanted=wanted, after=after, size=1):
            seen += [summary.name for summary in page]
            key = page[-1].name_key if order is SurveyOrder.NAME else page[-1].updated_at
            after = Position(key=key, id=page[-1].id)

    assert seen == names


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (SurveyFilter(search="UNFIN"), ["Unfinished"]),
        (SurveyFilter(search="100%_"), []),
        (SurveyFilter(state=SurveyState.PUBLISHED), ["Unfinished"]),
        (SurveyFilter(search="unfin", state=SurveyState.DRAFT), []),
    ],
)
def test_a_list_is_narrowed_by_a_part_of_the_name_and_by_the_state(
    uow: UnitOfWork, wanted: SurveyFilter, found: list[str]
) -> None:
    published = survey().with_draft(unfinished_definition(), etag="", now=NOON).published(now=NOON)
    with uow.begin() as transaction:
        transaction.surveys.add(survey())
        transaction.surveys.add(published)

    with uow.begin() as transaction:
        page = transaction.surveys.page("acme", wanted=wanted, after=None, size=10)

    assert [summary.name for summary in page] == found


def test_a_version_is_found_as_it_was_frozen(uow: UnitOfWork) -> None:
    added = survey()

    with uow.begin() as transaction:
        transaction.surveys.add(added)
        transaction.versions.add(version_of(added))

    with uow.begin() as transaction:
        assert transaction.versions.find("acme", added.id, version=1) == added.draft
        assert transaction.versions.find("acme", added.id, version=2) is None


def test_statuses_are_found_for_many_at_once_and_only_for_their_tenant(uow: UnitOfWork) -> None:
    own, foreign = survey(), survey(tenant="other")
    with uow.begin() as transaction:
        transaction.surveys.add(own.published(now=NOON))
        transaction.surveys.add(foreign)

    asked = [StatusQuery(tenant="acme", survey_id=id) for id in (own.id, foreign.id, new_id())]
    with uow.begin() as transaction:
        statuses = transaction.surveys.statuses(asked)

    published = SurveyStatus(state=SurveyState.PUBLISHED, latest_version=1)
    assert [statuses.get(query) for query in asked] == [published, None, None]


def add_and_fail(uow: UnitOfWork, added: Survey) -> None:
    with uow.begin() as transaction:
        transaction.surveys.add(added)
        raise ValueError("something else went wrong")


def version_of(added: Survey) -> SurveyVersion:
    return SurveyVersion(survey_id=added.id, version=1, definition=added.draft, published_at=NOON)


def test_a_saved_state_leaves_the_draft_as_it_is(uow: UnitOfWork) -> None:
    added = survey()
    later = added.published(now=NOON + SECOND)
    with uow.begin() as transaction:
        transaction.surveys.add(added)
        transaction.surveys.save(later)

    paused = later.paused(now=NOON + HOUR)
    with uow.begin() as transaction:
        transaction.surveys.save_state(replace(paused, draft=unfinished_definition()))

    with uow.begin() as transaction:
        assert transaction.surveys.find("acme", added.id) == paused


def test_versions_are_listed_newest_first_with_their_notes(uow: UnitOfWork) -> None:
    added = survey()
    with uow.begin() as transaction:
        transaction.surveys.add(added)
        for number in (1, 2, 3):
            version = replace(
                version_of(added), version=number, note=f"n{number}", published_by="Kari"
            )
            transaction.versions.add(version)

    with uow.begin() as transaction:
        page = transaction.versions.page(added.id, before=3, size=10)

    assert [(one.version, one.note, one.published_by) for one in page] == [
        (2, "n2", "Kari"),
        (1, "n1", "Kari"),
    ]
    assert page[0].published_at == NOON
