"""Reading the dialogues that an author keeps beside a survey, with the lines they stand on.

Beside `survey.yaml` they are in `survey.dialogues.yaml`: a list of dialogues, each of the shape of
`services.cli.dialogue`. The survey file itself stays what the REST interface takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from services.cli.dialogue import Dialogue
from services.cli.file_finding import FileFinding
from services.cli.file_places import places_in
from services.cli.survey_file import SurveyFileError, parse_file
from services.contracts.problem_paths import problems_of
from services.runtime.yaml_reader import read_nodes, read_text

MARK = ".dialogues"
"""What stands before the ending of a file of dialogues."""

_ENDINGS = (".yaml", ".yml", ".json")
_DIALOGUES = TypeAdapter(list[Dialogue])


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDialogue:
    """A dialogue and where it stands: its own line, and the line of each step, from 1."""

    dialogue: Dialogue
    name: str
    line: int
    step_lines: tuple[int, ...]


def survey_of(path: Path) -> Path:
    """The survey that a file of dialogues stands beside; any other file is the survey itself.

    >>> survey_of(Path("a/nps.dialogues.yaml")).name, survey_of(Path("nps.yml")).name
    ('nps.yaml', 'nps.yml')
    """
    if not path.stem.endswith(MARK):
        return path
    stem = path.stem.removesuffix(MARK)
    beside = [path.with_name(f"{stem}{ending}") for ending in (path.suffix, *_ENDINGS)]
    return next((file for file in beside if file.is_file()), beside[0])


def dialogues_beside(survey: Path) -> Path:
    """The file with a survey's dialogues; SurveyFileError when there is none."""
    endings = (survey.suffix, *_ENDINGS)
    beside = [survey.with_name(f"{survey.stem}{MARK}{ending}") for ending in endings]
    found = next((file for file in beside if file.is_file()), None)
    if found is None:
        said = f"has no dialogues. Write them to {beside[0].name}."
        raise SurveyFileError.about(survey, said)
    return found


def load_dialogues(path: Path) -> tuple[WrittenDialogue, ...]:
    """Every dialogue of a file; SurveyFileError naming each place where it has another shape."""
    written = parse_file(path)
    text = read_text(path)
    try:
        dialogues = _DIALOGUES.validate_python(written)
    except ValidationError as error:
        places = places_in(str(path), text, written=written)
        problems = problems_of(error.errors())
        raise SurveyFileError(
            [FileFinding.at(places, one.path, one.message) for one in problems]
        ) from error
    if not dialogues:
        raise SurveyFileError.about(path, "holds no dialogue")
    lines_of = _lines(text)
    return tuple(
        WrittenDialogue(
            dialogue=dialogue,
            name=dialogue.name or f"dialogue {number}",
            line=line,
            step_lines=tuple(steps),
        )
        for number, (dialogue, (line, steps)) in enumerate(
            zip(dialogues, lines_of, strict=True), start=1
        )
    )


def _lines(text: str) -> list[tuple[int, list[int]]]:
    """The line of each dialogue of a file, and those of its steps. JSON is YAML in this respect."""
    dialogues = _children(read_nodes(text))
    return [(_line(one), [_line(step) for step in _steps(one)]) for one in dialogues]


def _steps(dialogue: yaml.Node) -> Sequence[yaml.Node]:
    if isinstance(dialogue, yaml.MappingNode):
        for key, value in dialogue.value:
            if key.value == "dialogue":
                return _children(value)
    return ()


def _children(node: yaml.Node | None) -> Sequence[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else ()


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
