"""Survey files: YAML and JSON of the shape of the REST interface, with every mistake named."""

import json
from pathlib import Path

import pytest

from services.cli import survey_file
from services.cli.survey_file import SurveyFileError, load_survey_file, read_survey_file
from services.engine.problems import TextMeasure, find_problems, find_warnings
from services.text.segments import measure

TYPES = (
    "'text', 'open', 'number', 'scale', 'nps', 'csat', 'ces', 'yesNo', 'dropdown', "
    "'multipleChoice', 'completion' or 'unavailable'"
)
DEMO = Path(survey_file.__file__).with_name("demo_survey.yaml")


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def measured(text: str) -> TextMeasure:
    found = measure(text)
    return TextMeasure(segments=found.segments, unicode_because=found.unicode_because)


def test_the_demo_survey_can_be_published() -> None:
    definition = load_survey_file(DEMO)

    assert definition.name == "After the call"
    assert definition.languages == ("en", "no")
    assert find_problems(definition, measure=measured) == ()
    assert find_warnings(definition, measure=measured) == ()


def test_no_is_a_language_and_not_false(tmp_path: Path) -> None:
    path = written(tmp_path, "a.yaml", "languages: [no, en]\ntexts: {error: {no: Nei, en: yes}}")

    definition = load_survey_file(path)

    assert definition.languages == ("no", "en")
    assert definition.texts == {"error": {"no": "Nei", "en": "yes"}}


def test_true_is_still_true(tmp_path: Path) -> None:
    path = written(tmp_path, "a.yaml", "elements: [{id: a, type: open, optional: true}]")

    assert load_survey_file(path).elements[0].optional is True


def test_json_is_read_too(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", json.dumps({"name": "A", "languages": ["no"]}))

    assert load_survey_file(path).name == "A"


def test_every_place_of_a_wrong_shape_is_named(tmp_path: Path) -> None:
    text = "elements: [{id: a, type: open, optional: 7}, {id: b, type: tree}]\nsize: 3"
    path = written(tmp_path, "a.yaml", text)

    with pytest.raises(SurveyFileError) as caught:
        load_survey_file(path)

    assert str(caught.value).splitlines() == [
        f"{path}:1 a (elements[0].optional): must be true or false",
        f"{path}:1 b (elements[1].type): must be one of {TYPES}",
        f"{path}:2 size: is not a property known here",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("questions: []", '1 questions: is not a property known here; did you mean "elements"?'),
        ("expiry: 5", 'did you mean "expiryHours" in "settings"?'),
        (
            "elements:\n- id: a\n  typ: open",
            "3 a (elements[0].typ): is not a property known here; did",
        ),
        ("elements:\n- {id: a, type: yesno}", 'did you mean "yesNo"?'),
        (
            "elements:\n- id: a\n  text: What?",
            'must say the text in each language: {"en": "What?"}',
        ),
        ("elements:\n- id: a\n  options:\n  - {en: Yes}", 'did you mean "text: {…}"?'),
        ("elements:\n- id: a\n  next: b", 'did you mean a rule, under "rules" of the survey?'),
        ("rules:\n- {id: r, if: {element: a, op: answered}}", 'under "all" or "any"'),
        ("rules:\n- {id: r, if: [{element: a, op: answered}]}", 'must say which of them: {"all"'),
        ("settings: {expiryHours: soon}", "must be a whole number"),
        ("elements:\n- id: a\n  options:\n  - {id: x, text: {en: 5}}", "4 a, option x ("),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_was_meant(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(SurveyFileError) as caught:
        load_survey_file(written(tmp_path, "a.yaml", text))

    assert said in str(caught.value)
    assert "Input should" not in str(caught.value)


def test_a_text_that_a_comment_cuts_off_is_warned_of(tmp_path: Path) -> None:
    text = """\
name: A  # whatever
elements:
  - id: why
    type: dropdown
    text:
      en: What is the #1 reason?
      no: "Hva er grunn #1?"  # in quotes
    options: [{id: a, aliases: [x, y]}]  # no text
"""

    cut = read_survey_file(written(tmp_path, "a.yaml", text)).cut

    assert [(one.path, one.line, one.named) for one in cut] == [("elements[0].text.en", 6, "why")]
    assert 'ends before "#1 reason?"' in cut[0].message


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.yaml", "elements: [", "a.yaml:1:12: is not YAML"),
        ("a.yaml", "name: a\nname: b", 'a.yaml:2:1: "name" is given twice'),
        ("a.json", '{"name": }', "a.json:1:10: is not JSON"),
        ("a.json", '{"name": "a", "name": "b"}', 'a.json: "name" is given twice'),
        ("a.json", '{"name": NaN}', "a.json: NaN is no number"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.yaml", "- 1", "must be an object"),
        ("a.yaml", "", "must be an object"),
        ("a.yaml", "[" * 5_000, "nested too deeply"),
    ],
)
def test_what_is_no_survey_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(SurveyFileError, match=message.replace("[", r"\[")):
        load_survey_file(written(tmp_path, name, text))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurveyFileError, match="cannot be read"):
        load_survey_file(tmp_path / "none.yaml")
