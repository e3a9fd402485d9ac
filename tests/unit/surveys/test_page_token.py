"""Page tokens lead back to where they were made, and nothing else is one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.runtime.errors import ServiceError
from services.surveys.domain.page_token import (
    Position,
    SurveyOrder,
    read_page_token,
    write_page_token,
)

POSITION = Position(
    key=datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC),
    id="11111111-1111-4111-8111-111111111111",
)


def test_a_token_leads_back_to_its_position() -> None:
    assert read_page_token(write_page_token(POSITION)) == POSITION


def test_the_instant_of_a_token_is_in_utc() -> None:
    elsewhere = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC).astimezone(
        timezone(timedelta(hours=2))
    )
    token = write_page_token(Position(key=elsewhere, id=POSITION.id))

    assert read_page_token(token) == POSITION


def test_a_token_of_another_order_is_refused() -> None:
    by_name = Position(key="åse's survey", id=POSITION.id)

    assert read_page_token(write_page_token(by_name), SurveyOrder.NAME) == by_name
    with pytest.raises(ServiceError, match="page token"):
        read_page_token(write_page_token(by_name), SurveyOrder.CHANGED)


def test_the_first_page_has_no_position() -> None:
    assert read_page_token("") is None


@pytest.mark.parametrize(
    "token", ["x", "not base64!", "bnVsbA", "W10", "WyJ4IiwieSJd", "\ud800", "[" * 4000]
)
def test_anything_else_is_refused(token: str) -> None:
    with pytest.raises(ServiceError) as raised:
        read_page_token(token)

    assert raised.value.reason == "INVALID_REQUEST"
