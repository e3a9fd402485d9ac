"""Reading a survey that its author keeps in a file: YAML or JSON of the shape of api.md section 4.

Only the shape is checked; what is wrong with it as a survey, `engine.problems` finds.
"""

import json
import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from gateway.schemas.survey import SurveyDefinitionModel
from services.contracts.problem_paths import problems_of
from services.contracts.survey_codec import definition_from_proto, definition_to_proto
from services.engine.definition import SurveyDefinition


class SurveyFileError(Exception):
    """A file that is no survey; the message names the file and every place in it, line by line."""


class _Loader(yaml.SafeLoader):
    """YAML in which only `true` and `false` are booleans.

    YAML 1.1 reads a plain `no` as false, and `no` is the code of a language here.
    """


_BOOLEAN = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    _BOOLEAN, re.compile(r"^(?:true|false)$", re.IGNORECASE), list("tTfF")
)


def read_yaml(text: str) -> object:
    """What YAML text says, with `no`, `yes`, `on` and `off` as plain words; raises `yaml.YAMLError`."""
    return yaml.load(text, Loader=_Loader)


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
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SurveyFileError(f"{path}: cannot be read: {error}") from error
    try:
        if path.suffix.casefold() == ".json":
            return json.loads(text)
        return read_yaml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise SurveyFileError(
            f"{place}: is not YAML: {getattr(error, 'problem', error)}"
        ) from error
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise SurveyFileError(f"{place}: is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise SurveyFileError(f"{path}: is nested too deeply") from error
