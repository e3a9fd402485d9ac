"""What is legal but costly, or other than an author may think, comes back as a warning."""

from dataclasses import replace

import pytest

from services.engine.definition import ElementType, Metric, OptionDefinition, SurveyDefinition
from tests.unit.engine.building import choice, opened, problems, scale, survey_of, warnings

CASES: dict[str, tuple[SurveyDefinition, str, str]] = {
    "a character that makes a text Unicode": (
        survey_of(opened("why", text={"en": "Why — then?"})),
        "elements[0].text.en",
        '"—" makes the text Unicode: a segment then holds 70 characters, not 160. '
        'Write "-" for "—", and it takes 1.',
    ),
    "two characters with cheaper spellings that save an SMS": (
        survey_of(opened("why", text={"en": "ç" + "x" * 80 + "ŋ"})),
        "elements[0].text.en",
        '"ç" makes the text Unicode: a segment then holds 70 characters, not 160. '
        'Write "c" for "ç" and "n" for "ŋ", and it takes 1 instead of 2.',
    ),
    "a character that nobody sees": (
        survey_of(opened("why", text={"en": "Why\u200b?"})),
        "elements[0].text.en",
        '"U+200B" makes the text Unicode: a segment then holds 70 characters, not 160. '
        'Leave out "U+200B", and it takes 1.',
    ),
    "a character without a cheaper spelling": (
        survey_of(opened("why", text={"en": "Why 😀?"})),
        "elements[0].text.en",
        '"😀" makes the text Unicode: a segment then holds 70 characters, not 160.',
    ),
    "three segments": (
        survey_of(opened("why", text={"en": "x" * 307})),
        "elements[0].text.en",
        "The text takes 3 SMS segments.",
    ),
    "a question too long together with its error": (
        survey_of(scale("score", text={"en": "x" * 900}, error={"en": "Please: one to ten."})),
        "elements[0].error.en",
        "With the question after it the error takes 7 SMS segments.",
    ),
    "a label that is the number of another option": (
        survey_of(choice("rooms", "2", "3")),
        "elements[0].options[0].text.en",
        '"2" is also the number of another option.',
    ),
    "a label that asks for help": (
        survey_of(choice("topic", "Help", "Bill")),
        "elements[0].options[0].text.en",
        '"Help" is a keyword (help) and does not choose this option.',
    ),
    "an alias that stops everything": (
        survey_of(
            replace(
                choice("go", "on"),
                options=(OptionDefinition(id="on", text={"en": "on"}, aliases=("quit",)),),
            )
        ),
        "elements[0].options[0].aliases",
        '"quit" is a keyword (stop) and does not choose this option.',
    ),
    "a metric that does not fit": (
        survey_of(opened("why", metric=Metric.NPS)),
        "elements[0].metric",
        'A question of type open does not count towards "nps".',
    ),
    "a text in the place of no phrase": (
        survey_of(opened("why"), texts={"eror": {"en": "No."}}),
        "texts.eror",
        'There is no built-in text named "eror".',
    ),
    "a dialect that nobody can ask for": (
        replace(survey_of(opened("why")), languages=("en", "nb")),
        "languages[1]",
        'Requests for "nb" are read as "no": name the language so.',
    ),
    "a region that nobody can ask for": (
        replace(survey_of(opened("why")), languages=("en-GB", "en")),
        "languages[0]",
        'Requests for "en-GB" are read as "en": name the language so.',
    ),
    "a language without built-in texts": (
        replace(survey_of(opened("why")), languages=("en", "fo")),
        "languages[1]",
        'There are no built-in texts in "fo": where they are needed, they are English.',
    ),
}


@pytest.mark.parametrize(("definition", "path", "message"), CASES.values(), ids=CASES.keys())
def test_the_warning_is_given(definition: SurveyDefinition, path: str, message: str) -> None:
    assert (path, message) in [(one.path, one.message) for one in warnings(definition)]


def test_a_cheap_survey_has_no_warnings() -> None:
    definition = survey_of(scale("score", metric=Metric.CSAT), choice("rooms", "1", "2"))

    assert warnings(definition) == ()
    assert problems(definition) == ()


def test_each_element_type_takes_its_own_metric() -> None:
    named = (ElementType.NPS, ElementType.CSAT, ElementType.CES)
    elements = [replace(scale(kind.value), type=kind, min=None, max=None) for kind in named]

    assert warnings(survey_of(*elements)) == ()
