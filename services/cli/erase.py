"""`svar erase`: forgets a phone, and says service by service what was erased, what waits and what remains."""

import time
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final
from urllib.parse import quote

import typer

from services.cli.rest import Answer, RestClient

_LOOK_EVERY_SECONDS: Final = 0.5
_LOOKS: Final = 8
"""How often it is asked again while only the results, which follow within seconds, are waited for."""


def erase(
    phone: Annotated[
        str,
        typer.Argument(help="E.164, as in +4790000001; or the id of an erasure, with --status."),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Show how far an erasure has come, by its id.")
    ] = False,
) -> None:
    """Forget a phone: number, variables and words go, wherever they are kept.

    Scores and choices stay, with nobody behind them, so that figures stay what they are; and so do an
    opt-out and an entry of the deny list, which keep the phone from being written to. What a service that is
    down has left undone is done when it is back. Repeating is harmless.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope contacts. Exits 0 when it is done or will be, 1 when it was
    refused, 2 when nobody answers or the key is no good.

    Example: svar erase +4790000001 --yes
    """
    rest = RestClient.from_environment()
    if status:
        erasure = _body(rest.get(f"/v1/erasures/{quote(phone, safe='')}"))
    else:
        if not yes:
            typer.confirm(f"Forget {phone}? This cannot be undone.", abort=True)
        asked = _body(rest.post(f"/v1/contacts/{quote(phone, safe='')}/erase", {}))
        erasure = _followed(rest, asked["erasure"])
    for line in lines_of(erasure):
        typer.echo(line)


def _followed(rest: RestClient, erasure: Mapping[str, Any]) -> Mapping[str, Any]:
    """Wait a little for the results."""
    for _ in range(_LOOKS):
        if erasure["waiting"] != ["results"]:
            break
        time.sleep(_LOOK_EVERY_SECONDS)
        erasure = _body(rest.get(f"/v1/erasures/{erasure['id']}"))
    return erasure


def _body(answer: Answer) -> Mapping[str, Any]:
    if not answer.ok:
        typer.echo(answer.problem(), err=True)
        raise typer.Exit(1)
    return answer.body


def lines_of(erasure: Mapping[str, Any]) -> Iterator[str]:
    """Return an erasure in lines: each service, what remains and why, and how to ask again."""
    waiting = set(erasure["waiting"])
    yield (
        f"sessions  erased  {erasure['sessions']} sessions without phone, variables and words,"
        f" {erasure['replies']} replies without words"
    )
    if "sms" in waiting:
        yield "sms       WAITS   is not reached now; erased when it is back"
    else:
        yield (
            f"sms       erased  {erasure['sentMessages']} messages to the phone and"
            f" {erasure['receivedMessages']} from it without text,"
            f" {erasure['callbacks']} callbacks kept aside deleted"
        )
    if "results" in waiting:
        yield "results   WAITS   has not read it yet; follows when it has"
    else:
        yield "results   erased  lists, exports and searches show it no more"
    for one in erasure["remaining"]:
        yield f"remains   {one['what']}: {one['why']}"
    if erasure["doneAt"]:
        yield "done"
    else:
        yield "What was on its way meanwhile is looked for once more, a minute later."
        yield f"See: svar erase --status {erasure['id']}"
