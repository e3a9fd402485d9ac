"""`svar session`: one session as a conversation, with what was understood."""

import json
from collections.abc import Iterator
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

import typer
from rich.align import Align
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from services.cli.pages import said
from services.cli.rest import RestClient
from services.cli.terminal import at_second, plain_table

_MOST_PAGES: Final = 10
"""Pages of messages that are read, of 200 each."""
_BUBBLE_WIDTH: Final = 48
_WIDTH: Final = 80


def session(
    session_id: Annotated[str, typer.Argument(metavar="ID", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Show one session as a conversation, and what was answered.

    Svar's messages stand on the left with what has become of each, the phone's on the right.
    `svar sessions` lists the ids.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope results. Exits 0 when it is shown, 1 when there is no
    such session, 2 when nobody answers or the key is no good.

    Example: svar session 01a204fa-92ab-7035-968d-c9972d517e00
    """
    found = _whole(RestClient.from_environment(), session_id)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        show(found)


def _whole(client: RestClient, session_id: str) -> dict[str, Any]:
    """The session with the messages of all its pages, oldest first, as far as they are read."""
    path = f"/v1/sessions/{quote(session_id, safe='')}"
    found = said(client.get(path))
    for _ in range(_MOST_PAGES - 1):
        token = found.get("nextMessagesPageToken")
        if not token:
            break
        older = said(client.get(f"{path}?{urlencode({'messagesPageToken': token})}"))
        found["messages"] = [*older["messages"], *found["messages"]]
        found["nextMessagesPageToken"] = older.get("nextMessagesPageToken")
    return found


def show(found: dict[str, Any], console: Console | None = None) -> None:
    """Print a session: what it is, the conversation, the answers."""
    console = console or Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(Group(*map(Text, _about(found))))
    if found.get("nextMessagesPageToken"):
        console.print(Text("… older messages are not shown …", style="dim"))
    for message in found["messages"]:
        console.print(_bubble(message))
    if found["answers"]:
        heads = ("question", "answer", "comment", "replies")
        console.print(plain_table(heads, map(_answer, found["answers"])))


def _about(found: dict[str, Any]) -> Iterator[str]:
    reason = f" ({found['reason']})" if found.get("reason") else ""
    yield f"Session {found['sessionId']} with {found['identifier']} is {found['state']}{reason}."
    yield f"Survey {found['surveyId']}, version {found['surveyVersion']}, in {found['languageCode']}."
    if found["state"] == "active":
        yield f"It waits for an answer to {found['currentElement']}, until {at_second(found['expiryTime'])}."
    for variable in found["variables"]:
        yield f"{variable['key']} = {variable['value']}"
    for warning in found["warnings"]:
        yield f"Note: {warning}"


def _bubble(message: dict[str, Any]) -> Align:
    """One message; below it what it is, what became of it, and when."""
    is_ours = message["direction"] == "out"
    parts = [message["kind"], message["status"], at_second(message["at"])]
    panel = Panel(
        Text(message["text"]),
        subtitle=Text(" · ".join(part for part in parts if part)),
        width=_BUBBLE_WIDTH,
        border_style="cyan" if is_ours else "green",
    )
    return Align(panel, "left" if is_ours else "right")


def _answer(answer: dict[str, Any]) -> tuple[object, ...]:
    shown = answer["label"] or json.dumps(answer["value"], ensure_ascii=False)
    return answer["elementId"], shown, answer["comment"], answer["attempts"]
