"""A message has at most ten segments, whatever is piped into it and whatever stands before it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engine.conversation import start
from services.engine.definition import ElementType, SurveyDefinition
from services.engine.fitting import LONGEST_PIPED, MOST_SEGMENTS, fitted, shortened
from services.engine.outcome import TextKind
from services.engine.survey import Survey, compile_survey
from services.text.as_sent import segments_as_sent
from tests.unit.engine.building import (
    DONE,
    element,
    opened,
    problems,
    said,
    scale,
    survey_of,
    text,
    told,
    warnings,
)

ESSAY = "word " * 8_000
UNICODE_ESSAY = "ж" * 4_000
FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
NORWAY = "\N{REGIONAL INDICATOR SYMBOL LETTER N}\N{REGIONAL INDICATOR SYMBOL LETTER O}"
HAND = "\N{WAVING HAND SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-5}"


def _compiled(definition: SurveyDefinition) -> Survey:
    assert problems(definition) == ()
    return compile_survey(definition, segments=segments_as_sent)


def test_what_is_piped_in_has_at_most_160_characters_with_an_ellipsis() -> None:
    survey = _compiled(
        survey_of(opened("why"), text("so", text={"en": "You said: {{answer.why}}"}))
    )

    (answer, _) = told(survey, ESSAY).texts

    piped = answer.text.removeprefix("You said: ")
    assert piped == shortened(ESSAY.strip(), LONGEST_PIPED)
    assert piped.endswith("word wo…")
    assert len(piped.replace("…", "...")) <= LONGEST_PIPED


@pytest.mark.parametrize("sign", [FAMILY, NORWAY, HAND, "e\u0301", "❤\ufe0f"])
@pytest.mark.parametrize("longest", range(4, 30))
def test_no_sign_is_cut_in_two(sign: str, longest: int) -> None:
    cut = shortened(f"ab{sign * 10}", longest)

    assert len(cut) <= longest
    assert cut.removeprefix("ab").removesuffix("…").replace(sign, "") in ("", "a")


@given(st.text(max_size=400), st.integers(0, 200))
def test_what_is_shortened_is_a_beginning_and_fits(written: str, longest: int) -> None:
    cut = shortened(written, longest)

    assert len(cut) <= longest
    assert written.startswith(cut.removesuffix("…")) or cut == written


KINDS = {
    TextKind.TEXT: survey_of(opened("why"), text("so", text={"en": "{{answer.why}}" * 60})),
    TextKind.QUESTION: survey_of(opened("why"), scale("so", text={"en": "{{answer.why}}" * 60})),
    TextKind.COMPLETION: replace(
        survey_of(),
        elements=(opened("why"), replace(DONE, text={"en": "{{answer.why}}" * 60})),
    ),
}


@pytest.mark.parametrize("essay", [ESSAY, UNICODE_ESSAY], ids=["gsm7", "unicode"])
@pytest.mark.parametrize("kind", KINDS)
def test_seventy_pipes_of_a_long_reply_make_ten_segments(kind: TextKind, essay: str) -> None:
    outcome = told(_compiled(KINDS[kind]), essay)

    (message,) = [one for one in outcome.texts if one.kind is kind]
    assert 5 <= segments_as_sent(message.text) <= MOST_SEGMENTS
    assert "…" in message.text


@pytest.mark.parametrize("essay", [ESSAY, UNICODE_ESSAY], ids=["gsm7", "unicode"])
def test_an_error_and_its_question_have_ten_segments_together(essay: str) -> None:
    piping = {"en": "{{answer.why}}" * 30}
    survey = _compiled(survey_of(opened("why"), scale("so", text=piping, error=piping)))
    asked = told(survey, essay)

    (message,) = said(survey, asked.state, "what?").texts

    assert message.kind is TextKind.ERROR
    assert segments_as_sent(message.text) <= MOST_SEGMENTS


def test_the_unavailable_text_has_ten_segments() -> None:
    over = element("over", ElementType.UNAVAILABLE, text={"en": "{{answer.why}}" * 60})
    survey = _compiled(survey_of(opened("why"), over))

    (message,) = said(survey, told(survey, ESSAY).state, "more").texts

    assert message.kind is TextKind.UNAVAILABLE
    assert segments_as_sent(message.text) <= MOST_SEGMENTS


def test_content_counts_and_pipes_give_way_to_it() -> None:
    survey = _compiled(survey_of(text("hello", text={"en": "{{var.a}}" * 60}), opened("why")))
    content = "x" * 600

    first, _ = start(survey, language="en", content=content, variables={"a": ESSAY}).texts

    assert first.text.startswith(f"{content}\nword")
    assert segments_as_sent(first.text) <= MOST_SEGMENTS


def test_content_gives_way_to_the_question() -> None:
    question = "x" * 900
    survey = _compiled(survey_of(opened("why", text={"en": question})))

    (first,) = start(survey, language="en", content="y" * 918).texts

    content, _, asked = first.text.partition("\n")
    assert asked == question
    assert content.startswith("yyyy")
    assert content.endswith("y…")
    assert segments_as_sent(first.text) == MOST_SEGMENTS


def test_pipes_that_leave_no_room_give_way_to_their_fallbacks() -> None:
    greeting = "x" * 900 + " {{var.name|you}}"
    survey = _compiled(survey_of(text("hello", text={"en": greeting}), opened("why")))

    first, _ = start(survey, language="en", variables={"name": "Жанна"}).texts

    assert first.text == greeting.replace("{{var.name|you}}", "you")


def test_a_text_that_is_too_long_without_pipes_loses_its_end() -> None:
    cut = fitted(lambda _: UNICODE_ESSAY, segments=segments_as_sent)

    assert segments_as_sent(cut) == MOST_SEGMENTS
    assert cut.endswith("ж…")
    assert segments_as_sent(cut.replace("…", "ж" * 4)) > MOST_SEGMENTS


def test_the_worst_case_of_pipes_is_warned_of() -> None:
    labels = {"en": "x" * 100 + "{{answer.why}}" * 3}
    definition = survey_of(opened("why"), text("so", text=labels))

    assert [(one.path, one.message) for one in warnings(definition)] == [
        (
            "elements[1].text.en",
            "With all that is piped in at its longest the text takes 9 SMS segments.",
        )
    ]


def test_a_worst_case_that_is_shortened_says_so() -> None:
    definition = survey_of(opened("why"), text("so", text={"en": "{{answer.why}}" * 5}))

    (warning,) = warnings(definition)

    assert warning.message == (
        "With all that is piped in at its longest the text takes more than 10 SMS segments: "
        "what is piped in is then shortened until it takes 10."
    )


def test_the_worst_case_of_a_number_is_short() -> None:
    definition = survey_of(scale("score"), text("so", text={"en": "{{answer.score}}" * 60}))

    assert warnings(definition) == ()


def test_an_error_too_long_with_its_question_is_a_problem() -> None:
    definition = survey_of(scale("score", text={"en": "x" * 900}, error={"en": "y" * 700}))

    assert [(one.path, one.message) for one in problems(definition)] == [
        (
            "elements[0].error.en",
            "With the question after it the error takes 11 SMS segments; 10 is the most.",
        )
    ]


def test_the_surveys_own_error_text_counts_with_the_longest_question() -> None:
    definition = survey_of(
        scale("short"), scale("long", text={"en": "x" * 900}), texts={"error": {"en": "y" * 700}}
    )

    assert [(one.path, one.message) for one in problems(definition)] == [
        (
            "texts.error.en",
            "With the question after it the error takes 11 SMS segments; 10 is the most.",
        )
    ]
