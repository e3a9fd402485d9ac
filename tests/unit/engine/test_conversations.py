"""Every golden conversation of tests/conversations goes exactly as it is written."""

from functools import cache
from pathlib import Path

import pytest

from services.cli.dialogue import Dialogue
from services.cli.rehearsal import hold
from services.cli.survey_file import load_survey_file
from services.engine.problems import TextMeasure, find_problems
from services.engine.survey import Survey, compile_survey
from services.formats import READER
from services.runtime.yaml_reader import read_yaml
from services.text.segments import measure

CONVERSATIONS = Path(__file__).parents[2] / "conversations"


def measured(text: str) -> TextMeasure:
    """The real measure, in the engine's terms."""
    found = measure(text)
    return TextMeasure(segments=found.segments, unicode_because=found.unicode_because)


@cache
def survey_named(name: str) -> Survey:
    """A survey of tests/conversations/surveys, checked as publishing would."""
    definition = load_survey_file(CONVERSATIONS / "surveys" / f"{name}.yaml")
    assert find_problems(definition, measure=measured, reader=READER) == ()
    return compile_survey(definition, reader=READER)


@pytest.mark.parametrize("path", sorted(CONVERSATIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path) -> None:
    dialogue = Dialogue.model_validate(read_yaml(path.read_text(encoding="utf-8")))

    differences = hold(survey_named(dialogue.survey), dialogue)

    assert [str(difference) for difference in differences] == []


def test_a_dialogue_that_goes_otherwise_is_noticed() -> None:
    path = CONVERSATIONS / "main-flow-norwegian.yaml"
    written = read_yaml(path.read_text(encoding="utf-8"))
    assert isinstance(written, dict)
    written["dialogue"][0]["svar"] = "Something else"
    written["state"] = "stopped"

    differences = hold(survey_named("after-the-call"), Dialogue.model_validate(written))

    assert [str(difference) for difference in differences] == [
        "step 1: svar says 'Takk for at du ringte Acme.' instead of 'Something else'",
        "the session ends 'completed' instead of 'stopped'",
    ]
