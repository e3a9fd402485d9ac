"""`svar status`: whether a running system takes work, and what is not well."""

import json
from http import HTTPStatus
from typing import Annotated, Any

import typer

from services.cli.rest import RestClient


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say whether a running system takes work, and what is not well.

    Asks the gateway at SVAR_URL (default: the one of `svar up` on this machine), which asks the
    services; no key is needed. Exits 0 when all take work, 1 when one does not, 2 when nobody
    answers.

    Example: svar status
    """
    client = RestClient.from_environment()
    answer = client.get("/readyz")
    body = {"url": client.url, **answer.body}
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
    else:
        typer.echo(_sentences(body))
    raise typer.Exit(0 if answer.status == HTTPStatus.OK else 1)


def _sentences(body: dict[str, Any]) -> str:
    works = "takes work" if body.get("ready") else "does not take work"
    checks = body.get("checks", {})
    return "\n".join(
        [
            f"Svar at {body['url']} {works}.",
            *(
                f"  {name:<10}{'well' if well else 'does not answer'}"
                for name, well in checks.items()
            ),
            *(f"Note: {warning}" for warning in body.get("warnings", [])),
        ]
    )
