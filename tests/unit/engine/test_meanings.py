"""Surveys that say one thing and do another are told: rules, pipes, and the codes of languages."""

from dataclasses import replace

import pytest

from services.engine.conversation import start
from services.engine.definition import ElementType, OptionDefinition, SurveyDefinition
from services.engine.language_codes import with_base_languages
from services.engine.survey import compile_survey
from tests.unit.engine.building import (
    choice,
    element,
    opened,
    problems,
    rule,
    said,
    scale,
    survey_of,
    text,
    texts,
    variable,
    warnings,
    when,
)

NPS = element("score", ElementType.NPS)
SURE = element("sure", ElementType.YES_NO)
COLOUR = choice("colour", "red", "blue", "green")

WARNINGS: dict[str, tuple[SurveyDefinition, str, str]] = {
    "more than a scale has": (
        survey_of(NPS, opened("why"), rules=[rule(when("score", "gte", 11))]),
        "rules[0].if.all[0]",
        'No answer to "score" meets this comparison: it is answered by whole numbers from 0 to 10.',
    ),
    "a half on a scale": (
        survey_of(NPS, opened("why"), rules=[rule(when("score", "eq", 7.5))]),
        "rules[0].if.all[0]",
        'No answer to "score" meets this comparison: it is answered by whole numbers from 0 to 10.',
    ),
    "less than a number has": (
        survey_of(
            element("age", ElementType.NUMBER, min=18),
            opened("why"),
            rules=[rule(when("age", "lt", 18))],
        ),
        "rules[0].if.all[0]",
        'No answer to "age" meets this comparison: it is answered by whole numbers from 18.',
    ),
    "a number of yes and no": (
        survey_of(SURE, opened("why"), rules=[rule(when("sure", "gt", 0))]),
        "rules[0].if.all[0]",
        'No answer to "sure" meets this comparison: it is answered by yes or no.',
    ),
    "an option beyond the last": (
        survey_of(COLOUR, opened("why"), rules=[rule(when("colour", "gte", 3))]),
        "rules[0].if.all[0]",
        'No answer to "colour" meets this comparison: its options are counted from 0 to 2.',
    ),
    "conditions that exclude each other": (
        survey_of(
            NPS, opened("why"), rules=[rule(when("score", "gte", 9), when("score", "lte", 6))]
        ),
        "rules[0].if.all",
        'The conditions on "score" never hold together: the rule never matches.',
    ),
    "an answer that there is not": (
        survey_of(
            scale("score", optional=True),
            opened("why"),
            rules=[rule(when("score", "skipped"), when("score", "gte", 1))],
        ),
        "rules[0].if.all",
        'The conditions on "score" never hold together: the rule never matches.',
    ),
    "an option by its place": (
        survey_of(COLOUR, opened("why"), rules=[rule(when("colour", "eq", 1))]),
        "rules[0].if.all[0].value",
        '1 means the option "blue", which customers see as number 2: name it by its id.',
    ),
    "options by their places": (
        survey_of(COLOUR, opened("why"), rules=[rule(when("colour", "in", ["red", 2]))]),
        "rules[0].if.all[0].value",
        '2 means the option "green", which customers see as number 3: name it by its id.',
    ),
    "an answer in a text before it": (
        survey_of(text("hello", text={"en": "So: {{answer.why}}"}), opened("why")),
        "elements[0].text.en",
        '"why" is never asked before this text: nothing is ever piped in.',
    ),
    "an answer in its own error, with a fallback": (
        survey_of(scale("score", error={"en": "Not {{answer.score|that}}."})),
        "elements[0].error.en",
        '"score" is never asked before this text: it always says "that".',
    ),
}


@pytest.mark.parametrize(("definition", "path", "message"), WARNINGS.values(), ids=WARNINGS.keys())
def test_what_means_nothing_is_warned_of(
    definition: SurveyDefinition, path: str, message: str
) -> None:
    assert problems(definition) == ()
    assert [(one.path, one.message) for one in warnings(definition)] == [(path, message)]


