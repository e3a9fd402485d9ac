"""`svar surveys`: lists the surveys of a running system."""

import json
from typing import Annotated, Any

import typer

from services.cli.pages import MOST_ITEMS, listed
from services.cli.rest import RestClient
from services.cli.terminal import at_second, plain_table, terminal


def surveys(
    limit: Annotated[int, typer.Option(min=1, max=MOST_ITEMS, help="How many at most.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
) -> None:
    """List the surveys of a running system, the newest first.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope surveys. Exits 0 when they are listed, 1 when that is
    refused, 2 when nobody answers or the key is no good.

    Example: svar surveys
    """
    found = listed(RestClient.from_environment(), "/v1/surveys", "surveys", limit=limit)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif not found:
        typer.echo("There is no survey yet. Publish one with: svar publish FILE")
    else:
        heads = ("survey", "name", "state", "version", "languages", "changed")
        terminal().print(plain_table(heads, map(_row, found)))


def _row(survey: dict[str, Any]) -> tuple[object, ...]:
    edited = " and a changed draft" if survey["hasUnpublishedChanges"] else ""
    version = survey["latestVersion"]
    return (
        survey["id"],
        survey["name"],
        survey["state"],
        f"{version}{edited}" if version else "",
        ", ".join(survey["languages"]),
        at_second(survey["updatedAt"]),
    )
