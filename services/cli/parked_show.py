"""`svar parked show`: one parked item, with what it holds."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Final

import typer

from services.cli.parked_choice import JSON, plain_ids
from services.cli.parked_items import all_parked
from services.cli.parked_view import age, plain_item
from services.runtime.parked import ParkedItem

_ABOUT_PEOPLE: Final = frozenset(
    {"phone", "recipient", "text", "raw", "headers", "target", "delivery"}
)
"""Columns that hold phone numbers, what people wrote, or tokens."""


def show(
    item_id: Annotated[str, typer.Argument(metavar="ID", show_default=False)],
    whole: Annotated[
        bool, typer.Option("--whole", help="Phone numbers, texts and headers as well.")
    ] = False,
    in_json: Annotated[bool, JSON] = False,
) -> None:
    """Show one parked item, and what it holds.

    Of phone numbers, texts and headers only the length is shown without --whole.

    Exit code 0: it is shown. 1: it is not parked. 2: wrong usage or configuration.

    Example: svar parked show 01a20550-4083-737d-833d-afd8bcc7ce1c
    """
    (plain,) = plain_ids([item_id])
    with all_parked() as everything:
        found = everything.find(plain)
    if found is None:
        typer.echo(f"{plain} is not parked.", err=True)
        raise typer.Exit(1)
    item, content = found
    held = {name: _readable(name, value, whole=whole) for name, value in content.items()}
    if in_json:
        typer.echo(json.dumps(plain_item(item) | {"content": held}, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(item, held)))


def _lines(item: ParkedItem, held: Mapping[str, object]) -> Iterator[str]:
    since = age(datetime.now(UTC) - item.since)
    yield f"{item.id}  {item.kind}, parked for {since} because of {item.because.value}"
    yield f"  reason    {item.reason}"
    yield f"  attempts  {item.attempts}"
    yield f"  tenant    {item.tenant or 'not known'}"
    width = max(map(len, held), default=0)
    for name, value in held.items():
        yield f"  {name:<{width}}  {value}"
    yield f"Give it back with: svar parked retry {item.id}"


def _readable(name: str, value: object, *, whole: bool) -> object:
    """A value as people read it; of what is about people its length, unless they want it whole."""
    shown: object = value
    if isinstance(value, bytes | memoryview):
        shown = bytes(value).decode("utf-8", "backslashreplace")
    elif isinstance(value, datetime):
        shown = value.astimezone(UTC).isoformat()
    elif isinstance(value, dict | list):
        shown = json.dumps(value, ensure_ascii=False)
    elif not isinstance(value, str | int | float | bool | None):
        shown = str(value)
    if whole or name not in _ABOUT_PEOPLE or not shown:
        return shown
    return f"({len(str(shown))} characters; --whole shows them)"
