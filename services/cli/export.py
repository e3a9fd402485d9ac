"""`svar export`: writes a survey's responses as a file, or its definition as YAML."""

import json
from pathlib import Path
from typing import Annotated

import typer
import yaml

from services.cli.export_responses import FORMATS, download, parameter_of
from services.cli.publication_file import survey_named
from services.cli.rest import RestClient, survey_path


def export(
    survey: Annotated[str, typer.Argument(help="A survey's id, or its file.", show_default=False)],
    version: Annotated[int, typer.Option(min=0, help="A published version; 0 is the draft.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of YAML.")] = False,
    format: Annotated[
        str, typer.Option(help=f"Export responses, as one of: {', '.join(FORMATS)}.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Write responses there; else they are printed.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(help="Narrow responses: from=2026-11-01, var.agentId=1234, state=expired."),
    ] = None,
) -> None:
    """Export a survey's responses with --format; without, print its definition.

    A file appears under its name only when all of it has come.

    What it prints can be checked with `svar check`, tried with `svar chat` and published with
    `svar publish`. For a survey file that was published, it shows what the system has of it.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope surveys, or results for responses. Exits 0 when it is
    printed, 1 when there is no such survey, 2 when nobody answers or the key is no good.

    Example: svar export 11111111-1111-4111-8111-111111111111 --format xlsx --out answers.xlsx
    """
    client = RestClient.from_environment()
    if format:
        parameters = [parameter_of(one) for one in where or ()]
        survey_id = survey_named(survey, client)
        refused = download(client, survey_id, format=format, where=parameters, out=out)
        if refused is not None:
            typer.echo(refused.problem(), err=True)
            raise typer.Exit(1)
        return
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
