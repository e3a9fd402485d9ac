"""`svar show`: prints a survey's definition as YAML, as a survey file has it."""

import json
from typing import Annotated

import typer
import yaml

from services.cli.publication_file import survey_named
from services.cli.rest import RestClient, survey_path


def show(
    survey: Annotated[str, typer.Argument(help="A survey's id, or its file.", show_default=False)],
    version: Annotated[int, typer.Option(min=0, help="A published version; 0 is the draft.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of YAML.")] = False,
) -> None:
    """Print a survey's definition, as a survey file has it.

    What it prints can be checked with `svar check`, tried with `svar chat` and published with
    `svar publish`. For a survey file that was published, it shows what the system has of it.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope surveys. Exits 0 when it is printed, 1 when there is no
    such survey, 2 when nobody answers or the key is no good.

    Example: svar show 11111111-1111-4111-8111-111111111111 > survey.yaml
    """
    show_definition(RestClient.from_environment(), survey, version=version, as_json=as_json)


def show_definition(client: RestClient, survey: str, *, version: int, as_json: bool) -> None:
    """Print the draft (0) or a version of a survey that is named by its id or file."""
    chosen = f"?version={version}" if version else ""
    answer = client.get(f"{survey_path(survey_named(survey, client))}{chosen}")
    if not answer.ok:
        typer.echo(answer.problem(), err=True)
        raise typer.Exit(1)
    definition = answer.body["definition"]
    if as_json:
        typer.echo(json.dumps(definition, ensure_ascii=False, indent=2))
    else:
        typer.echo(yaml.safe_dump(definition, sort_keys=False, allow_unicode=True), nl=False)
