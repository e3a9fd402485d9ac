"""Remembering where a survey file was published: the ids that systems gave it, in a file beside it.

Beside `survey.yaml` it is `survey.published`, to be kept with it (in git, say), so that whoever
publishes next replaces the same survey. A system is known by holding the survey, whatever it is
called by: 127.0.0.1 and localhost are one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from services.cli.rest import RestClient, survey_path
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
    """What is known of a survey id: the version, and the address it was published at last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(ge=0)
    at: str = Field(min_length=1)


class _EarlierEntry(BaseModel):
    """As files said it whose names were the addresses."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    version: int = Field(ge=0)


_ENTRIES = TypeAdapter(dict[str, _Entry | _EarlierEntry])


def publication_file(survey: Path) -> Path:
    """Where it is remembered.

    >>> publication_file(Path("surveys/nps.yaml")).name
    'nps.published'
    """
    return survey.with_suffix(ENDING)


def find_publication(survey: Path, client: RestClient) -> Publication | None:
    """What was published from a file at a system; ConfigurationError when that cannot be read.

    What was published at the same address is taken for there; other systems are asked.
    """
    entries = _read(publication_file(survey))
    for survey_id, entry in entries.items():
        if entry.at == client.url:
            return Publication(id=survey_id, version=entry.version)
    for survey_id, entry in entries.items():
        if client.get(survey_path(survey_id)).ok:
            return Publication(id=survey_id, version=entry.version)
    return None


def remember_publication(survey: Path, url: str, publication: Publication) -> None:
    """Write it down, if it says something new; ConfigurationError when that cannot be done."""
    path = publication_file(survey)
    known = _read(path)
    # A file has one survey at one address.
    kept = {name: entry for name, entry in known.items() if entry.at != url}
    entries = {**kept, publication.id: _Entry(version=publication.version, at=url)}
    if entries == known:
        return
    try:
        path.write_text(_written(survey, entries), encoding="utf-8")
    except OSError as exc:
        raise ConfigurationError([f"{path}: cannot be written: {exc.strerror}."]) from exc


def survey_named(named: str, client: RestClient) -> str:
    """The id of a survey that people name by its id or by a file that was published."""
    path = Path(named)
    if not path.is_file():
        return named
    publication = find_publication(path, client)
    if publication is None:
        raise ConfigurationError(
            [f"{path} is not published at {client.url} yet. Do that with: svar publish {path}"]
        )
    return publication.id


def _read(path: Path) -> dict[str, _Entry]:
    try:
        entries = _ENTRIES.validate_python(read_yaml_file(path)) if path.exists() else {}
    except (YamlError, ValidationError) as exc:
        raise ConfigurationError(
            [f"{path}: must say for each survey id `version` and `at`, as svar publish writes it."]
        ) from exc
    return dict(_by_id(name, entry) for name, entry in entries.items())


def _by_id(name: str, entry: _Entry | _EarlierEntry) -> tuple[str, _Entry]:
    if isinstance(entry, _Entry):
        return name, entry
    return entry.id, _Entry(version=entry.version, at=name)


def _written(survey: Path, entries: Mapping[str, _Entry]) -> str:
    plain = {name: entry.model_dump() for name, entry in entries.items()}
    return (
        f"# Where `svar publish` has put {survey.name}. Keep it with that file: it says which survey\n"
        "# is to be replaced, and from which version on.\n"
        + yaml.safe_dump(plain, sort_keys=True, allow_unicode=True)
    )
