"""`svar test`: an author's own dialogues, held on a clock of their own and compared."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.dialogue import Dialogue
from services.cli.dialogue_file import load_dialogues, survey_of
from services.cli.main import build
from services.cli.rehearsal import hold
from services.cli.survey_file import SurveyFileError, load_survey_file
from services.engine.survey import compile_survey
from services.formats import READER
from services.runtime.yaml_reader import read_yaml

SURVEY = """
name: Short
defaultLanguage: en
languages: [en]
elements:
  - {id: hello, type: text, text: {en: Hello.}}
  - {id: score, type: scale, min: 1, max: 5, text: {en: "How was it, 1-5?"}}
  - {id: why, type: open, text: {en: "Why?"}}
  - {id: done, type: completion, text: {en: Bye.}}
"""
OPENING = '  - svar: "Hello."\n  - svar: "How was it, 1-5?"\n'


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "short.yaml"
    path.write_text(SURVEY)
    return path


def beside(survey: Path, dialogues: str) -> None:
    survey.with_name("short.dialogues.yaml").write_text(dialogues)


def differences(survey: Path, dialogue: str) -> list[str]:
    """What goes otherwise in a dialogue of this YAML."""
    written = Dialogue.model_validate(read_yaml(dialogue))
    return [
        str(one) for one in hold(compile_survey(load_survey_file(survey), reader=READER), written)
    ]


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(build(["test"]), ["test", *(str(one) for one in arguments)])
    return result.exit_code, result.output


GOOD = """
- name: all is well
  dialogue:
    - svar: "Hello."
    - svar: "How was it, 1-5?"
    - phone: "4"
    - svar: "Why?"
  state: active
"""
OTHERWISE = GOOD.replace("Why?", "Why not?").replace("all is well", "something else")


def test_dialogues_that_go_as_written_are_exit_code_0(survey: Path) -> None:
    beside(survey, GOOD)

    code, output = run(survey)

    assert code == 0
    assert output == f"{survey}\n  ok    all is well\n\n1 dialogue, all as written.\n"


def test_a_difference_is_shown_with_its_line_as_written_and_as_it_is(survey: Path) -> None:
    beside(survey, GOOD + OTHERWISE)
    dialogues = survey.with_name("short.dialogues.yaml")
    line = dialogues.read_text().splitlines().index('    - svar: "Why not?"') + 1

    code, output = run(survey)

    assert code == 1
    assert (
        f"  FAIL  something else\n      {dialogues}:{line}: step 4: svar says\n"
        "        - Why not?\n        + Why?\n"
    ) in output
    assert "2 dialogues, 1 otherwise than written" in output


def test_scripts_get_every_difference_as_json(survey: Path) -> None:
    beside(survey, OTHERWISE)

    code, output = run("--json", survey)

    said = json.loads(output)
    assert code == 1
    assert said["ok"] is False
    (dialogue,) = said["surveys"][0]["dialogues"]
    assert dialogue["differences"] == [
        {"step": 4, "line": 7, "what": "svar says", "written": "Why not?", "found": "Why?"}
    ]


def test_the_dialogues_may_be_named_too_as_a_pattern_of_the_shell_does(survey: Path) -> None:
    beside(survey, GOOD)

    code, output = run(survey.with_name("short.dialogues.yaml"), survey)

    assert code == 0
    assert output.count("all is well") == 1
    assert survey_of(survey.with_name("short.dialogues.yaml")) == survey


def test_a_survey_with_problems_is_not_tried(survey: Path) -> None:
    survey.write_text(SURVEY.replace("max: 5", "max: 1"))
    beside(survey, GOOD)

    code, output = run(survey)

    assert code == 1
    assert f"problem  {survey}:" in output
    assert "(elements[1].min): " in output


@pytest.mark.parametrize(
    ("dialogues", "said"),
    [
        (None, "has no dialogues. Write them to short.dialogues.yaml."),
        ("[]", "holds no dialogue"),
        ("- dialogue: [{svar: A, phone: B}]", "[0].dialogue[0]: needs exactly one of svar, phone"),
        ("- dialogue: [{svar: A, at: 3d}]", "has at, taken or reason"),
        ("- dialogue: [{phone: A, at: soon}]", "must be a length of time such as +3s"),
        ("- dialogue: [{wait: 9999d}]", "must be 1000 days at most"),
        ("- {dialogue: [], answer: {}}", "[0].answer: is not a property known here"),
        ("- dialogue: [{phone: A, taken: maybe}]", "taken: must be one of"),
        ("name: x", "must be a list"),
        ("- [", "is not YAML"),
    ],
)
def test_what_is_no_file_of_dialogues_is_refused_with_the_place(
    survey: Path, dialogues: str | None, said: str
) -> None:
    if dialogues is not None:
        beside(survey, dialogues)

    result = CliRunner().invoke(build(["test"]), ["test", str(survey)])

    assert said in str(result.exception)
    assert type(result.exception).__name__ == "ConfigurationError"


def test_lines_are_found_in_json_too(tmp_path: Path) -> None:
    path = tmp_path / "a.dialogues.json"
    path.write_text('[\n {"dialogue": [\n  {"svar": "A"},\n  {"phone": "B"}]}]')

    (written,) = load_dialogues(path)

    assert (written.name, written.line, written.step_lines) == ("dialogue 1", 2, (3, 4))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurveyFileError, match="cannot be read"):
        load_dialogues(tmp_path / "none.dialogues.yaml")


def test_a_language_that_the_survey_is_not_in_is_a_difference(survey: Path) -> None:
    beside(survey, GOOD.replace("  dialogue:", "  language: de\n  dialogue:"))

    code, output = run(survey)

    assert code == 1
    assert "the survey has no such language\n        - de" in output


def test_waiting_takes_no_time_and_ends_what_nobody_answers(survey: Path) -> None:
    dialogue = f"dialogue:\n{OPENING}  - wait: 71h\n  - phone: '5'\n  - svar: 'Why?'\n"

    assert differences(survey, f"{dialogue}state: active") == []
    assert differences(survey, f"{dialogue}  - wait: 3d\nstate: expired") == []


def test_expiry_is_decided_by_the_clock_of_the_dialogue(survey: Path) -> None:
    dialogue = f"""
