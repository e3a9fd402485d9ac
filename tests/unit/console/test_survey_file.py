"""Survey files as the console takes them: what is in one is in the definition, or is refused with its place."""

from pathlib import Path

import pytest
from svar.surveys.v1 import survey_pb2 as pb

from services.cli.survey_file import load_survey_file
from services.console.editor.survey_file import read_survey
from services.contracts.survey_codec import definition_from_proto
from services.runtime.errors import ServiceError

CLI = Path(__file__).parents[3] / "services" / "cli"
FILES = [
    CLI / "demo_survey.yaml",
    *(one for one in sorted((CLI / "examples").glob("*.yaml")) if "dialogues" not in one.name),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_means_what_it_means_to_the_command_line(path: Path) -> None:
    read = read_survey(path.read_text("utf-8"))

    assert definition_from_proto(read) == load_survey_file(path)


def test_json_is_a_file_as_well() -> None:
    read = read_survey('{"name": "After", "elements": [{"id": "why", "type": "yesNo"}]}')

    assert (read.name, read.elements[0].type) == ("After", pb.ELEMENT_TYPE_YES_NO)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: [", "line 1"),
        ("- name", "no elements"),
        ("elements: {}", "elements Must be a list."),
        ("elements: [why]", "elements[0] Must have parts with names."),
        ("elements: [{type: rubbish}]", 'elements[0].type "rubbish" is not known.'),
        ("elements: [{type: unspecified}]", 'elements[0].type "unspecified" is not known.'),
        ("elements: [{colour: red}]", "elements[0].colour There is nothing of this name."),
        ("elements: [{text: Hello}]", "elements[0].text Must say the text in each language"),
        ("elements: [{text: {en: 5}}]", "elements[0].text.en Must be a text."),
        ("elements: [{min: x}]", "elements[0].min Must be a whole number."),
        ("elements: [{min: 9999999999}]", "elements[0].min Must be from"),
        ("settings: {showHints: 1}", "settings.showHints Must be true or false."),
        ("texts: [x]", "texts Must have parts with names."),
        ("languages: [1]", "languages[0] Must be a text"),
    ],
)
def test_what_fits_nowhere_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ServiceError) as raised:
        read_survey(text)

    places = [f"{one.path} {one.message}" for one in raised.value.problems]
    assert any(said in one for one in [raised.value.message, *places])
