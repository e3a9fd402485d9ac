"""`svar webhooks`: has what happens to sessions sent to programs, and shows what became of it."""

import json
from collections.abc import Sequence
from typing import Annotated, Any, Final
from urllib.parse import quote

import typer

from services.cli.pages import MOST_ITEMS, listed, said
from services.cli.rest import RestClient
from services.cli.terminal import at_second, plain_table, terminal
from services.contracts.event_types import EventType
from services.runtime.errors import ConfigurationError

webhooks_app = typer.Typer(no_args_is_help=True)

_PATH: Final = "/v1/webhooks"
_ID = typer.Argument(help="The webhook's id.", show_default=False)
_JSON = typer.Option("--json", help="Print one JSON object.")


@webhooks_app.callback()
def webhooks() -> None:
    """Have what happens to sessions sent to a program.

    Events are signed as the Standard Webhooks specification says; `/docs` describes each.
    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope admin. Exits 0 when it is done, 1 when it was refused, 2
    when nobody answers or the key is no good.

    Example: svar webhooks add https://example.com/svar session.completed
    """


@webhooks_app.command("list")
def list_webhooks(as_json: Annotated[bool, _JSON] = False) -> None:
    """List the webhooks, and how their endpoints are.

    Exits 0 when every one is active, 1 when one is not, 2 when nobody answers.

    Example: svar webhooks list
    """
    found = said(RestClient.from_environment().get(_PATH))["webhooks"]
    if as_json:
        typer.echo(json.dumps({"webhooks": found}, ensure_ascii=False))
    elif found:
        heads = ("Webhook", "State", "Last failure", "Failing since", "Address", "Events")
        terminal().print(plain_table(heads, map(_row, found)))
    else:
        typer.echo("There are none. Make one with: svar webhooks add URL")
    raise typer.Exit(0 if all(one["state"] == "active" for one in found) else 1)


@webhooks_app.command()
def add(
    url: Annotated[str, typer.Argument(help="An https address.", show_default=False)],
    events: Annotated[list[str] | None, typer.Argument(help="Which; all when left out.")] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Have events sent to an address from now on.

    The secret that proves them is shown once. Exits 0 when it is done, 1 when it was refused, 2 when
    nobody answers.

    Example: svar webhooks add https://example.com/svar session.completed reply.late
    """
    body = {"url": url, "events": events or [one.value for one in EventType]}
    _show_secret(said(RestClient.from_environment().post(_PATH, body)), as_json=as_json)


@webhooks_app.command()
def remove(webhook: Annotated[str, _ID]) -> None:
    """Send nothing more to an address, what waits included.

    Exits 0 when it is done, 1 when there is no such webhook, 2 when nobody answers.

    Example: svar webhooks remove 0198f000-0000-7000-8000-000000000001
    """
    said(RestClient.from_environment().delete(_path(webhook)))
    typer.echo(f"{webhook} is removed.")


@webhooks_app.command()
def test(webhook: Annotated[str, _ID]) -> None:
    """Have an event sent that says nothing.

    Exits 0 when it is queued, 1 when the webhook is not active, 2 when nobody answers.

    Example: svar webhooks test 0198f000-0000-7000-8000-000000000001
    """
    said(RestClient.from_environment().post(_path(webhook, "test"), {}))
    typer.echo(f"Queued. See what becomes of it with: svar webhooks deliveries {webhook}")


@webhooks_app.command()
def deliveries(
    webhook: Annotated[str, _ID],
    state: Annotated[
        str, typer.Option(help="Only those waiting, delivered or parked.", show_default=False)
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=MOST_ITEMS, help="How many at most.")] = 50,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """List what became of events, newest first.

    Exits 0 when they are listed, 1 when there is no such webhook, 2 when nobody answers.

    Example: svar webhooks deliveries 0198f000-0000-7000-8000-000000000001 --state parked
    """
    path = _path(webhook, "deliveries")
    client = RestClient.from_environment()
    found = listed(client, path, "deliveries", limit=limit, state=state)
    if as_json:
        typer.echo(json.dumps({"deliveries": found}, ensure_ascii=False))
        return
    heads = ("Delivery", "Event", "State", "Tries", "Last failure", "Queued", "Next try")
    terminal().print(plain_table(heads, map(_delivery_row, found)))


@webhooks_app.command()
def redeliver(
    webhook: Annotated[str, _ID],
    delivery: Annotated[list[str] | None, typer.Argument(help="Which deliveries.")] = None,
    parked: Annotated[bool, typer.Option("--parked", help="All that are parked.")] = False,
) -> None:
    """Make deliveries again that are done or parked, and a failing or disabled webhook active.

    Exits 0 when they are queued, 1 when one was refused, 2 when nobody answers or none is named.

    Example: svar webhooks redeliver 0198f000-0000-7000-8000-000000000001 --parked
    """
    if bool(delivery) == parked:
        raise ConfigurationError(["Name deliveries, or --parked for all that are parked."])
    client = RestClient.from_environment()
    said(client.patch(_path(webhook), {"state": "active"}))
    ids = delivery or _parked(client, webhook)
    for one in ids:
        said(client.post(_path(webhook, "deliveries", one, "redeliver"), {}))
    typer.echo(f"Queued: {len(ids)}.")


@webhooks_app.command()
def rotate(webhook: Annotated[str, _ID], as_json: Annotated[bool, _JSON] = False) -> None:
    """Make a new secret; for 24 hours the one before proves events, too.

    Exits 0 when it is done, 1 when there is no such webhook, 2 when nobody answers.

    Example: svar webhooks rotate 0198f000-0000-7000-8000-000000000001
    """
    answer = RestClient.from_environment().post(_path(webhook, "rotate-secret"), {})
    _show_secret(said(answer), as_json=as_json)


def _parked(client: RestClient, webhook: str) -> Sequence[str]:
    """Return what is parked, oldest first: the order in which it happened."""
    path = _path(webhook, "deliveries")
    found = listed(client, path, "deliveries", limit=MOST_ITEMS, state="parked")
    return [one["id"] for one in reversed(found)]


def _path(*parts: str) -> str:
    return "/".join((_PATH, *(quote(one, safe="") for one in parts)))


def _show_secret(webhook: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(webhook, ensure_ascii=False))
        return
    typer.echo(f"Webhook {webhook['id']}\n\nIts secret, shown only now:\n\n  {webhook['secret']}\n")
    typer.echo(f"Try it with: svar webhooks test {webhook['id']}")


def _row(webhook: dict[str, Any]) -> tuple[object, ...]:
    return (
        webhook["id"],
        webhook["state"],
        webhook["failure"],
        at_second(webhook["failingSince"] or ""),
        webhook["url"],
        ", ".join(webhook["events"]) if len(webhook["events"]) < len(EventType) else "all",
    )


def _delivery_row(delivery: dict[str, Any]) -> tuple[object, ...]:
    return (
        delivery["id"],
        delivery["type"],
        delivery["state"],
        delivery["attempts"],
        delivery["reason"],
        at_second(delivery["createdAt"]),
        at_second(delivery["nextTryAt"] or ""),
    )
