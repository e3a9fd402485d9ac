"""`svar parked`: lists what could not be handled and waits for a person, and gives it back."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from services.cli.parked_items import AllParked, Kind, all_parked
from services.cli.parked_view import as_json, show
from services.runtime.errors import ConfigurationError
from services.runtime.ids import parse_id
from services.runtime.park_reason import ParkReason
from services.runtime.parked import ParkedFilter

parked_app = typer.Typer(invoke_without_command=True)

_KIND = typer.Option(help="Only these.", show_default=False)
_REASON = typer.Option(help="Only those parked for this reason, written out.", show_default=False)
_BECAUSE = typer.Option(help="Only those parked because of this.", show_default=False)
_JSON = typer.Option("--json", help="Print one JSON object.")


@parked_app.callback()
def parked(
    context: typer.Context,
    kind: Annotated[Kind | None, _KIND] = None,
    because: Annotated[ParkReason | None, _BECAUSE] = None,
    reason: Annotated[str, _REASON] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 100,
    in_json: Annotated[bool, _JSON] = False,
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
    the items back with `svar parked retry`. Reads the database itself, so that it works while
    services are down: that of SVAR_DATABASE_URL, else that in the folder SVAR_DATA_DIR.

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


@parked_app.command()
def retry(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids that `svar parked` lists.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All, or all that are named.")] = False,
    kind: Annotated[Kind | None, _KIND] = None,
    because: Annotated[ParkReason | None, _BECAUSE] = None,
    reason: Annotated[str, _REASON] = "",
    in_json: Annotated[bool, _JSON] = False,
) -> None:
    """Give parked items back to the service that parked them.

    It tries them again within seconds, or when it next runs, in the order they came in. What fails
    once more is parked once more. A late reply answers the question that its phone had seen when it
    was written, never one that was asked since.

    Exit code 0: all were given back. 1: some ids are not parked. 2: wrong usage or configuration.

    Example: svar parked retry --all --reason SURVEY_UNREADABLE
    """
    named = _named(ids or [], everything=everything, narrowed=bool(kind or because or reason))
    with all_parked() as found:
        given_back, missing = _give_back(
            found, named, ParkedFilter(kind=kind or "", because=because, reason=reason)
        )
    if in_json:
        typer.echo(json.dumps({"givenBack": given_back, "notParked": missing}))
    else:
        typer.echo(
            "1 item was given back." if given_back == 1 else f"{given_back} items were given back."
        )
        for one in missing:
            typer.echo(f"{one} is not parked.", err=True)
    raise typer.Exit(1 if missing else 0)


def _named(ids: Sequence[str], *, everything: bool, narrowed: bool) -> Sequence[str]:
    """Return the ids in their plain form, none for all; raises ConfigurationError for what is unclear."""
    if bool(ids) == everything or (ids and narrowed):
        raise ConfigurationError(
            [
                "Which items? Give their ids, or --all, which --kind, --because and --reason may narrow."
            ]
        )
    parsed = {one: parse_id(one) for one in ids}
    wrong = [one for one, plain in parsed.items() if plain is None]
    if wrong:
        raise ConfigurationError([f"{one} is no id: `svar parked` lists them." for one in wrong])
    return [plain for plain in parsed.values() if plain is not None]


def _give_back(
    found: AllParked, ids: Sequence[str], wanted: ParkedFilter
) -> tuple[int, Sequence[str]]:
    if not ids:
        return found.retry_all(wanted), []
    given_back = found.retry(ids)
    return len(given_back), [one for one in ids if one not in given_back]
