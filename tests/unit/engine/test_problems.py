"""Every problem that publishing refuses is found, at its place and in a plain sentence."""

from dataclasses import replace

import pytest

from services.engine.definition import (
    ElementType,
    OptionDefinition,
    RuleDefinition,
    Settings,
    SurveyDefinition,
)
from services.engine.survey import compile_survey
from tests.unit.engine.building import (
    DONE,
    choice,
    element,
    opened,
    problems,
    rule,
    scale,
    survey_of,
    text,
    when,
)

TWO_LANGUAGES = ("en", "no")
COLOURS = choice("colour", "red", "blue")

CASES: dict[str, tuple[SurveyDefinition, str, str]] = {
    "no question": (survey_of(text("hello")), "elements", "The survey asks no question."),
    "more elements than anybody answers": (
        survey_of(*(opened(f"why{number}") for number in range(500))),
        "elements",
        "A survey has at most 500 elements.",
    ),
    "more rules than anybody reads": (
        survey_of(
            scale("score", 1, 900),
            opened("why"),
            rules=[rule(when("score", "eq", 1), id=str(number)) for number in range(1_001)],
        ),
        "rules",
        "A survey has at most 1000 rules.",
    ),
    "options on an open question": (
        survey_of(opened("why", options=(OptionDefinition(id="a"),))),
        "elements[0].options",
        '"options" means nothing on an element of type open; it belongs to dropdown, multipleChoice.',
    ),
    "a bound on a choice": (
        survey_of(replace(COLOURS, max=5)),
        "elements[0].max",
        '"max" means nothing on an element of type multipleChoice; it belongs to number, scale, nps, csat, ces.',
    ),
    "an error of what asks nothing": (
        survey_of(text("hello", error={"en": "No."}), opened("why")),
        "elements[0].error",
        '"error" belongs to questions, and a text asks nothing.',
    ),
    "a unit on a scale": (
        survey_of(scale("score", unit="times")),
        "elements[0].unit",
        '"unit" means nothing on an element of type scale; it belongs to number.',
    ),
    "no completion": (
        replace(survey_of(), elements=(opened("why"),)),
        "elements",
        "The survey has no completion, its closing text.",
    ),
    "two completions": (
        survey_of(opened("why"), element("bye", ElementType.COMPLETION)),
        "elements[2]",
        "A survey has only one completion.",
    ),
    "completion not last": (
        replace(survey_of(), elements=(opened("why"), DONE, text("after"))),
        "elements[1]",
        "The completion must be the last element of the sequence.",
    ),
    "two unavailable texts": (
        survey_of(
            element("over", ElementType.UNAVAILABLE),
            opened("why"),
            element("shut", ElementType.UNAVAILABLE),
        ),
        "elements[2]",
        "A survey has at most one unavailable text.",
    ),
    "a text missing in a language": (
        replace(survey_of(opened("why", text={"en": "Why?", "no": " "})), languages=TWO_LANGUAGES),
        "elements[0].text.no",
        'The text in "no" is missing.',
    ),
    "a label missing in a language": (
        replace(survey_of(COLOURS), languages=TWO_LANGUAGES),
        "elements[0].options[1].text.no",
        'The text in "no" is missing.',
    ),
    "an error text missing in a language": (
        replace(survey_of(scale("score", error={"en": "No."})), languages=TWO_LANGUAGES),
        "elements[0].error.no",
        'The text in "no" is missing.',
    ),
    "a replaced phrase missing in a language": (
        replace(survey_of(opened("why"), texts={"error": {"no": "Nei."}}), languages=TWO_LANGUAGES),
        "texts.error.en",
        'The text in "en" is missing.',
    ),
    "no language": (
        survey_of(opened("why"), languages=()),
        "languages",
        "The survey has no language.",
    ),
    "a malformed language": (
        survey_of(opened("why"), languages=("en", "Norsk!")),
        "languages[1]",
        '"Norsk!" is no language code.',
    ),
    "an unknown default language": (
        survey_of(opened("why"), default_language="sv"),
        "defaultLanguage",
        'The default language "sv" is not one of its languages.',
    ),
    "no default language": (
        survey_of(opened("why"), default_language=""),
        "defaultLanguage",
        "The survey does not say which of its languages is the default.",
    ),
    "two elements with one id": (
        survey_of(opened("why"), scale("why")),
        "elements[1].id",
        'Two elements have the id "why".',
    ),
    "an element without an id": (
        survey_of(opened("why"), opened("")),
        "elements[1].id",
        "This element has no id.",
    ),
    "two rules with one id": (
        survey_of(
            scale("score"),
            rules=[
                RuleDefinition(id="r", all=(when("score", "eq", 1),), complete=True),
                RuleDefinition(id="r", all=(when("score", "eq", 2),), complete=True),
            ],
        ),
        "rules[1].id",
        'Two rules have the id "r".',
    ),
    "a choice without options": (
        survey_of(choice("colour")),
        "elements[0].options",
        "A choice needs options.",
    ),
    "two options with one id": (
        survey_of(
            element(
                "colour",
                ElementType.DROPDOWN,
                options=(
                    OptionDefinition(id="x", text={"en": "red"}),
                    OptionDefinition(id="x", text={"en": "blue"}),
                ),
            )
        ),
        "elements[0].options[1].id",
        'Two options have the id "x".',
    ),
    "an option that stops everything": (
        survey_of(choice("end", "go on", "Stop!")),
        "elements[0].options[1].text.en",
        'The label "Stop!" is a word that ends all surveys to a phone.',
    ),
    "two options with one label": (
        survey_of(choice("colour", "Red", "red ")),
        "elements[0].options[1].text.en",
        'Options 1 and 2 have the same label "red ".',
    ),
    "more selections than options": (
        survey_of(choice("colour", "red", "blue", max_selections=3)),
        "elements[0].maxSelections",
        "maxSelections must lie between 1 and the number of options.",
    ),
    "a dropdown of several": (
        survey_of(replace(COLOURS, type=ElementType.DROPDOWN, max_selections=2)),
        "elements[0].maxSelections",
        "A dropdown is answered by exactly one option.",
    ),
    "min is max": (
        survey_of(scale("score", 5, 5)),
        "elements[0].min",
        "min (5) must be smaller than max (5).",
    ),
    "min over max on a number": (
        survey_of(element("age", ElementType.NUMBER, min=9, max=1)),
        "elements[0].min",
        "min (9) must be smaller than max (1).",
    ),
    "a scale without bounds": (
        survey_of(scale("score", max=None)),
        "elements[0]",
        "A scale needs both min and max.",
    ),
    "a named scale with other bounds": (
        survey_of(element("score", ElementType.CSAT, max=10)),
        "elements[0]",
        "A csat question always goes from 1 to 5; use a scale.",
    ),
    "a text over six segments": (
        survey_of(opened("why", text={"en": "x" * 919})),
        "elements[0].text.en",
        "The text takes 7 SMS segments; 6 is the most.",
    ),
    "options that make a text too long": (
        survey_of(choice("colour", "r" * 450, "b" * 470)),
        "elements[0].text.en",
        "The text takes 7 SMS segments; 6 is the most.",
    ),
    "a pipe to an unknown answer": (
        survey_of(opened("why"), text("so", text={"en": "You said {{answer.who|x}}."})),
        "elements[1].text.en",
        'The text pipes in the answer to "who", which is no question.',
    ),
    "a pipe to a text": (
        survey_of(text("hello"), opened("why", text={"en": "{{answer.hello}}?"})),
        "elements[1].text.en",
        'The text pipes in the answer to "hello", which is no question.',
    ),
    "a pipe to nothing known": (
        survey_of(opened("why", text={"en": "Why, {{name}}?"})),
        "elements[0].text.en",
        'The text pipes in "name"; only answer.<element id> and var.<key> are known.',
    ),
    "a pipe in a label": (
        survey_of(choice("colour", "red", "{{var.x}}")),
        "elements[0].options[1].text",
        "Nothing can be piped into the label of an option.",
    ),
    "an expiry over 14 days": (
        survey_of(opened("why"), settings=Settings(expiry_hours=337)),
        "settings.expiryHours",
        "expiryHours must lie between 1 and 336.",
    ),
    "no reply allowed": (
        survey_of(opened("why"), settings=Settings(invalid_reply_limit=0)),
        "settings.invalidReplyLimit",
        "invalidReplyLimit must lie between 1 and 20.",
    ),
}


