"""What an option may be called in a reply: what the customer can have read, and nothing else."""

import pytest

from services.engine.definition import ElementType, OptionDefinition
from services.engine.survey import Survey, compile_survey
from tests.unit.engine.building import element, opened, said, survey_of, told


def survey_with(*options: OptionDefinition, languages: tuple[str, ...] = ("en",)) -> Survey:
    question = element(
        "colour", ElementType.DROPDOWN, options=options, text=dict.fromkeys(languages, "Colour?")
    )
    return compile_survey(survey_of(question, opened("why"), languages=languages))


@pytest.mark.parametrize(
    ("reply", "index"), [("1", 0), ("2", 1), ("3", 2), ("one", 0), ("0", None)]
)
def test_a_number_means_the_option_shown_under_it_whatever_ids_there_are(
    reply: str, index: int | None
) -> None:
    labels = ("Red", "Green", "Blue")
    survey = survey_with(
        *(OptionDefinition(id=str(at), text={"en": label}) for at, label in enumerate(labels))
    )

    answer = told(survey, reply).state.answers.get("colour")

    assert (None if answer is None else answer.value) == index


def test_an_id_that_nobody_sees_chooses_nothing() -> None:
    survey = survey_with(
        OptionDefinition(id="b", text={"en": "Apple"}),
        OptionDefinition(id="a", text={"en": "Pear"}),
    )

    assert told(survey, "a").state.answers == {}
    assert told(survey, "apple").state.answers["colour"].option_ids == ("b",)


def test_a_label_of_the_sessions_language_goes_before_the_same_word_of_another() -> None:
    survey = survey_with(
        OptionDefinition(id="x", text={"en": "Is", "no": "Er"}),
        OptionDefinition(id="y", text={"en": "Ice", "no": "Is"}),
        languages=("en", "no"),
    )

    assert told(survey, "is").state.answers["colour"].option_ids == ("x",)
    assert told(survey, "ice").state.answers["colour"].option_ids == ("y",)


def test_a_comment_behind_a_choice_that_was_cut_is_marked() -> None:
    survey = survey_with(OptionDefinition(id="x", text={"en": "Red"}))

    reply = said(survey, told(survey).state, "1, " + "x" * 5_000).reply

    assert reply is not None
    assert reply.shortened
    assert len(reply.comment) == 4_000
