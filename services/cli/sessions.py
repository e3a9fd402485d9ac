"""`svar sessions`: lists who was sent a survey, and how far each has come."""

import json
from typing import Annotated, Any

import typer

from services.cli.pages import MOST_ITEMS, listed
from services.cli.publication_file import survey_named
from services.cli.rest import RestClient
from services.cli.terminal import at_second, plain_table, terminal


def sessions(
    survey: Annotated[str, typer.Argument(help="Only of this survey: its id, or its file.")] = "",
    phone: Annotated[str, typer.Option(help="Only with this phone.")] = "",
    state: Annotated[str, typer.Option(help="Only in this state, such as active.")] = "",
    reference: Annotated[str, typer.Option(help="Only with this reference of yours.")] = "",
    since: Annotated[str, typer.Option(help="Only from then on, such as 2026-12-01.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=MOST_ITEMS, help="How many at most.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
) -> None:
    """List sessions, the newest first: who was sent a survey, and how far each has come.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope results. Exits 0 when they are listed, 1 when that is
    refused, 2 when nobody answers or the key is no good.

    Example: svar sessions --phone +4790000001 --state active
    """
    client = RestClient.from_environment()
    found = listed(
        client,
        "/v1/sessions",
        "sessions",
        limit=limit,
        surveyId=survey_named(survey, client) if survey else "",
        identifier=phone,
        state=state,
        clientReference=reference,
        **{"from": since},
    )
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif not found:
        typer.echo("There is no such session.")
    else:
        heads = ("session", "began", "phone", "state", "at", "survey")
        terminal().print(plain_table(heads, map(_row, found)))
        typer.echo("\nSee one with: svar session ID")


def _row(session: dict[str, Any]) -> tuple[object, ...]:
    reason = f" ({session['reason']})" if session.get("reason") else ""
    return (
        session["sessionId"],
        at_second(session["createdAt"]),
        session["identifier"],
        f"{session['state']}{reason}",
        session["currentElement"],
        session["surveyId"],
    )
