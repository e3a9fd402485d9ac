"""Remembering where a survey file was published: its id at each system, in a file beside it.

Beside `survey.yaml` it is `survey.published`, to be kept with it (in git, say), so that whoever
publishes next replaces the same survey. One system, one address of its REST interface.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from services.runtime.errors import ConfigurationError
from services.runtime.yaml_reader import YamlError, read_yaml_file

# Not .yaml, so that `svar test surveys/*.yaml` does not take it for a survey.
ENDING = ".published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A survey at one system, and its version that was published from the file; 0 for none yet."""

    id: str
    version: int


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    version: int = Field(ge=0)


_ENTRIES = TypeAdapter(dict[str, _Entry])


def publication_file(survey: Path) -> Path:
    """Where it is remembered.

    >>> publication_file(Path("surveys/nps.yaml")).name
    'nps.published'
    """
    return survey.with_suffix(ENDING)


def find_publication(survey: Path, url: str) -> Publication | None:
    """What was published from a file at a system; ConfigurationError when that cannot be read."""
    return _read(publication_file(survey)).get(url)


def remember_publication(survey: Path, url: str, publication: Publication) -> None:
    """Write it down, if it says something new; ConfigurationError when that cannot be done."""
    path = publication_file(survey)
    known = _read(path)
    if known.get(url) == publication:
        return
    text = _written(survey, {**known, url: publication})
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as exc:
        raise ConfigurationError([f"{path}: cannot be written: {exc.strerror}."]) from exc


def survey_named(named: str, url: str) -> str:
    """The id of a survey that people name by its id or by a file that was published.

    >>> survey_named("11111111-1111-4111-8111-111111111111", "http://127.0.0.1:8080")
    '11111111-1111-4111-8111-111111111111'
    """
    path = Path(named)
    if not path.is_file():
        return named
    publication = find_publication(path, url)
    if publication is None:
        raise ConfigurationError(
            [f"{path} is not published at {url} yet. Do that with: svar publish {path}"]
        )
    return publication.id


def _read(path: Path) -> dict[str, Publication]:
    try:
        entries = _ENTRIES.validate_python(read_yaml_file(path)) if path.exists() else {}
    except (YamlError, ValidationError) as exc:
        raise ConfigurationError(
            [f"{path}: must say for each address `id` and `version`, as svar publish writes it."]
        ) from exc
    return {url: Publication(id=one.id, version=one.version) for url, one in entries.items()}


def _written(survey: Path, publications: Mapping[str, Publication]) -> str:
    entries = {url: {"id": one.id, "version": one.version} for url, one in publications.items()}
    return (
        f"# Where `svar publish` has put {survey.name}. Keep it with that file: it says which survey\n"
        "# is to be replaced, and from which version on.\n"
        + yaml.safe_dump(entries, sort_keys=True, allow_unicode=True)
    )
