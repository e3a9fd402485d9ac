"""What a person who looks for a session in the logs finds, without a phone or a text in them."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.integration.sessions.harness import NORWEGIAN, Harness

Line = MutableMapping[str, Any]


@pytest.fixture
def lines() -> Iterator[list[Line]]:
    with capture_logs() as captured:
        yield captured


def about(event: str, lines: list[Line]) -> list[Line]:
    return [line for line in lines if line["event"] == event]


def test_a_survey_that_is_sent_is_named_by_its_session(svar: Harness, lines: list[Line]) -> None:
    session = svar.send()

    assert [line["sessions"] for line in about("surveys sent", lines)] == [[session.id]]


def test_a_reply_is_named_with_its_session_and_what_became_of_it(
    svar: Harness, lines: list[Line]
) -> None:
    session = svar.send()
    replies = [svar.reply(session, "hemmelig", received_at=svar.clock.now())]

    svar.handle(replies)

    [line] = about("replies handled", lines)
    assert line["replies"] == [(replies[0].id, session.id, "early")]
    assert "hemmelig" not in str(lines)
    assert NORWEGIAN not in str(lines)