expiry: 2h
dialogue:
{OPENING}
  - {{phone: "5", at: +3d, taken: late}}
  - svar: "This survey is over and takes no more answers."
state: expired
answers: {{}}
"""

    assert differences(survey, dialogue) == []


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ("- svar: Hello.", ["svar also says 'How was it, 1-5?'"]),
        (
            "- svar: Hello.\n- svar: Extra\n- svar: 'How was it, 1-5?'",
            ["step 2: svar does not say 'Extra'"],
        ),
        (
            "- svar: Hello.\n- {svar: 'How was it, 1-5?', after: 3s}",
            ["step 2: the pause is '2s' instead of '3s'"],
        ),
        ("- svar: 'How was it, 1-5?'", ["svar also says 'Hello.'"]),
    ],
    ids=["said besides", "not said", "another pause", "one missing before"],
)
def test_messages_are_compared_as_a_sequence(survey: Path, steps: str, found: list[str]) -> None:
    assert differences(survey, f"dialogue:\n{steps}") == found


def test_what_becomes_of_replies_is_compared(survey: Path) -> None:
    dialogue = f"dialogue:\n{OPENING}  - {{phone: '9', taken: answer, reason: not_a_number}}\n"

    assert differences(survey, dialogue)[:2] == [
        "step 3: the reply is taken as 'invalid' instead of 'answer'",
        "step 3: the reply is refused as 'out_of_range' instead of 'not_a_number'",
    ]


def test_state_answers_and_comments_are_compared_at_the_end(survey: Path) -> None:
    dialogue = (
        f"dialogue:\n{OPENING}  - phone: '4, fine'\n  - svar: 'Why?'\n"
        "state: completed\nanswers: {score: true, why: x}\ncomments: {score: good}"
    )

    assert differences(survey, dialogue) == [
        "the session ends 'active' instead of 'completed'",
        "the answer to score is '4' instead of 'true'",
        "the answer to why is 'none' instead of '\"x\"'",
        "the comment on score is '\"fine\"' instead of '\"good\"'",
    ]


def test_a_reaction_to_a_message_of_the_dialogue_is_known(survey: Path) -> None:
    dialogue = f"dialogue:\n{OPENING}  - {{phone: 'Liked “How was it, 1-5?”', taken: reaction}}"

    assert differences(survey, dialogue) == []
