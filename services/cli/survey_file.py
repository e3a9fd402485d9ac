"""Reading a survey that its author keeps in a file: YAML or JSON of the shape of `services/engine/README.md`.

Only the shape is checked; what is wrong with it as a survey, `engine.problems` finds.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from gateway.schemas.survey import SurveyDefinitionModel
from services.cli.cut_texts import cut_texts
from services.cli.file_finding import FileFinding
from services.cli.file_places import FilePlaces, places_in
from services.contracts.problem_paths import problems_of
from services.contracts.survey_codec import definition_from_proto, definition_to_proto
from services.engine.definition import SurveyDefinition
from services.engine.problems import Finding
from services.runtime.json_mistakes import sentence_of
from services.runtime.yaml_reader import YamlError, read_nodes, read_text, read_yaml


class SurveyFileError(Exception):
    """A file that is no survey; the message names the file and every place in it, line by line."""

    def __init__(self, findings: Sequence[FileFinding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings

    @classmethod
    def about(cls, path: Path, message: str, *, line: int = 0, column: int = 0) -> Self:
        """Make one about the file as a whole, or about a place in it that has no path."""
        place = f"{path}:{line}:{column}" if line else str(path)
        return cls([FileFinding(place=place, line=line, named="", path="", message=message)])


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFile:
    """A survey as it is written in a file; `cut` are texts that may have lost their end."""

    definition: SurveyDefinition
    places: FilePlaces
    cut: tuple[FileFinding, ...]

    def located(self, findings: Sequence[Finding]) -> list[FileFinding]:
        """Return what was found in the definition with its places in the file."""
        return [FileFinding.at(self.places, one.path, one.message) for one in findings]


def load_survey_file(path: Path) -> SurveyDefinition:
    """The definition in a file; SurveyFileError when it cannot be read or has another shape."""
    return read_survey_file(path).definition


def read_survey_file(path: Path) -> SurveyFile:
    """The survey in a file with its places; SurveyFileError as in `load_survey_file`."""
    text = _text_of(path)
    written = _parsed(path, text)
    places = places_in(str(path), text, written=written)
    cut = () if _is_json(path) else _cut(text, places)
    return SurveyFile(definition=_definition(written, places), places=places, cut=cut)


def survey_from_object(written: object, *, named: str) -> SurveyDefinition:
    """The definition that parsed YAML or JSON means; `named` is what errors call it."""
    return _definition(written, FilePlaces(file=named, written=written))


def survey_to_object(definition: SurveyDefinition) -> dict[str, Any]:
    """The definition as JSON and survey files write it, its settings written out."""
    return SurveyDefinitionModel.from_proto(definition_to_proto(definition)).to_json()


def parse_file(path: Path) -> object:
    """What a file of YAML or JSON says; SurveyFileError naming the place when it says nothing."""
    return _parsed(path, _text_of(path))


def _definition(written: object, places: FilePlaces) -> SurveyDefinition:
    try:
        model = SurveyDefinitionModel.model_validate(written)
    except ValidationError as error:
        problems = problems_of(error.errors())
        findings = [FileFinding.at(places, one.path, one.message) for one in problems]
        raise SurveyFileError(sorted(findings, key=_line)) from error
    return definition_from_proto(model.to_proto())


def _line(finding: FileFinding) -> int:
    return finding.line


def _cut(text: str, places: FilePlaces) -> tuple[FileFinding, ...]:
    found = cut_texts(text, read_nodes(text))
    return tuple(FileFinding.at(places, path, sentence) for path, sentence in found)


def _is_json(path: Path) -> bool:
    return path.suffix.casefold() == ".json"


def _text_of(path: Path) -> str:
    try:
        return read_text(path)
    except YamlError as error:
        raise _unreadable(path, error) from error


def _parsed(path: Path, text: str) -> object:
    try:
        return _read_json(text) if _is_json(path) else read_yaml(text)
    except YamlError as error:
        raise _unreadable(path, error) from error
    except json.JSONDecodeError as error:
        said = f"is not JSON: {sentence_of(error.msg)}"
        raise SurveyFileError.about(path, said, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise SurveyFileError.about(path, "is nested too deeply") from error
    except _Unwanted as error:
        raise SurveyFileError.about(path, str(error)) from error


def _unreadable(path: Path, error: YamlError) -> SurveyFileError:
    return SurveyFileError.about(path, error.message, line=error.line, column=error.column)


class _Unwanted(Exception):  # noqa: N818 - JSON that Python reads and we do not
    """What Python's JSON lets pass: a name given twice, and words for no number."""


def _read_json(text: str) -> object:
    return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    written = dict(pairs)
    if len(written) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Unwanted(f'"{twice[:40]}" is given twice in one object')
    return written


def _no_number(word: str) -> object:
    raise _Unwanted(f"{word} is no number")
