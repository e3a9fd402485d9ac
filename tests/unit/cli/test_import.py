"""`svar import`: what a spreadsheet form becomes, and what is said of what an SMS cannot hold."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from services.cli.check import text_measure
from services.cli.main import build
from services.cli.survey_file import load_survey_file
from services.engine.definition import AnswerFormat, ElementDefinition, ElementType
from services.engine.problems import find_problems
from services.formats import READER
from services.xlsform.form import ImportedForm, read_form
from services.xlsform.remark import FormFileError

HEADERS = ("type", "name", "label", "required", "relevant", "constraint")
CHOICES = (
    ("list_name", "name", "label"),
    ("yn", "1", "Yes"),
    ("yn", "0", "No"),
    ("why", "wait", "The wait"),
    ("why", "help", "The help"),
    ("why", 3, "The price"),
    ("grade", 1, "Bad"),
    ("grade", 2, "Fair"),
    ("grade", 3, "Good"),
)


def written(
    folder: Path,
    *rows: Sequence[object],
    headers: Sequence[str] = HEADERS,
    choices: Sequence[Sequence[object]] = CHOICES,
    settings: Sequence[Sequence[object]] = (),
) -> Path:
    """A workbook with these rows on its sheet `survey`, the headers above."""
    workbook = Workbook()
    for title, content in (
        ("survey", (headers, *rows)),
        ("choices", choices),
        ("settings", settings),
    ):
        sheet = workbook.create_sheet(title)
        for row in content:
            sheet.append(list(row))
    path = folder / "form.xlsx"
    workbook.save(path)
    return path


def imported(folder: Path, *rows: Sequence[object], **sheets: Any) -> ImportedForm:
    return read_form(written(folder, *rows, **sheets))


def only_element(folder: Path, *row: object, **sheets: Any) -> ElementDefinition:
    """The element of a form of one row, from which nothing is left out."""
    form = imported(folder, row, **sheets)
    assert form.left_out == ()
    assert find_problems(form.definition, measure=text_measure) == ()
    return form.definition.elements[0]


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(build(["import"]), ["import", *(str(one) for one in arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("text", "q", "Why?", "yes"), ElementType.OPEN),
        (("integer", "q", "How old?", "yes"), ElementType.NUMBER),
        (("integer", "q", "How old?", "", "", ". >= 18 and . <= 120"), ElementType.NUMBER),
        (("integer", "q", "1-10?", "", "", ". >= 1 and . <= 10"), ElementType.SCALE),
        (("range", "q", "0-10?"), ElementType.SCALE),
        (("select_one why", "q", "Why?"), ElementType.DROPDOWN),
        (("Select one  why", "q", "Why?"), ElementType.DROPDOWN),
        (("select_one yn", "q", "Well?"), ElementType.YES_NO),
        (("select_multiple why", "q", "Why?"), ElementType.MULTIPLE_CHOICE),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_each_type_that_an_sms_can_ask_for_is_taken_over(
    tmp_path: Path, row: tuple[object, ...], kind: ElementType
) -> None:
    assert only_element(tmp_path, *row).type is kind


def test_a_note_is_a_text(tmp_path: Path) -> None:
    form = imported(tmp_path, ("note", "hi", "Hello."), ("text", "q", "Why?"))

    assert form.definition.elements[0].type is ElementType.TEXT


@pytest.mark.parametrize(
    ("label", "constraint", "expected"),
    [
        (
            "The order, as in AB-1234?",
            r"regex(., '^[A-Z]{2}-\d{4}$') and string-length(.) = 7",
            {
                "pattern": r"^[A-Z]{2}-\d{4}$",
                "example": "AB-1234",
                "min_length": 7,
                "max_length": 7,
            },
        ),
        (
            "The order, as in AB-1234?",
            r"regex(., '^[A-Z]{2}-\d{4}$') and string-length(.) <= 7",
            {"pattern": r"^[A-Z]{2}-\d{4}$", "example": "AB-1234", "max_length": 7},
        ),
        (
            "Why?",
            "string-length(.) >= 5 and string-length(.) < 161",
            {"min_length": 5, "max_length": 160},
        ),
        ("Why?", "string-length(.) > 0", {}),
        ("Mail?", "regex(., '[^@]+@[^@]+')", {"format": AnswerFormat.EMAIL}),
        ("Why?", "regex(., '(?=a)b')", None),
        ("Why?", ". != 'x'", None),
        ("Why?", "regex(., 'a') or regex(., 'b')", None),
    ],
)
def test_what_a_constraint_demands_of_a_text_is_a_pattern_lengths_or_an_address(
    tmp_path: Path, label: str, constraint: str, expected: dict[str, object] | None
) -> None:
    form = imported(tmp_path, ("text", "q", label, "yes", "", constraint))
    element = form.definition.elements[0]

    names = ("format", "pattern", "example", "min_length", "max_length")
    found = {name: getattr(element, name) for name in names if getattr(element, name) is not None}
    assert found == (expected or {})
    assert [str(one.place) for one in form.left_out] == (
        ["survey, row 2, column F (constraint)"] if expected is None else []
    )
    assert find_problems(form.definition, measure=text_measure, reader=READER) == ()


def test_the_example_of_a_pattern_may_have_a_column_of_its_own(tmp_path: Path) -> None:
    headers = (*HEADERS, "example")
    row = ("text", "q", "Which order?", "", "", r"regex(., '\d{4}')", "1234")

    element = only_element(tmp_path, *row, headers=headers)

    assert (element.pattern, element.example) == (r"\d{4}", "1234")


@pytest.mark.parametrize("kind", ["select_one why", "select_multiple why"])
def test_choices_in_a_random_order_are_shuffled(tmp_path: Path, kind: str) -> None:
    headers = (*HEADERS, "parameters")
    row = (kind, "q", "Why?", "", "", "")

    shuffled = only_element(tmp_path, *row, "randomize=true, seed=5", headers=headers)
    plain = only_element(tmp_path, *row, "randomize=false", headers=headers)

    assert (shuffled.shuffle_options, plain.shuffle_options) == (True, False)


def test_parameters_may_have_commas_between(tmp_path: Path) -> None:
    row = ("range", "q", "1-5?", "", "", "", "start=1, end=5, step=1")

    element = only_element(tmp_path, *row, headers=(*HEADERS, "parameters"))

    assert (element.min, element.max) == (1, 5)


def test_a_date_is_an_open_question_with_that_format(tmp_path: Path) -> None:
    assert only_element(tmp_path, "date", "q", "When?").format is AnswerFormat.DATE


@pytest.mark.parametrize(
    ("constraint", "bounds"),
    [
        (". > 0 and . < 11", (1, 10)),
        ("1 <= . and 10 >= .", (1, 10)),
        (". >= 2 and (. <= 5)", (2, 5)),
        (".>=0.5 and .<='9.5'", (1, 9)),
    ],
)
def test_a_constraint_that_is_a_range_becomes_the_bounds(
    tmp_path: Path, constraint: str, bounds: tuple[int, int]
) -> None:
    form = imported(tmp_path, ("integer", "q", "Well?", "", "", constraint))
    element = form.definition.elements[0]

    assert (element.min, element.max) == bounds


def test_what_is_not_required_is_optional(tmp_path: Path) -> None:
    rows = [("text", f"q{at}", "Why?", required) for at, required in enumerate(["yes", True, "no"])]

    elements = imported(tmp_path, *rows).definition.elements

    assert [element.optional for element in elements[:3]] == [False, False, True]


def test_the_number_of_choices_is_bounded_by_the_constraint(tmp_path: Path) -> None:
    row = ("select_multiple why", "q", "Why?", "", "", "count-selected(.) <= 2")

    assert only_element(tmp_path, *row).max_selections == 2
    assert only_element(tmp_path, *row[:3]).max_selections == 3


def test_labels_in_several_languages_hints_and_answers_in_labels(tmp_path: Path) -> None:
    form = imported(
        tmp_path,
        ("integer", "score", "Score?", "Poeng?", "Any number", "", "A number!", "Et tall!"),
        ("text", "why", "Why ${score}?", "Hvorfor ${score}?", "", "", "", ""),
        headers=(
            *("type", "name", "label::English (en)", "label::Norsk (nb)"),
            *("hint::English (en)", "hint::Norsk (nb)"),
            *("constraint_message::English (en)", "constraint_message::Norsk (nb)"),
        ),
        settings=[("form_title", "default_language"), ("Scores", "Norsk (nb)")],
    )

    score, why, done = form.definition.elements
    assert form.remarks == ()
    assert (form.definition.name, form.definition.languages) == ("Scores", ("no", "en"))
    assert score.text == {"en": "Score?\nAny number", "no": "Poeng?"}
    assert score.error == {"en": "A number!", "no": "Et tall!"}
    assert why.text["no"] == "Hvorfor {{answer.score}}?"
    assert done.text == {"no": "Takk for svarene.", "en": "Thank you for your answers."}
    assert find_problems(form.definition, measure=text_measure) == ()


def test_a_message_in_one_language_stands_for_the_others_until_it_is_translated(
    tmp_path: Path,
) -> None:
    form = imported(
        tmp_path,
        ("integer", "score", "Score?", "Poeng?", ". >= 0 and . <= 10", "A number!"),
        headers=(
            *("type", "name", "label::English (en)", "label::Norsk (nb)"),
            *("constraint", "constraint_message::English (en)"),
        ),
    )

    score, _ = form.definition.elements
    assert score.error == {"en": "A number!", "no": "A number!"}
    nps, lent = [remark.message for remark in form.remarks]
    assert form.left_out == ()
    assert "make its type nps" in nps
    assert lent.startswith("There is none in no: the one in en stands there")
    assert find_problems(form.definition, measure=text_measure) == ()


def test_a_file_that_is_there_is_overwritten_only_when_asked(tmp_path: Path) -> None:
    form = written(tmp_path, ("integer", "score", "Score?"))
    output = tmp_path / "survey.yaml"
    output.write_text("mine")
    arguments = ["import", str(form), "-o", str(output)]

    refused = CliRunner().invoke(build(["import"]), arguments)
    replaced = CliRunner().invoke(build(["import"]), [*arguments, "--overwrite"])

    assert "is there already. Replace it with --overwrite." in str(refused.exception)
    assert replaced.exit_code == 0
    assert output.read_text() != "mine"


def test_the_closing_text_is_the_settings_or_the_last_note_or_a_thank_you(tmp_path: Path) -> None:
    question, note = ("text", "q", "Why?"), ("note", "bye", "Bye.")
    settings = [("completion",), ("All done.",)]

    closings = [
        imported(tmp_path, question, note, settings=settings).definition.elements[-1].text,
        imported(tmp_path, question, note).definition.elements[-1].text,
        imported(tmp_path, question).definition.elements[-1].text,
    ]

    assert [text["en"] for text in closings] == [
        "All done.",
        "Bye.",
        "Thank you for your answers.",
    ]


def test_groups_hand_their_condition_to_what_is_in_them(tmp_path: Path) -> None:
    form = imported(
        tmp_path,
        ("select_one yn", "came", "Did you come?", "yes"),
        ("begin group", "g", "", "", "${came} = '1'"),
        ("integer", "score", "Score?", "yes", "", ". >= 1 and . <= 5"),
        ("text", "why", "Why?", "", "${score} < 3"),
        ("end group",),
        ("text", "more", "More?"),
    )

    assert form.remarks == ()
    assert find_problems(form.definition, measure=text_measure) == ()
    first = form.definition.rules[0]
    assert (first.all[0].element, first.all[0].value, first.go_to) == ("came", True, "score")


@pytest.mark.parametrize(
    "relevant",
    [
        "${came} = '1' and (${grade} > 1 or not(selected(${several}, 'wait')))",
        "selected(${grade}, '2')",
        "${grade} != '' and ${age} >= 18.5",
        "${words} != ‘no’",
        "'3' = ${several}",
    ],
)
def test_conditions_on_every_kind_of_answer_become_rules_without_problems(
    tmp_path: Path, relevant: str
) -> None:
    form = imported(
        tmp_path,
        ("select_one yn", "came", "Did you come?", "yes"),
        ("select_one grade", "grade", "How was it?"),
        ("select_multiple why", "several", "Why?"),
        ("integer", "age", "How old?"),
        ("text", "words", "Words?"),
        ("text", "more", "More?", "", relevant),
    )

    assert form.remarks == ()
    assert form.definition.rules
    assert find_problems(form.definition, measure=text_measure) == ()


@pytest.mark.parametrize(
    ("relevant", "why"),
    [
        ("${age} + 1 > 3", 'cannot be read at "+"'),
        ("${later} = 'x'", 'depends on "later", which is not asked before it'),
        ("${hi} = 'x'", 'depends on "hi", which nobody answers'),
        ("${grade} = '9'", 'names "9", which is no choice of "grade"'),
        ("${age} = 'old'", 'compares a number with "old"'),
        ("count-selected(${several}) > 1", "counts choices"),
        ("regex(${words}, 'a')", "uses regex, which a survey has no rule for"),
        ("${age} = ${age}", "does not compare an answer with a fixed value"),
        ("${age}", 'needs a comparison in the place of "the end"'),
        ("(" * 60 + "${age} = 1" + ")" * 60, "has too many parentheses"),
        ("${grade} > 7", "is never true"),
    ],
)
def test_a_condition_that_no_rule_can_say_leaves_the_row_out_and_says_where(
    tmp_path: Path, relevant: str, why: str
) -> None:
    form = imported(
        tmp_path,
        ("note", "hi", "Hello."),
        ("integer", "age", "How old?"),
        ("select_one grade", "grade", "How was it?"),
        ("select_multiple why", "several", "Why?"),
        ("text", "words", "Words?"),
        ("text", "more", "More?", "", relevant),
        ("text", "later", "Later?"),
    )

    (remark,) = form.left_out
    assert str(remark).startswith("survey, row 7, column E (relevant): The condition ")
    assert why in remark.message
    assert "more" not in {element.id for element in form.definition.elements}


@pytest.mark.parametrize(
    ("row", "place", "why"),
    [
        (("image", "p", "A picture"), "survey, row 3, column A (type)", "asks for a file"),
        (("geopoint", "p", "Where?"), "survey, row 3, column A (type)", "asks for a position"),
        (("decimal", "p", "How much?"), "survey, row 3, column A (type)", "whole numbers only"),
        (("calculate", "p"), "survey, row 3, column A (type)", "calculates"),
        (("tree", "p"), "survey, row 3, column A (type)", "is no type"),
        (("select_one none", "p", "A?"), "survey, row 3, column A (type)", 'no list "none"'),
        (("select_one why or_other", "p", "A?"), "survey, row 3, column A (type)", '"other"'),
        (
            ("text", "p", "A?", "", "", "regex(., 'a')"),
            "survey, row 3, column F (constraint)",
            "needs an example",
        ),
        (
            ("integer", "p", "A?", "", "", ". = 3 or . = 5"),
            "survey, row 3, column F (constraint)",
            "is no plain range",
        ),
        (("text", "p", "A ${x}?"), "survey, row 3, column C (label)", '"x" is not answered'),
        (("text", "q", "Again?"), "survey, row 3, column B (name)", "is the name of a row above"),
    ],
)
def test_what_an_sms_cannot_do_is_named_with_its_cell(
    tmp_path: Path, row: tuple[str, ...], place: str, why: str
) -> None:
    form = imported(tmp_path, ("text", "q", "Why?"), row)

    (remark,) = form.left_out
    assert str(remark.place) == place
    assert why in remark.message
    assert find_problems(form.definition, measure=text_measure) == ()


def test_a_repeat_is_left_out_with_all_that_is_in_it(tmp_path: Path) -> None:
    form = imported(
        tmp_path,
        ("text", "q", "Why?"),
        ("begin_repeat", "r", "Children"),
        ("begin_group", "g", "One"),
        ("image", "p", "A picture"),
        ("end_group",),
        ("end_repeat",),
        ("text", "more", "More?"),
    )

    assert [remark.place.row for remark in form.left_out] == [3]
    assert [element.id for element in form.definition.elements] == ["q", "more", "done"]


def test_what_needs_nothing_done_is_mentioned_and_no_failure(tmp_path: Path) -> None:
    form = imported(
        tmp_path,
        ("start", "start"),
        ("begin_group", "g", "About you"),
        ("text", "q", "Why?", "${x} = 1"),
        ("end_group",),
    )

    assert form.left_out == ()
    assert [remark.place.row for remark in form.remarks] == [2, 3, 4]


def test_a_language_that_cannot_be_told_is_named_with_its_column(tmp_path: Path) -> None:
    form = imported(
        tmp_path,
        ("text", "q", "Why?", "qatlh?"),
        headers=("type", "name", "label", "label::Klingon"),
    )

    assert [str(remark.place) for remark in form.left_out] == [
        "survey, row 1, column D (label::klingon)"
    ]


def test_pictures_beside_questions_and_choices_are_left_out(tmp_path: Path) -> None:
    form = imported(
        tmp_path,
        ("select_one why", "q", "Why?", "why.png"),
        headers=("type", "name", "label", "media::image::English (en)"),
        choices=[("list_name", "name", "label", "image"), ("why", "a", "A", "a.png")],
    )

    assert [str(remark.place) for remark in form.left_out] == [
        "choices, row 2, column D (image)",
        "survey, row 2, column D (media::image::english (en))",
    ]


def test_rows_that_are_empty_or_disabled_are_passed_over(tmp_path: Path) -> None:
    form = imported(
        tmp_path,
        (),
        ("text", "q", "Why?", ""),
        (None, "x", "A remark of the author"),
        ("image", "p", "A picture", "yes"),
        headers=("type", "name", "label", "disabled"),
    )

    assert form.remarks == ()
    assert len(form.definition.elements) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"type,name,label\n"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)

    with pytest.raises(FormFileError, match=r"form\.xlsx: is no \.xlsx workbook"):
        read_form(path)


def test_a_damaged_workbook_is_refused_and_breaks_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, ("text", "q", "Why?"))
    whole = path.read_bytes()

    for start in range(0, len(whole), 97):
        path.write_bytes(whole[:start] + b"#" * 40 + whole[start + 40 :])
        with suppress(FormFileError):
            read_form(path)


def test_a_workbook_without_the_sheet_of_questions_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, headers=("question",))

    with pytest.raises(FormFileError, match='no sheet "survey" with a column "type"'):
        read_form(path)


def test_a_form_becomes_a_survey_file_that_can_be_published(tmp_path: Path) -> None:
    form = written(tmp_path, ("integer", "q", "1-5?", "yes", "", ". >= 1 and . <= 5"))
    output = tmp_path / "survey.yaml"

    code, _, said = run(form, "-o", output)

    assert (code, said) == (0, f"Wrote {output}: 2 elements, 0 rules.\n")
    assert load_survey_file(output) == read_form(form).definition


def test_without_a_file_to_write_the_survey_is_printed(tmp_path: Path) -> None:
    code, printed, said = run(written(tmp_path, ("text", "q", "Why?")))

    assert (code, said) == (0, "")
    assert printed.startswith("name: form\ndefaultLanguage: en\n")


def test_nothing_is_written_when_something_is_left_out_unless_partial(tmp_path: Path) -> None:
    form = written(tmp_path, ("text", "q", "Why?"), ("image", "p", "A picture"))
    output = tmp_path / "survey.yaml"

    code, _, said = run(form, "-o", output)
    assert code == 1
    assert said.startswith("left out  survey, row 3, column A (type): ")
    assert said.endswith("Nothing is written. With --partial the rest is.\n")
    assert not output.exists()

    code, _, _ = run(form, "-o", output, "--partial")
    assert code == 1
    assert len(load_survey_file(output).elements) == 2


def test_problems_of_the_survey_are_shown_with_the_row(tmp_path: Path) -> None:
    code, _, said = run(written(tmp_path, ("text", "q", "Why? " * 250)))

    assert code == 1
    assert "problem  elements[0].text.en (survey, row 2): " in said


def test_scripts_get_remarks_with_their_cells_as_json(tmp_path: Path) -> None:
    code, printed, _ = run(
        "--json", written(tmp_path, ("text", "q", "Why?"), ("image", "p", "A picture"))
    )

    said = json.loads(printed)
    assert code == 1
    assert said["survey"]["elements"][0]["id"] == "q"
    assert said["remarks"][0]["leftOut"] is True
    assert (said["remarks"][0]["sheet"], said["remarks"][0]["row"]) == ("survey", 3)
    assert (said["remarks"][0]["column"], said["remarks"][0]["header"]) == ("A", "type")
