"""`svar send`: sends a survey to a phone through the REST interface."""

import json
from typing import Annotated, Any

import typer

from services.cli.publication_file import survey_named
from services.cli.rest import RestClient, survey_path
from services.cli.variables import Variables, variables_of


def send(
    survey: Annotated[str, typer.Argument(help="A survey's id, or its file.", show_default=False)],
    phone: Annotated[str, typer.Argument(help="A number such as +4790000001.", show_default=False)],
    language: Annotated[str, typer.Option(help="A code such as no; else the survey's.")] = "",
    content: Annotated[str, typer.Option(help="Put before the first message.")] = "",
    reference: Annotated[str, typer.Option(help="Your reference; repeating it sends once.")] = "",
    variable: Variables = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Send a survey to a phone.

    A survey file that `svar publish` has published may be named in the place of its id.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope send. Exits 0 when it is taken or suppressed, which is
    said; 1 when it is refused; 2 when nobody answers or the key is no good.

    Example: svar send 11111111-1111-4111-8111-111111111111 +4790000001 --language no
    """
    body: dict[str, Any] = {"identifier": phone, "identifierType": "Phone", "channel": "SMS"}
    known = [{"key": key, "value": value} for key, value in variables_of(variable).items()]
    wishes = {
        "languageCode": language,
        "content": content,
        "clientReference": reference,
        "userSessionVariables": known,
    }
    body |= {name: value for name, value in wishes.items() if value}
    client = RestClient.from_environment()
    survey_id = survey_named(survey, client)
    answer = client.post(f"{survey_path(survey_id)}/send", body)
    if as_json:
        typer.echo(json.dumps(answer.body, ensure_ascii=False))
    elif answer.ok:
        typer.echo(_what_happened(answer.body))
    else:
        typer.echo(answer.problem(), err=True)
    raise typer.Exit(0 if answer.ok else 1)


def _what_happened(body: dict[str, Any]) -> str:
    if body.get("reason"):
        # Until when it is so, the notes say; the session is over.
        lines = [f"Nothing is sent: {body['reason']} (session {body['sessionId']})."]
    else:
        lines = [f"Session {body['sessionId']} is {body['status']} until {body['expiryTime']}."]
    return "\n".join([*lines, *(f"Note: {_sentence(note)}" for note in body.get("warnings", []))])


def _sentence(warning: object) -> str:
    return str(warning.get("message", warning)) if isinstance(warning, dict) else str(warning)
