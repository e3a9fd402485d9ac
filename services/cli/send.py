"""`svar send`: sends a survey to a phone through the REST interface."""

import json
from typing import Annotated, Any
from urllib.parse import quote

import typer

from services.cli.rest import RestClient


def send(
    survey: Annotated[str, typer.Argument(help="The survey's id.", show_default=False)],
    phone: Annotated[str, typer.Argument(help="A number such as +4790000001.", show_default=False)],
    language: Annotated[str, typer.Option(help="A code such as no; else the survey's.")] = "",
    content: Annotated[str, typer.Option(help="Put before the first message.")] = "",
    reference: Annotated[str, typer.Option(help="Your reference; repeating it sends once.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Send a survey to a phone.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY.

    Example: svar send 11111111-1111-4111-8111-111111111111 +4790000001 --language no
    """
    body = {"identifier": phone, "identifierType": "Phone", "channel": "SMS"}
    wishes = {"languageCode": language, "content": content, "clientReference": reference}
    body |= {name: value for name, value in wishes.items() if value}
    answer = RestClient.from_environment().post(f"/v1/surveys/{quote(survey, safe='')}/send", body)
    if as_json:
        typer.echo(json.dumps(answer.body, ensure_ascii=False))
    elif answer.ok:
        typer.echo(_what_happened(answer.body))
    else:
        typer.echo(answer.problem(), err=True)
    raise typer.Exit(0 if answer.ok else 1)


def _what_happened(body: dict[str, Any]) -> str:
    lines = [f"Session {body['sessionId']} is {body['status']} until {body['expiryTime']}."]
    if body.get("reason"):
        lines.append(f"Nothing is sent: {body['reason']}.")
    return "\n".join([*lines, *(f"Note: {_sentence(note)}" for note in body.get("warnings", []))])


def _sentence(warning: object) -> str:
    return str(warning.get("message", warning)) if isinstance(warning, dict) else str(warning)
