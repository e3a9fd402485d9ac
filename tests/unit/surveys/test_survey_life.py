"""What may be done with a survey in which state."""

from datetime import UTC, datetime, timedelta

import pytest

from services.engine.definition import SurveyDefinition
from services.runtime.errors import ErrorKind, ServiceError
from services.surveys.domain.survey import Survey, SurveyState

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
DRAFT = Survey(
    id="11111111-1111-4111-8111-111111111111",
    tenant="acme",
    state=SurveyState.DRAFT,
    draft=SurveyDefinition(name="one"),
    created_at=NOON,
    updated_at=NOON,
)
PUBLISHED = DRAFT.published(now=NOON)
PAUSED = PUBLISHED.paused(now=NOON)
ARCHIVED = PUBLISHED.archived(now=NOON)


def test_publishing_makes_the_draft_the_next_version() -> None:
    again = PUBLISHED.with_draft(SurveyDefinition(name="two"), etag="", now=LATER)

    assert PUBLISHED.state is SurveyState.PUBLISHED
    assert (PUBLISHED.latest_version, PUBLISHED.has_unpublished_changes) == (1, False)
    assert (again.latest_version, again.has_unpublished_changes) == (1, True)
    assert again.published(now=LATER).latest_version == 2


def test_publishing_leaves_a_paused_survey_paused() -> None:
    assert PAUSED.published(now=LATER).state is SurveyState.PAUSED


@pytest.mark.parametrize(
    "changed",
    [
        DRAFT.with_draft(SurveyDefinition(name="two"), etag="", now=LATER),
        DRAFT.published(now=LATER),
        DRAFT.archived(now=LATER),
    ],
    ids=["draft", "published", "archived"],
)
def test_every_change_gives_a_new_etag_and_time(changed: Survey) -> None:
    assert changed.etag != DRAFT.etag
    assert changed.updated_at == LATER
    assert changed.created_at == NOON


def test_doing_it_again_changes_nothing() -> None:
    assert PAUSED.paused(now=LATER) is PAUSED
    assert PUBLISHED.resumed(now=LATER) is PUBLISHED
    assert ARCHIVED.archived(now=LATER) is ARCHIVED


def test_the_current_etag_or_none_replaces() -> None:
    draft = SurveyDefinition(name="two")

    assert DRAFT.with_draft(draft, etag=DRAFT.etag, now=LATER).draft == draft
    assert DRAFT.with_draft(draft, etag="", now=LATER).draft == draft


@pytest.mark.parametrize("etag", ["r0", "r2", "R1", "1", '"r1"'])
def test_any_other_etag_does_not(etag: str) -> None:
    with pytest.raises(ServiceError) as raised:
        DRAFT.with_draft(SurveyDefinition(), etag=etag, now=LATER)

    assert (raised.value.kind, raised.value.reason) == (ErrorKind.PRECONDITION, "STALE_ETAG")
