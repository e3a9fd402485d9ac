"""The example surveys: without problems, cheap to send, and answered the way their dialogues say."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.check import text_measure
from services.cli.examples_command import FOLDER, SCHEMA, Example, example_surveys
from services.cli.main import build
from services.cli.schema import schema_text
from services.cli.survey_file import load_survey_file
from services.cli.tried_survey import try_survey
from services.engine.definition import SurveyDefinition
from services.engine.elements.wording import written_text
from services.engine.piping import piped
from services.engine.problems import find_problems, find_warnings
from services.engine.survey import compile_survey
from services.formats import READER

EXAMPLES = example_surveys()
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.path.stem)


def sent_texts(definition: SurveyDefinition) -> list[str]:
    """Every text of a survey the way it is sent, in every language."""
    survey = compile_survey(definition, reader=READER)
    return [
        piped(written_text(element, language, show_hints=True, texts=definition.texts))
        for element in survey.sequence
        for language in definition.languages
    ]


SIX = ("en", "no", "sv", "da", "fi", "de")


def test_there_are_four_in_six_languages() -> None:
    assert [example.path.stem for example in EXAMPLES] == [
        "after-the-call",
        "appointment-feedback",
        "call-back",
        "nps-with-follow-up",
    ]
    assert {example.languages for example in EXAMPLES} == {SIX}


def test_the_schema_beside_them_is_the_one_of_this_release() -> None:
    assert (FOLDER / SCHEMA).read_text(encoding="utf-8") == schema_text()


@every_example
def test_an_example_begins_with_the_line_that_tells_editors_of_its_schema(example: Example) -> None:
    first, _ = example.path.read_text(encoding="utf-8").split("\n", 1)

    assert first == f"# yaml-language-server: $schema={SCHEMA}"
    assert "schema" not in example.about


@every_example
def test_an_example_has_neither_problems_nor_warnings(example: Example) -> None:
    definition = load_survey_file(example.path)

    assert find_problems(definition, measure=text_measure, reader=READER) == ()
    assert find_warnings(definition, measure=text_measure, reader=READER) == ()


@every_example
def test_every_message_of_an_example_is_a_single_sms(example: Example) -> None:
    texts = sent_texts(load_survey_file(example.path))

    assert [text for text in texts if text_measure(text).segments > 1] == []


@every_example
def test_an_example_goes_as_its_dialogues_say(example: Example) -> None:
    tried = try_survey(example.path)

    assert [str(one) for held in tried.held for one in held.differences] == []
    assert tried.ok


@every_example
def test_the_dialogues_of_an_example_answer_every_question_in_all_languages_taken_together(
    example: Example,
) -> None:
    questions = set(compile_survey(load_survey_file(example.path)).questions)
    dialogues = [held.written.dialogue for held in try_survey(example.path).held]

    assert {name for one in dialogues for name in one.answers or {}} == questions
    assert {one.language for one in dialogues} == set(SIX)


def test_examples_are_listed_with_what_they_are_for() -> None:
    result = CliRunner().invoke(build(["examples"]), ["examples"])

    assert result.exit_code == 0
    assert (
        "nps-with-follow-up: NPS with follow-up (en, no, sv, da, fi, de)\n  Would you recommend"
        in result.output
    )


def test_examples_written_to_a_folder_can_be_checked_and_tested_there(tmp_path: Path) -> None:
    folder = tmp_path / "surveys"
    runner = CliRunner()

    written = runner.invoke(build(["examples"]), ["examples", "--json", str(folder)])
    tested = runner.invoke(
        build(["test"]), ["test", *(str(path) for path in sorted(folder.glob("*.yaml")))]
    )

    assert written.exit_code == 0
    assert len(json.loads(written.output)["written"]) == 9
    assert tested.exit_code == 0, tested.output


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    own = tmp_path / "after-the-call.yaml"
    own.write_text("mine")

    result = CliRunner().invoke(build(["examples"]), ["examples", str(tmp_path)])

    assert result.exit_code != 0
    assert own.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [own]
