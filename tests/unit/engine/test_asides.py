"""Replies about the conversation: the question again, skipped, or in another language of the survey."""

import pytest

from services.engine.definition import ElementDefinition, ElementType
from services.engine.outcome import Outcome, TextKind, Verdict
from services.engine.survey import compile_survey
from tests.unit.engine.building import choice, compiled, element, said, scale, survey_of, told

TWO = compile_survey(
    survey_of(
        scale("score", text={"en": "How?", "no": "Hvordan?"}),
        languages=("en", "no"),
        default_language="en",
    )
)


def _verdict(outcome: Outcome) -> Verdict:
    assert outcome.reply is not None
    return outcome.reply.verdict


@pytest.mark.parametrize("reply", ["repeat", "Repeat please!", "?", " ?? "])
def test_the_question_is_said_again_and_nothing_is_counted(reply: str) -> None:
    outcome = told(compiled(scale("score")), reply)

    (text,) = outcome.texts
    assert (text.kind, text.text) == (TextKind.REPEAT, "score")
    assert (_verdict(outcome), outcome.state.invalid_replies) == (Verdict.REPEAT, 0)
    assert said(compiled(scale("score")), outcome.state, "8").state.answers["score"].value == 8


def test_an_optional_question_is_skipped_in_a_word() -> None:
    survey = compiled(scale("score", optional=True), scale("effort"))

    outcome = told(survey, "pass")

    assert (_verdict(outcome), outcome.state.current_element) == (Verdict.SKIP, "effort")
    assert outcome.state.answers == {}


@pytest.mark.parametrize("question", [scale("score"), element("score", ElementType.OPEN)])
def test_a_required_question_is_not_skipped(question: ElementDefinition) -> None:
    outcome = told(compiled(question), "skip")

    assert _verdict(outcome) is Verdict.INVALID
    assert outcome.texts[0].kind is TextKind.ERROR
    assert outcome.state.current_element == "score"


def test_a_label_and_a_longer_open_answer_go_before() -> None:
    labelled = told(compiled(choice("way", "Skip", "Pass")), "pass")
    written = told(compiled(element("why", ElementType.OPEN)), "skip the queue next time")

    assert labelled.state.answers["way"].value == 1
    assert written.state.answers["why"].value == "skip the queue next time"


@pytest.mark.parametrize("reply", ["norsk", "Norwegian", "På norsk!"])
def test_a_language_of_the_survey_that_is_named_is_spoken_from_then_on(reply: str) -> None:
    outcome = told(TWO, reply)

    (text,) = outcome.texts
    assert text.text.startswith("Vi fortsetter på norsk.\nHvordan?")
    assert (_verdict(outcome), outcome.state.language) == (Verdict.LANGUAGE, "no")


def test_a_language_that_the_survey_lacks_is_no_answer() -> None:
    assert _verdict(told(TWO, "suomi")) is Verdict.INVALID


def test_a_yes_after_the_question_was_asked_again_confirms_nothing() -> None:
    survey = compiled(scale("score"))
    asked = said(survey, told(survey, "8 zzz").state, "?")

    assert _verdict(said(survey, asked.state, "yes")) is Verdict.INVALID
