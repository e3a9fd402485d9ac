"""Reminders as the engine decides them: when one is due, what it says, what an answer after it says."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.engine.conversation import SeenMessage, start
from services.engine.definition import Settings
from services.engine.elapsed import Elapsed, counted_from, elapsed, next_reminder
from services.engine.outcome import Outcome, TextKind, Verdict
from services.engine.phrases import BUILT_IN_LANGUAGES, Phrase, phrase
from services.engine.preview import preview
from services.engine.state import Reminded, State
from services.engine.walk import MAX_MESSAGES
from tests.unit.engine.building import (
    NOON,
    compiled,
    opened,
    problems,
    said,
    scale,
    survey_of,
    text,
    texts,
    told,
    warnings,
)

SETTINGS = Settings(reminders=(24, 48))
SURVEY = compiled(text("hello"), scale("score"), opened("why"), settings=SETTINGS)
ASKED = start(SURVEY, language="en").state
EXPIRES = NOON + timedelta(hours=72)
HOUR = timedelta(hours=1)
A_MOMENT = timedelta(microseconds=1)
REMINDER = "A reminder: we would still like your answer.\nscore"


def after(hours: float, state: State = ASKED, **time: Any) -> Outcome:
    """What so many hours after the question was accepted lead to."""
    given = {"now": NOON + hours * HOUR, "expires_at": EXPIRES, "accepted_at": NOON, **time}
    return elapsed(state, Elapsed(**given), survey=SURVEY)


def test_a_question_that_nobody_answers_is_asked_again() -> None:
    outcome = after(24)

    (reminder,) = outcome.texts
    assert reminder.text == REMINDER
    assert (reminder.kind, reminder.element_id) == (TextKind.REMINDER, "score")
    assert (reminder.sequence, reminder.unprompted) == (3, True)
    assert outcome.state == replace(ASKED, sent=3, reminded=Reminded(number=1, sequence=3, of=2))
    assert outcome.state.question_sequence == 2


@pytest.mark.parametrize(
    ("hours", "time"),
    [
        (24 - 1e-6, {}),
        (30, {"accepted_at": None}),
        (30, {"quiet_until": NOON + 31 * HOUR}),
        (30, {"expires_at": NOON + 31 * HOUR - A_MOMENT}),
    ],
    ids=["too soon", "not accepted yet", "in quiet hours", "in the last hour"],
)
def test_nothing_is_said(hours: float, time: dict[str, Any]) -> None:
    assert after(hours, **time) == Outcome(state=ASKED)


def test_the_first_instant_of_the_last_hour_is_the_last_at_which_one_is_said() -> None:
    assert after(30, expires_at=NOON + 31 * HOUR).texts


def test_each_reminder_is_said_once() -> None:
    first = after(24).state

    assert after(47, first).texts == ()
    second = after(48, first)
    assert texts(second) == [REMINDER]
    assert second.state.reminded == Reminded(number=2, sequence=4, of=2)
    assert after(70, second.state).texts == ()


def test_of_two_that_are_due_one_is_said_and_it_is_the_second() -> None:
    outcome = after(60)

    assert len(outcome.texts) == 1
    assert outcome.state.reminded == Reminded(number=2, sequence=3, of=2)


def test_the_next_question_has_reminders_of_its_own() -> None:
    asked = said(SURVEY, after(24).state, "8").state

    assert (asked.reminded, counted_from(asked)) == (None, 4)
    assert texts(after(24, asked)) == ["A reminder: we would still like your answer.\nwhy"]


def test_who_was_told_what_was_wrong_has_as_long_as_before() -> None:
    reminded = after(24).state
    assert counted_from(reminded) == 2

    corrected = said(SURVEY, reminded, "11").state

    assert counted_from(corrected) == 4
    # The second one, since the first was said.
    due_at = next_reminder(SURVEY, corrected, accepted_at=NOON, expires_at=EXPIRES)
    assert due_at == NOON + 48 * HOUR


def test_a_reply_to_either_copy_answers_and_says_which_reminder_it_followed() -> None:
    reminded = after(24).state
    for sequence, reminder in ((2, 0), (3, 1)):
        seen = SeenMessage(same_session=True, sequence=sequence, due_at=NOON)
        outcome = said(SURVEY, reminded, "8", in_reply_to=seen, received_at=NOON + 30 * HOUR)

        assert outcome.reply is not None
        assert (outcome.reply.verdict, outcome.reply.reminder) == (Verdict.ANSWER, reminder)


def test_an_answer_without_a_reminder_says_so() -> None:
    reply = told(SURVEY, "8").reply

    assert reply is not None
    assert reply.reminder == 0


def test_what_waits_to_be_confirmed_waits_no_longer() -> None:
    unsure = said(SURVEY, ASKED, "8 zzz").state
    assert unsure.pending is not None

    reminded = after(24, unsure).state

    assert reminded.pending is None


def test_a_session_that_has_said_all_that_it_may_reminds_nobody() -> None:
    talkative = replace(ASKED, sent=MAX_MESSAGES - 1)

    assert after(24, talkative) == Outcome(state=talkative)
    assert next_reminder(SURVEY, talkative, accepted_at=NOON, expires_at=EXPIRES) is None


def test_what_is_over_reminds_nobody() -> None:
    over = told(SURVEY, "8", "because").state

    assert after(24, over) == Outcome(state=over)
    assert next_reminder(SURVEY, over, accepted_at=NOON, expires_at=EXPIRES) is None


def test_a_survey_without_reminders_has_none() -> None:
    plain = compiled(scale("score"))
    asked = start(plain, language="en").state
    late = Elapsed(now=NOON + 50 * HOUR, expires_at=EXPIRES, accepted_at=NOON)

    assert elapsed(asked, late, survey=plain) == Outcome(state=asked)
    assert next_reminder(plain, asked, accepted_at=NOON, expires_at=EXPIRES) is None


def test_without_its_survey_a_session_only_expires() -> None:
    assert elapsed(ASKED, Elapsed(now=EXPIRES, expires_at=EXPIRES)).ended
    assert not elapsed(ASKED, Elapsed(now=NOON, expires_at=EXPIRES, accepted_at=NOON)).texts


@pytest.mark.parametrize(
    ("expires_at", "due_at"),
    [(EXPIRES, NOON + 24 * HOUR), (NOON + 25 * HOUR, NOON + 24 * HOUR), (NOON + 24 * HOUR, None)],
    ids=["in good time", "just before the last hour", "in the last hour"],
)
def test_when_the_next_one_is_due(expires_at: datetime, due_at: datetime | None) -> None:
    assert next_reminder(SURVEY, ASKED, accepted_at=NOON, expires_at=expires_at) == due_at


def test_what_was_reminded_of_is_stored() -> None:
    reminded = after(24).state

    assert State.from_json(reminded.to_json()) == reminded
    assert "reminded" not in ASKED.to_json()


@pytest.mark.parametrize("language", sorted(BUILT_IN_LANGUAGES))
def test_every_language_has_a_phrase_of_its_own(language: str) -> None:
    own = phrase(Phrase.REMINDER, language)

    assert language == "en" or own != phrase(Phrase.REMINDER, "en")


@pytest.mark.parametrize(
    ("reminders", "found"),
    [
        ((1, 24, 335), []),
        ((0,), ["settings.reminders[0]"]),
        ((336,), ["settings.reminders[0]"]),
        ((48, 24), ["settings.reminders[1]"]),
        ((24, 24), ["settings.reminders[1]"]),
        ((1, 2, 3, 4), ["settings.reminders"]),
    ],
)
def test_reminders_are_checked(reminders: tuple[int, ...], found: list[str]) -> None:
    definition = survey_of(scale("score"), settings=Settings(reminders=reminders))

    assert [one.path for one in problems(definition)] == found


def test_a_reminder_that_only_a_longer_life_allows_is_a_warning() -> None:
    definition = survey_of(scale("score"), settings=Settings(reminders=(71, 72)))

    (warning,) = warnings(definition)

    assert warning.path == "settings.reminders[1]"
    assert "after 72 hours" in warning.message


def test_a_preview_lets_time_pass() -> None:
    held = preview(
        SURVEY, language="en", replies=["8"], waits={0: timedelta(days=2), 1: timedelta(hours=23)}
    )

    said_by_us = [turn.text for turn in held.turns if not hasattr(turn, "taken")]
    assert said_by_us == ["hello", "score", REMINDER, REMINDER, "why"]
    assert preview(SURVEY, language="en", waits={0: timedelta(days=3)}).state == "expired"
