"""`svar export`: writes a survey's responses as a file."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.export_responses import FORMATS, download, parameter_of
from services.cli.publication_file import survey_named
from services.cli.rest import RestClient
from services.cli.show import show_definition


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
    """Export a survey's responses with --format; without, do what `svar show` does.

    A file appears under its name only when all of it has come.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope results. Exits 0 when it is
    written, 1 when there is no such survey, 2 when nobody answers or the key is no good.

    Example: svar export 11111111-1111-4111-8111-111111111111 --format xlsx --out answers.xlsx
    """
    client = RestClient.from_environment()
    if not format:
        show_definition(client, survey, version=version, as_json=as_json)
        return
    parameters = [parameter_of(one) for one in where or ()]
    survey_id = survey_named(survey, client)
    refused = download(client, survey_id, format=format, where=parameters, out=out)
    if refused is not None:
        typer.echo(refused.problem(), err=True)
        raise typer.Exit(1)
