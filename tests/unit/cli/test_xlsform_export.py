"""A form made of a survey shows everybody what the conversation would, and says what it cannot hold."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from services.cli.check import text_measure
from services.cli.examples_command import FOLDER, Example, example_surveys
from services.cli.main import build
from services.cli.survey_file import load_survey_file
from services.engine.definition import (
    AnswerFormat,
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    Metric,
    Operator,
    OptionDefinition,
    Settings,
    SurveyDefinition,
)
from services.engine.problems import find_problems
from services.formats import READER
from services.xlsform.export.form import ExportedForm, export_form
from services.xlsform.export.workbook import write_workbook
from services.xlsform.form import read_form
from services.xlsform.sheet import Row
from tests.unit.cli.test_xlsform_flow import REPLIES, definition_of, forms, walked
from tests.unit.engine.building import (
    choice,
    element,
    opened,
    rule,
    scale,
    survey_of,
    text,
    variable,
    when,
)


def rows_of(sheet: Sequence[Sequence[str]], language: str = "English (en)") -> list[Row]:
    """The rows of a sheet as a form tool reads them, in one language."""
    headers = [one.removesuffix(f"::{language}") for one in sheet[0]]
    return [
        Row(
            sheet="survey",
            number=number,
            cells={name: cell for name, cell in zip(headers, row, strict=True) if cell},
            columns={},
        )
        for number, row in enumerate(sheet[1:], start=2)
    ]


def only_row(question: ElementDefinition) -> Row:
    """The row that a question becomes."""
    return rows_of(export_form(survey_of(question)).survey)[0]


def left_out(form: ExportedForm) -> list[tuple[str, str]]:
    return [(one.path, one.message) for one in form.left_out]


@given(rows=forms(), choose=st.data())
@settings(max_examples=40, deadline=None)
def test_the_form_of_a_survey_shows_what_the_conversation_does(
    rows: list[Row], choose: st.DataObject
) -> None:
    exported = export_form(definition_of(rows))
    # So many rules may lead past an element that it cannot be said; then it is.
    assume(not exported.left_out)
    replies: dict[str, tuple[str, str] | None] = {}
    for one in rows:
        if one.text("type") != "note":
            written = choose.draw(st.sampled_from(sorted(REPLIES[one.text("type")].items())))
            passes = not one.text("required") and choose.draw(st.booleans())
            replies[one.text("name")] = None if passes else written
    named = {
        name: None if reply is None else (reply[0], {"y": "yes", "n": "no"}.get(reply[1], reply[1]))
        for name, reply in replies.items()
    }

    shown = walked(rows_of(exported.survey), named)

    # The form's own last note, and the end that the walk adds to every form.
    assert shown == [*walked(rows, replies), "Bye"]


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        (text("q"), {"type": "note"}),
        (opened("q"), {"type": "text", "required": "yes"}),
        (opened("q", optional=True), {"type": "text", "required": "no"}),
        (opened("q", format=AnswerFormat.DATE), {"type": "date"}),
        (
            opened("q", format=AnswerFormat.EMAIL),
            {"type": "text", "constraint": "regex(., '[^@ ]+@[^@ ]+[.][^@ ]+')"},
        ),
        (
            opened("q", pattern=r"\d{4}'?", example="1234", min_length=4),
            {"constraint": r"""regex(., "\d{4}'?") and string-length(.) >= 4""", "example": "1234"},
        ),
        (element("q", ElementType.NUMBER, min=18), {"type": "integer", "constraint": ". >= 18"}),
        (scale("q", 1, 5), {"type": "integer", "constraint": ". >= 1 and . <= 5"}),
        (element("q", ElementType.YES_NO), {"type": "select_one yes_no"}),
        (choice("q", "red", "blue"), {"type": "select_one q"}),
        (
            choice("q", "red", "blue", "green", max_selections=2),
            {"type": "select_multiple q", "constraint": "count-selected(.) <= 2"},
        ),
        (choice("q", "red", "blue", shuffle_options=True), {"parameters": "randomize=true"}),
        (opened("1st one"), {"name": "_1st_one"}),
    ],
    ids=lambda one: one.type if isinstance(one, ElementDefinition) else "",
)
def test_each_question_is_a_row_of_the_type_that_fits(
    question: ElementDefinition, cells: dict[str, str]
) -> None:
    row = only_row(question)

    assert {name: row.text(name) for name in cells} == cells


def test_what_the_ends_of_a_scale_mean_stands_in_the_hint() -> None:
    row = only_row(scale("q", 1, 5, min_label={"en": "bad"}, max_label={"en": "good"}))

    assert row.text("hint") == "1 = bad, 5 = good"


def test_answers_are_piped_in_and_variables_give_way_to_what_stands_in_for_them() -> None:
    later = opened("later", text={"en": "Why {{answer.score}}, {{var.name|dear customer}}?"})

    form = export_form(survey_of(scale("score"), later))

    assert rows_of(form.survey)[1].text("label") == "Why ${score}, dear customer?"
    message = "A form has no variables: what stands in for them is written there."
    assert left_out(form) == [("elements[1].text", message)]


def test_rules_become_when_a_row_is_relevant() -> None:
    definition = survey_of(
        scale("score"),
        opened("bad"),
        opened("good"),
        rules=[
            rule(when("score", "gte", 9), to="good"),
            rule(when("bad", "answered")),
        ],
    )

    _, bad, good, done = rows_of(export_form(definition).survey)

    assert bad.text("relevant") == "not(${score} >= 9)"
    assert good.text("relevant") == "not(${bad} != '')"
    assert done.text("relevant") == ""


@pytest.mark.parametrize(
    ("definition", "path", "message"),
    [
        (
            survey_of(scale("a"), opened("b"), rules=[rule(when("b", "eq", "x"), to="a")]),
            "rules[0]",
            "The rule leads back, and forms only go forward. It is left out.",
        ),
        (
            survey_of(opened("a"), opened("b"), rules=[rule(variable("v", "eq", "x"), at="a")]),
            "rules[0]",
            "The rule compares a variable, which a form does not have. It is left out.",
        ),
        (
            survey_of(
                choice("a", "red", "blue"), opened("b"), rules=[rule(when("a", "gt", 0), to="done")]
            ),
            "rules[0]",
            'The rule compares "a" by size, which the form cannot. It is left out.',
        ),
        (
            survey_of(
                opened("a"),
                opened("b"),
                rules=[
                    rule(
                        ConditionDefinition(op=Operator.EQ, split="half", percent=50),
                        to="done",
                        at="a",
                    )
                ],
            ),
            "rules[0]",
            "The rule holds for a share of the customers, whom a form does not tell apart. "
            "It is left out.",
        ),
        (
            survey_of(scale("a", metric=Metric.CSAT)),
            "elements[0].metric",
            "A form counts towards no figure such as csat.",
        ),
        (
            survey_of(element("a", ElementType.NUMBER, unit="years")),
            "elements[0].unit",
            "A form takes numbers without their unit.",
        ),
        (
            survey_of(opened("a", format=AnswerFormat.PHONE)),
            "elements[0].format",
            "A form knows no phone: it takes any text.",
        ),
        (
            survey_of(opened("a", error={"en": "No."})),
            "elements[0].error",
            "A form says what is wrong only where it has a constraint.",
        ),
        (
            survey_of(
                replace(
                    choice("a", "red"),
                    options=(OptionDefinition(id="r", text={"en": "red"}, aliases=("rot",)),),
                )
            ),
            "elements[0].options[0].aliases",
            "In a form an option is chosen, not written: it has no aliases.",
        ),
        (
            survey_of(opened("a"), element("late", ElementType.UNAVAILABLE)),
            "elements[1]",
            "A form has nothing to say to who answers late: the element is left out.",
        ),
        (
            survey_of(opened("a"), texts={"error": {"en": "No."}}),
            "texts.error",
            "A form has texts of its own for what is wrong: this one is left out.",
        ),
        (
            survey_of(opened("a"), settings=Settings(expiry_hours=48)),
            "settings.expiryHours",
            "A form has no such setting.",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) and " " not in one else "",
)
def test_what_no_form_can_hold_is_named_with_its_place(
    definition: SurveyDefinition, path: str, message: str
) -> None:
    assert left_out(export_form(definition)) == [(path, message)]


def test_a_survey_that_a_form_can_hold_comes_back_as_it_was(tmp_path: Path) -> None:
    survey = tmp_path / "survey.yaml"
    survey.write_text(
        """