PROBLEMS: dict[str, tuple[SurveyDefinition, str, str]] = {
    "a pipe that is never closed": (
        survey_of(opened("why"), text("so", text={"en": "You said {{answer.why. Thanks!"})),
        "elements[1].text.en",
        'A "{{" is never closed by "}}": customers would read it as it stands.',
    ),
    "a pipe closed by one brace": (
        survey_of(opened("why", error={"en": "Hello {{var.name}"})),
        "elements[0].error.en",
        'A "{{" is never closed by "}}": customers would read it as it stands.',
    ),
    "a rule that asks its own question for ever": (
        survey_of(
            scale("score"), opened("why"), rules=[rule(when("score", "answered"), to="score")]
        ),
        "rules[0].then.goTo",
        'From "score" this always leads back to it: the survey never ends.',
    ),
    "a circle that only some get into": (
        survey_of(
            scale("score"),
            opened("why"),
            opened("more"),
            opened("last"),
            rules=[
                rule(when("score", "gte", 5), to="last"),
                rule(when("more", "answered"), to="why"),
            ],
        ),
        "rules[1].then.goTo",
        'From "more" this always leads back to it: the survey never ends.',
    ),
    "two codes of one language": (
        survey_of(opened("why"), languages=("en", "en-GB")),
        "languages[1]",
        '"en" and "en-GB" are one language here: "en".',
    ),
    "a language twice": (
        survey_of(opened("why"), languages=("en", "en")),
        "languages[1]",
        'The language "en" stands here twice.',
    ),
}


@pytest.mark.parametrize(("definition", "path", "message"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_cannot_be_meant_is_a_problem(
    definition: SurveyDefinition, path: str, message: str
) -> None:
    assert (path, message) in [(one.path, one.message) for one in problems(definition)]


FINE: dict[str, SurveyDefinition] = {
    "a comparison on the last number": survey_of(
        NPS, opened("why"), rules=[rule(when("score", "gte", 10))]
    ),
    "an answer that a jump back makes known": survey_of(
        scale("score", text={"en": "Before: {{answer.score|none}}"}),
        opened("why"),
        rules=[rule(when("why", "eq", "again"), to="score")],
    ),
    "a question asked again until it is right": survey_of(
        opened("code"), opened("why"), rules=[rule(when("code", "ne", "42"), to="code")]
    ),
    "braces that are no pipe": survey_of(opened("why", text={"en": "{ } }} {1}"})),
    "a number on a variable": survey_of(
        opened("why"), scale("score"), rules=[rule(variable("age", "gte", 200), at="why")]
    ),
}


@pytest.mark.parametrize("definition", FINE.values(), ids=FINE.keys())
def test_what_means_something_is_left_alone(definition: SurveyDefinition) -> None:
    assert (problems(definition), warnings(definition)) == ((), ())


NORWEGIAN = SurveyDefinition(
    name="To språk",
    default_language="en",
    languages=("en", "nb"),
    elements=(
        element(
            "colour",
            ElementType.DROPDOWN,
            text={"en": "Colour?", "nb": "Farge?"},
            error={"en": "No.", "nb-NO": "Nei."},
            options=(
                OptionDefinition(id="r", text={"en": "Red", "nb": "Rød"}),
                OptionDefinition(id="b", text={"en": "Blue", "nb": "Blå"}),
            ),
        ),
        element("done", ElementType.COMPLETION, text={"en": "Thanks!", "nb": "Takk!"}),
    ),
)


@pytest.mark.parametrize("asked_for", ["no", "nb", "nn", "nb-NO", "no_NO"])
def test_every_norwegian_gets_the_norwegian_text_whatever_it_is_called(asked_for: str) -> None:
    assert problems(NORWEGIAN) == ()
    survey = compile_survey(NORWEGIAN)

    begun = start(survey, language=asked_for)
    wrong = said(survey, begun.state, "gul")
    done = said(survey, begun.state, "blå")

    assert texts(begun) == ["Farge?\n1. Rød\n2. Blå"]
    assert texts(wrong)[0].startswith("Nei.\n")
    assert texts(done) == ["Takk!"]
    assert done.state.answers["colour"].labels == ("Blå",)


def test_a_session_that_began_under_another_code_goes_on() -> None:
    survey = compile_survey(replace(NORWEGIAN, default_language="nb"))
    begun = replace(start(survey, language="").state, language="nb")

    done = said(survey, begun, "blå")

    assert texts(done) == ["Takk!"]
    assert done.state.answers["colour"].labels == ("Blå",)


def test_the_text_of_the_language_itself_goes_before_that_of_a_region() -> None:
    definition = survey_of(opened("why", text={"en-GB": "Colour?", "en": "Color?"}))

    assert with_base_languages(definition).elements[0].text == {"en": "Color?"}


def test_a_definition_that_names_its_languages_so_is_left_as_it_is() -> None:
    definition = survey_of(opened("why"), languages=("en", "no"))

    assert with_base_languages(definition) is definition
