"""`svar erase`: forgets a phone, and says what was erased where."""

from typing import Annotated, Final
from urllib.parse import quote

import typer

from services.cli.rest import RestClient

_SAID: Final = {
    "sessions": "sessions without phone, variables and words",
    "replies": "replies without words",
    "contacts": "entries of the opt-outs and the deny list, deleted",
    "sentMessages": "messages to the phone, without text",
    "receivedMessages": "messages from the phone, without text",
}


def erase(
    phone: Annotated[str, typer.Argument(help="E.164, as in +4790000001.", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget a phone: number, variables and words go, wherever they are kept.

    Scores and choices stay, with nobody behind them, so that figures stay what they are. Lists, exports
    and searches follow within seconds, or as soon as the results service is there again. Repeating is
    harmless, and finishes what a service that was down has left undone.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope contacts. Exits 0 when it is done, 1 when it was refused, 2
    when nobody answers or the key is no good.

    Example: svar erase +4790000001 --yes
    """
    if not yes:
        typer.confirm(f"Forget {phone}? This cannot be undone.", abort=True)
    answer = RestClient.from_environment().post(f"/v1/contacts/{quote(phone)}/erase", {})
    if not answer.ok:
        typer.echo(answer.problem(), err=True)
        raise typer.Exit(1)
    for name, words in _SAID.items():
        typer.echo(f"{answer.body[name]:>6}  {words}")
