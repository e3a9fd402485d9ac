"""What time alone does to a conversation, and what comes to a phone that wrote nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.engine.conversation import start
from services.engine.elapsed import Elapsed, elapsed
from services.engine.incoming import EXPIRY_GRACE
from services.engine.outcome import Outcome, Verdict
from services.engine.state import SessionState
from tests.unit.engine.building import NOON, compiled, opened, said, scale, text, told

SURVEY = compiled(text("hello"), scale("score"), opened("why"))
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (-A_MOMENT, SessionState.ACTIVE),
        (timedelta(0), SessionState.EXPIRED),
        (timedelta(days=3), SessionState.EXPIRED),
    ],
    ids=["before", "at the instant", "days later"],
)
def test_a_conversation_expires_at_its_instant(after: timedelta, state: SessionState) -> None:
    asked = start(SURVEY, language="en").state

    outcome = elapsed(asked, Elapsed(now=NOON + after, expires_at=NOON))

    assert outcome.state == replace(asked, status=state)
    assert outcome.ended == (state is SessionState.EXPIRED)
    assert (outcome.texts, outcome.reply) == ((), None)


def test_what_is_over_does_not_expire() -> None:
    over = told(SURVEY, "5", "because").state

    assert elapsed(over, Elapsed(now=NOON, expires_at=NOON)) == Outcome(state=over)


def test_the_grace_is_for_replies_not_for_the_clock() -> None:
    asked = start(SURVEY, language="en").state
    within = said(SURVEY, asked, "5", expires_at=NOON - EXPIRY_GRACE)

    assert within.reply is not None
    assert within.reply.verdict is Verdict.ANSWER
    assert elapsed(asked, Elapsed(now=NOON, expires_at=NOON - EXPIRY_GRACE)).ended


def test_only_the_first_text_of_a_survey_is_unprompted() -> None:
    begun = start(SURVEY, language="en", content="Dear customer")

    assert [one.unprompted for one in begun.texts] == [True, False]
    assert [one.unprompted for one in said(SURVEY, begun.state, "5").texts] == [False]
