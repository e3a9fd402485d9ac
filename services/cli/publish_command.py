"""`svar publish`: brings a survey file to a running system; the steps are in `services.cli.publication`."""

import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import typer

from services.cli.file_finding import FileFinding
from services.cli.publication import NamesakeError, NotPublishedError, Published, Publisher
from services.cli.publication_file import (
    Publication,
    find_publication,
    publication_file,
    remember_publication,
)
from services.cli.rest import RestClient
from services.cli.survey_file import SurveyFile, SurveyFileError, read_survey_file
from services.runtime.errors import ConfigurationError


def publish(
    file: Annotated[
        Path,
        typer.Argument(
            help="A survey as YAML or JSON.", show_default=False, exists=True, dir_okay=False
        ),
    ],
    survey: Annotated[
        str, typer.Option(help="The id of the survey to replace, where the file is new to it.")
    ] = "",
    new: Annotated[bool, typer.Option("--new", help="Make another survey of the file.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace what somebody else has changed.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Publish a survey file, so that it can be sent.

    The first time it makes a survey; from then on it replaces that one and publishes the next
    version. Which one it is stands in a small file beside the survey, FILE.published: keep it with
    the survey. An unchanged survey publishes nothing new, so it may be repeated at will. Sessions
    under way stay on the version that they began with.

    A survey with problems changes nothing, and neither does one that somebody else has changed or
    published since, or a new one of a name that there is already: say then what is to happen.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope surveys. Exits 0 when the survey is published as the file
    says, 1 when it is not, 2 when the file, the address or the key is no good.

    Example: svar publish after-the-call.yaml && svar send after-the-call.yaml +4790000001
    """
    if new and survey:
        raise ConfigurationError(["--new and --survey exclude each other."])
    client = RestClient.from_environment()
    remember = partial(remember_publication, file, client.url)
    # Another survey is meant each time that --new is typed.
    source = str(uuid4() if new else file.resolve())
    written = _survey_in(file)
    publisher = Publisher(
        client=client,
        source=source,
        remember=remember,
        overwrite=overwrite,
        another=new,
        places=written.places,
    )
    try:
        known = None if new else _known(file, client, survey)
        published = _published(publisher, written, known, ask=not as_json)
    except NotPublishedError as error:
        _refuse(error, as_json=as_json)
        raise typer.Exit(1) from error
    typer.echo(_json(published) if as_json else _sentences(written, file, published))


def _published(
    publisher: Publisher, written: SurveyFile, known: Publication | None, *, ask: bool
) -> Published:
    """Publish; where there is a survey of that name already, a person is asked whether he means another."""
    try:
        return publisher.publish(written.definition, known)
    except NamesakeError as error:
        if not (ask and sys.stdin.isatty()):
            raise
        typer.echo(error.said)
        if not typer.confirm("Publish this file as another one?"):
            raise
        return replace(publisher, another=True).publish(written.definition, known)


def _survey_in(file: Path) -> SurveyFile:
    try:
        return read_survey_file(file)
    except SurveyFileError as error:
        raise ConfigurationError(str(error).splitlines()) from error


def _known(file: Path, client: RestClient, survey_id: str) -> Publication | None:
    known = find_publication(file, client)
    if not survey_id or (known is not None and known.id == survey_id):
        return known
    # Whoever names a survey means the one that is there, whatever it says.
    return Publication(id=survey_id, version=0)


def _refuse(error: NotPublishedError, *, as_json: bool) -> None:
    typer.echo(error.said, err=True)
    if as_json:
        body: dict[str, Any] = error.answer.body if error.answer else {"detail": error.said}
        typer.echo(json.dumps({"published": False, **body}, ensure_ascii=False))


def _json(published: Published) -> str:
    said = {
        "published": True,
        "id": published.publication.id,
        "version": published.publication.version,
        "new": published.is_new,
        "warnings": published.warnings,
    }
    return json.dumps(said, ensure_ascii=False)


def _sentences(written: SurveyFile, file: Path, published: Published) -> str:
    survey, version = published.publication.id, published.publication.version
    if not published.is_new:
        return f"Version {version} of survey {survey} is what {file} says; nothing to publish."
    found = [
        FileFinding.at(written.places, one["path"], one["message"]) for one in published.warnings
    ]
    warnings = [f"warning  {one}" for one in (*written.cut, *found)]
    done = (
        f"Published version {version} of survey {survey} (remembered in {publication_file(file)})."
    )
    return "\n".join([*warnings, done, f"Send it with: svar send {file} PHONE"])
