"""Reading a survey that its author keeps in a file: YAML or JSON of the shape of `services/engine/README.md`.

Only the shape is checked; what is wrong with it as a survey, `engine.problems` finds.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gateway.schemas.survey import SurveyDefinitionModel
from services.contracts.problem_paths import problems_of
from services.contracts.survey_codec import definition_from_proto, definition_to_proto
from services.engine.definition import SurveyDefinition
from services.runtime.yaml_reader import YamlError, read_text, read_yaml


class SurveyFileError(Exception):
    """A file that is no survey; the message names the file and every place in it, line by line."""


def load_survey_file(path: Path) -> SurveyDefinition:
    """The definition in a file; SurveyFileError when it cannot be read or has another shape."""
    return survey_from_object(parse_file(path), named=str(path))


def survey_from_object(written: object, *, named: str) -> SurveyDefinition:
    """The definition that parsed YAML or JSON means; `named` is what errors call it."""
    try:
        model = SurveyDefinitionModel.model_validate(written)
    except ValidationError as error:
        problems = problems_of(error.errors())
        lines = [
            f"{named}: {problem.path or 'the survey'} {problem.message}" for problem in problems
        ]
        raise SurveyFileError("\n".join(lines)) from error
    return definition_from_proto(model.to_proto())


def survey_to_object(definition: SurveyDefinition) -> dict[str, Any]:
    """The definition as JSON and survey files write it, its settings written out."""
    return SurveyDefinitionModel.from_proto(definition_to_proto(definition)).to_json()


def parse_file(path: Path) -> object:
    """What a file of YAML or JSON says; SurveyFileError naming the place when it says nothing."""
    try:
        text = read_text(path)
        return _read_json(text) if path.suffix.casefold() == ".json" else read_yaml(text)
    except YamlError as error:
        place = f"{path}:{error.line}:{error.column}" if error.line else str(path)
        raise SurveyFileError(f"{place}: {error.message}") from error
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise SurveyFileError(f"{place}: is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise SurveyFileError(f"{path}: is nested too deeply") from error
    except _Unwanted as error:
        raise SurveyFileError(f"{path}: {error}") from error


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
