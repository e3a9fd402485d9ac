"""`Did you mean 8?`: one likely answer among unknown words is asked about, once, and stored on yes."""

from dataclasses import replace

import pytest

from services.engine.conversation import start
from services.engine.definition import ElementType
from services.engine.outcome import Outcome, TextKind, Verdict
from services.engine.state import State
from services.engine.survey import Survey, compile_survey
from tests.unit.engine.building import choice, compiled, element, said, scale, survey_of, told

SCORE = compiled(scale("score"))
RIDDLE = "8 zzz qqq"


def _verdict(outcome: Outcome) -> Verdict:
    assert outcome.reply is not None
    return outcome.reply.verdict


def _asked(survey: Survey = SCORE, reply: str = RIDDLE) -> Outcome:
    outcome = told(survey, reply)
    assert _verdict(outcome) is Verdict.CONFIRM
    return outcome


def test_a_likely_answer_is_asked_about_and_not_stored() -> None:
    outcome = _asked()

    (text,) = outcome.texts
    assert (text.kind, text.element_id) == (TextKind.CONFIRM, "score")
    assert text.text == "Did you mean 8? Reply YES, or a number from 1 to 10."
    assert outcome.state.answers == {}
    assert outcome.state.current_element == "score"


def test_it_counts_neither_as_invalid_nor_as_answered() -> None:
    outcome = _asked()

    assert outcome.reply is not None
    assert (outcome.state.invalid_replies, outcome.reply.value) == (0, None)


@pytest.mark.parametrize("reply", ["yes", "YES!", "Yep, thanks"])
def test_yes_stores_what_was_likely_with_the_first_reply_beside_it(reply: str) -> None:
    outcome = said(SCORE, _asked().state, reply)

    answer = outcome.state.answers["score"]
    assert (answer.value, answer.text, answer.understood_by) == (8, RIDDLE, "confirmed")
    assert outcome.reply is not None
    assert outcome.reply.understood_by == "confirmed"


@pytest.mark.parametrize(("reply", "value"), [("7", 7), ("8", 8), ("I'd say 3", 3)])
def test_an_answer_to_the_question_itself_is_that_answer(reply: str, value: int) -> None:
    outcome = said(SCORE, _asked().state, reply)

    assert outcome.state.answers["score"].value == value


@pytest.mark.parametrize("reply", ["no", "9 qqq zzz", "what?", "not 8"])
def test_anything_else_asks_the_question_again(reply: str) -> None:
    outcome = said(SCORE, _asked().state, reply)

    (text,) = outcome.texts
    assert text.kind is TextKind.ERROR
    assert text.text.endswith("\nscore")
    assert outcome.state.answers == {}
    assert outcome.state.pending is None


def test_it_is_asked_once_per_question() -> None:
    again = said(SCORE, _asked().state, "no")

    assert _verdict(said(SCORE, again.state, RIDDLE)) is Verdict.INVALID


def test_a_yes_that_comes_too_late_is_no_answer() -> None:
    again = said(SCORE, _asked().state, "no")

    assert _verdict(said(SCORE, again.state, "yes")) is Verdict.INVALID


def test_the_next_question_may_be_confirmed_too() -> None:
    survey = compiled(scale("one"), scale("two"))
    second = said(survey, _asked(survey).state, "yes").state

    assert _verdict(said(survey, second, RIDDLE)) is Verdict.CONFIRM


def test_a_likely_option_is_named_by_its_label() -> None:
    survey = compiled(choice("topic", "Price", "Waiting time"))

    outcome = _asked(survey, "the waiting time zzz was qqq")
    stored = said(survey, outcome.state, "yes").state.answers["topic"]

    assert outcome.texts[0].text == (
        "Did you mean Waiting time? Reply YES, or a number from 1 to 2."
    )
    assert (stored.value, stored.labels) == (1, ("Waiting time",))


def test_a_yes_to_did_you_mean_no_says_two_things() -> None:
    survey = compiled(element("solved", ElementType.YES_NO))
    outcome = _asked(survey, "nope zzz qqq")

    assert outcome.texts[0].text == "Did you mean no? Please reply with yes or no only."
    assert _verdict(said(survey, outcome.state, "yes")) is Verdict.INVALID
    assert said(survey, outcome.state, "no").state.answers["solved"].value is False


def test_a_confirmation_survives_being_stored_and_states_from_before_are_read() -> None:
    state = _asked().state

    assert State.from_json(state.to_json()) == state
    before = replace(state, pending=None, confirms=0).to_json()
    assert "pending" not in before
    assert State.from_json(before).pending is None


@pytest.mark.parametrize("language", ["en", "no", "sv", "da", "fi", "de"])
def test_it_is_asked_in_every_language_that_ships(language: str) -> None:
    definition = survey_of(
        scale("score", text={language: "?"}), languages=(language,), default_language=language
    )
    survey = compile_survey(definition)

    outcome = said(survey, start(survey, language=language).state, RIDDLE)

    assert "8" in outcome.texts[0].text
    assert "{" not in outcome.texts[0].text
    assert "10" in outcome.texts[0].text
