"""`svar parked drop`: gives parked items up for good."""

import json
from typing import Annotated

import typer

from services.cli.parked_choice import JSON, plain_ids
from services.cli.parked_items import all_parked


def drop(
    ids: Annotated[
        list[str], typer.Argument(help="Ids that `svar parked` lists.", show_default=False)
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    in_json: Annotated[bool, JSON] = False,
) -> None:
    """Give parked items up for good: nothing comes of them any more, and what waited for them goes on.

    There is no way back, so look at them first with `svar parked show`. A message that is parked on
    its way to a provider cannot be dropped alone: end its session instead.

    Exit code 0: all were dropped. 1: some are not parked, or cannot be. 2: wrong usage or
    configuration.

    Example: svar parked drop 01a20550-4083-737d-833d-afd8bcc7ce1c --yes
    """
    named = plain_ids(ids)
    if not yes:
        counted = "1 item" if len(named) == 1 else f"{len(named)} items"
        typer.confirm(f"Give {counted} up for good?", abort=True)
    with all_parked() as found:
        dropped = found.drop(named)
    left = [one for one in named if one not in dropped]
    if in_json:
        typer.echo(json.dumps({"dropped": len(dropped), "left": left}))
    else:
        typer.echo("1 item was dropped." if len(dropped) == 1 else f"{len(dropped)} were dropped.")
        for one in left:
            typer.echo(f"{one} is not parked, or cannot be dropped alone.", err=True)
    raise typer.Exit(1 if left else 0)