name: Orders
defaultLanguage: en
languages: [en, "no"]
elements:
  - {id: again, type: yesNo, text: {en: "Again?", "no": "Igjen?"}}
  - {id: when, type: open, format: date, text: {en: "When?", "no": "Når?"}}
  - id: order
    type: open
    pattern: '[A-Z]{2}-\\d{4}'
    example: AB-1234
    maxLength: 7
    text: {en: "Which order?", "no": "Hvilken ordre?"}
  - {id: bye, type: completion, text: {en: "Bye", "no": "Ha det"}}
rules:
  - {id: never, if: {all: [{element: again, op: eq, value: false}]}, then: {complete: true}}
""",
        encoding="utf-8",
    )
    workbook = tmp_path / "form.xlsx"

    made = CliRunner().invoke(build(["form"]), ["form", str(survey), "-o", str(workbook)])
    back = read_form(workbook)

    assert made.exit_code == 0, made.output
    assert back.remarks == ()
    before = load_survey_file(survey)
    assert back.definition.elements == before.elements
    assert (back.definition.name, back.definition.languages) == (before.name, before.languages)


def test_the_command_writes_nothing_that_is_not_whole_unless_asked(tmp_path: Path) -> None:
    survey, workbook = FOLDER / "call-back.yaml", tmp_path / "form.xlsx"
    arguments = ["form", str(survey), "-o", str(workbook)]

    refused = CliRunner().invoke(build(["form"]), arguments)
    assert not workbook.exists()
    partly = CliRunner().invoke(build(["form"]), [*arguments, "--partial"])
    again = CliRunner().invoke(build(["form"]), [*arguments, "--partial"])

    assert (refused.exit_code, partly.exit_code) == (1, 1)
    assert "phone (elements[2].format): A form knows no phone" in refused.stderr
    assert "is there already" in str(again.exception)
    assert openpyxl.load_workbook(workbook).sheetnames == ["survey", "choices", "settings"]


@pytest.mark.parametrize("example", example_surveys(), ids=lambda one: one.path.stem)
def test_every_example_can_be_published_after_it_went_out_as_a_form_and_came_back(
    example: Example, tmp_path: Path
) -> None:
    definition, workbook = load_survey_file(example.path), tmp_path / "form.xlsx"

    write_workbook(export_form(definition), workbook)
    back = read_form(workbook).definition

    assert find_problems(back, measure=text_measure, reader=READER) == ()
    assert [one.id for one in back.elements] == [
        one.id for one in definition.elements if one.type is not ElementType.UNAVAILABLE
    ]
