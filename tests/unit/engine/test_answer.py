"""The decisions about a reply that a written conversation cannot show."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.engine.conversation import SeenMessage, start
from services.engine.definition import ElementType, Settings
from services.engine.outcome import TextKind, Verdict
from services.engine.state import SessionState
from tests.unit.engine.building import (
    NOON,
    choice,
    compiled,
    element,
    opened,
    rule,
    said,
    scale,
    text,
    texts,
    told,
    variable,
    when,
)

SURVEY = compiled(text("hello"), scale("score"), opened("why"), text("thanks"))


def seen(sequence: int, *, seconds_ago: float = 60, **fields: Any) -> SeenMessage:
    due_at = NOON - timedelta(seconds=seconds_ago)
    message = SeenMessage(same_session=True, sequence=sequence, due_at=due_at)
    return replace(message, **fields)


def test_a_start_says_everything_up_to_the_first_question() -> None:
    outcome = start(SURVEY, language="en", content="Dear customer")

    assert [(one.text, one.kind, one.sequence, one.delay_seconds) for one in outcome.texts] == [
        ("Dear customer\nhello", TextKind.TEXT, 1, 0.0),
        ("score", TextKind.QUESTION, 2, 2.0),
    ]
    assert outcome.state.current_element == "score"
    assert outcome.state.question_sequence == outcome.state.sent == 2
    assert not outcome.ended


@pytest.mark.parametrize("seconds", [0.0, 7.5])
def test_the_pause_between_messages_is_the_surveys(seconds: float) -> None:
    survey = compiled(
        text("hello"), text("more"), scale("score"), settings=Settings(delay_seconds=seconds)
    )

    outcome = start(survey, language="en")

    assert [one.delay_seconds for one in outcome.texts] == [0.0, seconds, seconds]


def test_the_sequence_goes_on_through_the_session() -> None:
    outcome = told(SURVEY, "5", "because")

    assert [one.sequence for one in outcome.texts] == [4, 5]
    assert [one.kind for one in outcome.texts] == [TextKind.TEXT, TextKind.COMPLETION]
    assert outcome.ended
    assert outcome.state.current_element == "done"


@pytest.mark.parametrize(("replies", "attempts"), [(["x", "y", "5"], 3), (["x", "5", "why"], 1)])
def test_the_attempts_count_the_reply_that_was_accepted(replies: list[str], attempts: int) -> None:
    reply = told(SURVEY, *replies).reply

    assert reply is not None
    assert reply.attempts == attempts


def test_a_choice_tells_its_index_id_and_label() -> None:
    survey = compiled(
        choice("colour", "red", "blue"), choice("more", "a", "b", "c", max_selections=2)
    )

    first, second = told(survey, "2").reply, told(survey, "2", "3,1").reply

    assert first is not None
    assert (first.value, first.option_ids, first.labels) == (1, ("blue",), ("blue",))
    assert second is not None
    assert (second.value, second.option_ids) == ((0, 2), ("a", "c"))


EARLY = {
    "before the question": (seen(1), True),
    "to the question": (seen(2), False),
    "at once after the question": (seen(2, seconds_ago=0.9), True),
    "a second after the question": (seen(2, seconds_ago=1), False),
    "at once after something later": (seen(3, seconds_ago=0), False),
    "to another session, older": (seen(9, same_session=False, older_than_question=True), True),
    "to another session, newer": (seen(1, same_session=False), False),
    "to nothing known": (None, False),
}


@pytest.mark.parametrize(("in_reply_to", "early"), EARLY.values(), ids=EARLY.keys())
def test_a_reply_is_early_when_nobody_can_have_read_the_question(
    in_reply_to: SeenMessage | None, early: bool
) -> None:
    state = start(SURVEY, language="en").state

    outcome = said(SURVEY, state, "5", in_reply_to=in_reply_to)

    assert outcome.reply is not None
    assert (outcome.reply.verdict is Verdict.EARLY) == early
    assert (outcome.state == state) == early
    assert bool(outcome.texts) != early


def test_machines_need_no_time_to_think() -> None:
    survey = compiled(scale("score"), settings=Settings(think_seconds=0))
    state = start(survey, language="en").state

    outcome = said(survey, state, "5", in_reply_to=seen(1, seconds_ago=0))

    assert outcome.state.status is SessionState.COMPLETED


@pytest.mark.parametrize(("minutes", "late"), [(5, False), (5.01, True)])
def test_an_expired_session_takes_a_reply_within_five_minutes(minutes: float, late: bool) -> None:
    state = start(SURVEY, language="en").state

    outcome = said(SURVEY, state, "5", expires_at=NOON - timedelta(minutes=minutes))

    assert (outcome.state.status is SessionState.EXPIRED) == late
    assert outcome.ended == late


@pytest.mark.parametrize(
    "status",
    [
        SessionState.COMPLETED,
        SessionState.EXPIRED,
        SessionState.SUPERSEDED,
        SessionState.STOPPED,
        SessionState.CANCELLED,
        SessionState.UNDELIVERABLE,
    ],
)
def test_a_session_that_is_over_says_so(status: SessionState) -> None:
    state = start(SURVEY, language="en").state.ended(status)

    outcome = said(SURVEY, state, "5")

    assert [one.kind for one in outcome.texts] == [TextKind.UNAVAILABLE]
    assert outcome.reply is not None
    assert outcome.reply.verdict is Verdict.LATE
    assert outcome.state.status is status
    assert not outcome.ended


@pytest.mark.parametrize("status", [SessionState.OPTED_OUT, SessionState.SUPPRESSED])
@pytest.mark.parametrize("reply", ["5", "stop", "help", "hello"])
def test_somebody_who_stopped_is_left_alone(status: SessionState, reply: str) -> None:
    state = start(SURVEY, language="en").state.ended(status)

    outcome = said(SURVEY, state, reply)

    assert outcome.texts == ()
    assert outcome.state == state


def test_stop_after_the_end_is_confirmed_and_changes_nothing_else() -> None:
    state = told(SURVEY, "5", "x").state

    outcome = said(SURVEY, state, "STOP")

    assert [one.kind for one in outcome.texts] == [TextKind.CONFIRMATION]
    assert outcome.state == replace(state, sent=state.sent + 1)


def test_a_phone_that_had_its_share_gets_no_automatic_texts() -> None:
    going = start(SURVEY, language="en").state
    over = going.ended(SessionState.CANCELLED)

    assert said(SURVEY, going, "help", automatic_texts=False).texts == ()
    assert said(SURVEY, over, "5", automatic_texts=False).texts == ()
    assert texts(said(SURVEY, going, "x", automatic_texts=False)) != []


def test_a_reaction_to_something_else_is_a_reply() -> None:
    state = told(SURVEY, "5").state

    ours = said(SURVEY, state, 'Liked "why"', last_messages=("why",))
    other = said(SURVEY, state, 'Liked "the music"', last_messages=("why",))

    assert ours.state == state
    assert other.state.answers["why"].value == 'Liked "the music"'


def test_no_session_says_more_than_fifty_messages() -> None:
    survey = compiled(scale("score"), rules=[rule(when("score", "lt", 10), to="score")])
    outcome = start(survey, language="en")
    said_so_far = list(outcome.texts)

    for _ in range(60):
        outcome = said(survey, outcome.state, "1")
        said_so_far.extend(outcome.texts)

    assert len(said_so_far) == 50
    assert [one.sequence for one in said_so_far] == list(range(1, 51))
    assert said_so_far[-1].kind is TextKind.UNAVAILABLE
    assert outcome.state.status is SessionState.STOPPED


def test_invalid_replies_count_towards_the_fifty_messages() -> None:
    survey = compiled(
        scale("score"),
        rules=[rule(when("score", "lt", 10), to="score")],
        settings=Settings(invalid_reply_limit=20),
    )
    outcome = start(survey, language="en")

    for reply in ["x", "1"] * 40:
        outcome = said(survey, outcome.state, reply)

    assert outcome.state.sent == 50
    assert outcome.state.status is SessionState.STOPPED


def test_a_stop_is_confirmed_although_everything_else_was_said() -> None:
    survey = compiled(scale("score"), rules=[rule(when("score", "lt", 10), to="score")])
    state = told(survey, *["1"] * 60).state
    assert state.sent == 50

    outcome = said(survey, state, "stop")

    assert [(one.kind, one.sequence) for one in outcome.texts] == [(TextKind.CONFIRMATION, 51)]
    assert said(survey, outcome.state, "hello").texts == ()


def test_a_reaction_to_the_error_before_a_question_is_recognised() -> None:
    survey = compiled(scale("score", text={"en": "How much from 1 to 10?"}), opened("why"))
    refused = told(survey, "x")
    state = said(survey, refused.state, "5").state

    outcome = said(survey, state, f"Liked “{texts(refused)[0]}”")

    assert outcome.reply is not None
    assert outcome.reply.verdict is Verdict.REACTION


def test_a_skipped_question_loses_the_answer_it_once_had() -> None:
    survey = compiled(
        scale("score", optional=True),
        element("again", ElementType.YES_NO),
        rules=[rule(when("again", "eq", True), to="score")],
        settings=Settings(invalid_reply_limit=1),
    )

    outcome = told(survey, "5", "yes", "x")

    assert outcome.state.current_element == "again"
    assert set(outcome.state.answers) == {"again"}


def test_a_very_long_answer_is_shortened_not_refused() -> None:
    outcome = told(SURVEY, "5", "x" * 5_000)

    assert outcome.reply is not None
    assert outcome.reply.shortened
    assert outcome.state.answers["why"].value == "x" * 4_000
    assert len(outcome.state.answers["why"].text) == 4_000


def test_a_survey_may_end_without_a_question_asked() -> None:
    survey = compiled(opened("why"), text("bye"), rules=[rule(variable("x", "answered"), at="why")])

    outcome = told(survey, "y", x="1")

    assert texts(outcome) == ["done"]


def test_a_blank_text_is_not_sent() -> None:
    survey = compiled(text("greeting", text={"en": "{{var.greeting}}"}), scale("score"))

    assert texts(told(survey)) == ["score"]
    assert texts(told(survey, greeting="Hi")) == ["Hi", "score"]
