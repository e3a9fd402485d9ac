"""`svar export`: writes a survey's definition as YAML, to edit, check and keep."""

import json
from typing import Annotated
from urllib.parse import quote

import typer
import yaml

from services.cli.rest import RestClient


def export(
    survey: Annotated[str, typer.Argument(help="The survey's id.", show_default=False)],
    version: Annotated[int, typer.Option(min=0, help="A published version; 0 is the draft.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of YAML.")] = False,
) -> None:
    """Print a survey's definition.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY. What it prints can be checked with `svar check` and tried with `svar chat`.

    Example: svar export 11111111-1111-4111-8111-111111111111 > survey.yaml
    """
    chosen = f"?version={version}" if version else ""
    answer = RestClient.from_environment().get(f"/v1/surveys/{quote(survey, safe='')}{chosen}")
    if not answer.ok:
        typer.echo(answer.problem(), err=True)
        raise typer.Exit(1)
    definition = answer.body["definition"]
    if as_json:
        typer.echo(json.dumps(definition, ensure_ascii=False, indent=2))
    else:
        typer.echo(yaml.safe_dump(definition, sort_keys=False, allow_unicode=True), nl=False)
