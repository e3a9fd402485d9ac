"""`svar parked`: lists what could not be handled and waits for a person; what he may do stands beside it."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from services.cli.parked_choice import BECAUSE, JSON, KIND, REASON
from services.cli.parked_drop import drop
from services.cli.parked_items import Kind, all_parked
from services.cli.parked_retry import retry
from services.cli.parked_show import show as show_one
from services.cli.parked_view import as_json, show
from services.runtime.park_reason import ParkReason
from services.runtime.parked import ParkedFilter

parked_app = typer.Typer(invoke_without_command=True)


@parked_app.callback()
def parked(
    context: typer.Context,
    kind: Annotated[Kind | None, KIND] = None,
    because: Annotated[ParkReason | None, BECAUSE] = None,
    reason: Annotated[str, REASON] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 100,
    in_json: Annotated[bool, JSON] = False,
) -> None:
    """List what could not be handled and waits for a person.

    \b
    reply     from a phone, e.g. to a survey that cannot be read
    report    a delivery report
    message   on its way out; what its session says later waits for it
    callback  something of a provider's that nobody understood

    \b
    UNREADABLE  nobody can read it: mend the row, or start the newer release
    REFUSED     the other side refuses it, and says why
    FAULT       something broke over it and over nothing else: see the log

    Everything else goes on. See the log of the service for more, put it right, and give
    the items back with `svar parked retry`, or up with `svar parked drop`. Reads the database itself,
    so that it works while services are down: that of SVAR_DATABASE_URL, else that in the folder
    SVAR_DATA_DIR.

    Exit code 0: nothing is parked. 1: something is. 2: wrong usage or configuration.

    Example: svar parked --kind reply
    """
    if context.invoked_subcommand is not None:
        return
    wanted = ParkedFilter(kind=kind or "", because=because, reason=reason, limit=limit)
    with all_parked() as everything:
        items, counts = everything.page(wanted), everything.counts(wanted)
    if in_json:
        typer.echo(json.dumps(as_json(items, counts), ensure_ascii=False))
    else:
        show(items, counts, now=datetime.now(UTC))
    raise typer.Exit(1 if counts else 0)


parked_app.command("show")(show_one)
parked_app.command("retry")(retry)
parked_app.command("drop")(drop)