@pytest.mark.parametrize(("definition", "path", "message"), CASES.values(), ids=CASES.keys())
def test_the_problem_is_found(definition: SurveyDefinition, path: str, message: str) -> None:
    found = problems(definition)

    assert (path, message) in [(finding.path, finding.message) for finding in found]


def test_all_problems_come_at_once() -> None:
    definition = survey_of(
        scale("score", 3, 1), choice("colour"), scale("score"), default_language="sv"
    )

    assert {finding.path for finding in problems(definition)} == {
        "defaultLanguage",
        "elements[0].min",
        "elements[1].options",
        "elements[2].id",
    }


def test_an_empty_draft_has_problems_and_raises_nothing() -> None:
    assert len(problems(SurveyDefinition())) == 4


GOOD: dict[str, SurveyDefinition] = {
    "six segments": survey_of(opened("why", text={"en": "x" * 918})),
    "every score has its own branch": survey_of(
        scale("score"),
        opened("low"),
        opened("middle"),
        opened("high"),
        rules=[
            rule(when("score", "lte", 3), to="low"),
            rule(when("score", "between", [4, 7]), to="middle"),
            rule(when("score", "gt", 7), to="high"),
        ],
    ),
    "a jump back to a question": survey_of(
        scale("score"), opened("why"), rules=[rule(when("why", "eq", "again"), to="score")]
    ),
    "a skipped question passes the rule": survey_of(
        scale("score", optional=True),
        opened("why"),
        rules=[rule(when("score", "answered"))],
    ),
    "a rule on an answer and a later one": survey_of(
        scale("first"),
        scale("second"),
        opened("why"),
        rules=[rule(when("first", "gt", 5), when("second", "gt", 5))],
    ),
    "a rule on an earlier answer": survey_of(
        scale("first"),
        scale("second"),
        opened("why"),
        rules=[rule(when("first", "gt", 5), at="second")],
    ),
    "a jump to the completion": survey_of(
        scale("first"), opened("why"), rules=[rule(when("first", "gt", 5), to="done")]
    ),
    "an answer in a text before it": survey_of(
        opened("why", text={"en": "Not {{answer.score|known}} yet"}), scale("score")
    ),
    "numbers that a rule nearly covers": survey_of(
        element("age", ElementType.NUMBER),
        opened("why"),
        rules=[
            RuleDefinition(id="r", any=(when("age", "lt", 5), when("age", "gt", 5)), complete=True)
        ],
    ),
}


@pytest.mark.parametrize("definition", GOOD.values(), ids=GOOD.keys())
def test_what_is_good_has_no_problems(definition: SurveyDefinition) -> None:
    assert problems(definition) == ()
    compile_survey(definition)
