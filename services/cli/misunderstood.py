"""`svar misunderstood`: what customers of a survey replied that was not understood."""

import json
from itertools import groupby
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.cli.publication_file import survey_named
from services.cli.rest import RestClient, survey_path

_WIDE = 160
"""Where nobody looks at it in a terminal, nothing is cut."""


def misunderstood(
    survey: Annotated[str, typer.Argument(help="A survey's id, or its file.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Print replies that were asked again or confirmed, by question, the newest first.

    Alike replies are one line. The last column holds words to add to an option's aliases, where
    several customers sent them; which option they mean, you know. Numbers and addresses are masked.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope results. Exits 0 when it is printed, 1 when it is refused,
    2 when nobody answers or the key is no good.

    Example: svar misunderstood 11111111-1111-4111-8111-111111111111
    """
    client = RestClient.from_environment()
    answer = client.get(f"{survey_path(survey_named(survey, client))}/misunderstood")
    if not answer.ok:
        typer.echo(answer.problem(), err=True)
        raise typer.Exit(1)
    replies = answer.body["replies"]
    if as_json:
        typer.echo(json.dumps(replies, ensure_ascii=False, indent=2))
    else:
        show(replies)


def show(replies: list[dict[str, Any]]) -> None:
    """Print a table for each question."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDE
    if not replies:
        console.print("Everything was understood.")
    by_question = sorted(replies, key=lambda reply: reply["elementId"])
    for question, alike in groupby(by_question, key=lambda reply: reply["elementId"]):
        console.print(f"\n[bold]{escape(question)}[/bold]")
        table = Table("replies", "newest", "what was written", "why not", "alias to add", box=None)
        for reply in alike:
            table.add_row(
                str(reply["count"]),
                reply["newestAt"],
                escape(reply["text"]),
                reply["reason"],
                escape(reply["alias"] or ""),
            )
        console.print(table)
