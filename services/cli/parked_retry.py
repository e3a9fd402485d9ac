"""`svar parked retry`: gives parked items back, and says what has become of each."""

import json
import time
from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Final

import typer

from services.cli.parked_choice import BECAUSE, JSON, KIND, REASON, plain_ids
from services.cli.parked_items import AllParked, Kind, all_parked
from services.runtime.errors import ConfigurationError
from services.runtime.park_reason import ParkReason
from services.runtime.parked import Became, ParkedFilter

_MOST_FOLLOWED: Final = 1_000
"""Items of which it is said what became of each."""
_LOOK_SECONDS: Final = 0.2


def retry(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids that `svar parked` lists.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All, or all that are named.")] = False,
    kind: Annotated[Kind | None, KIND] = None,
    because: Annotated[ParkReason | None, BECAUSE] = None,
    reason: Annotated[str, REASON] = "",
    wait: Annotated[
        float, typer.Option(min=0, max=600, help="Seconds to wait for what becomes of them.")
    ] = 5,
    in_json: Annotated[bool, JSON] = False,
) -> None:
    """Give parked items back to the service that parked them, and say what becomes of each.

    It tries them again within seconds, or when it next runs, in the order they came in. What fails
    once more is parked once more. A late reply answers the question that its phone had seen when it
    was written, never one that was asked since.

    Exit code 0: all were given back. 1: some ids are not parked. 2: wrong usage or configuration.

    Example: svar parked retry --all --reason SURVEY_UNREADABLE
    """
    named = _named(ids or [], everything=everything, narrowed=bool(kind or because or reason))
    wanted = ParkedFilter(kind=kind or "", because=because, reason=reason)
    with all_parked() as found:
        given_back = found.retry(named) if named else found.retry_all(wanted)
        became = _followed(found, sorted(given_back)[:_MOST_FOLLOWED], seconds=wait)
    missing = [one for one in named if one not in given_back]
    if in_json:
        said = {"givenBack": len(given_back), "notParked": missing, "became": became}
        typer.echo(json.dumps(said))
    else:
        _show(len(given_back), missing, became)
    raise typer.Exit(1 if missing else 0)


def _named(ids: Sequence[str], *, everything: bool, narrowed: bool) -> Sequence[str]:
    """Return the ids in their plain form, none for all; raises ConfigurationError for what is unclear."""
    if bool(ids) == everything or (ids and narrowed):
        raise ConfigurationError(
            [
                "Which items? Give their ids, or --all, which --kind, --because and --reason may narrow."
            ]
        )
    return plain_ids(ids)


def _followed(found: AllParked, ids: Collection[str], *, seconds: float) -> Mapping[str, str]:
    """What has become of each item once none waits any more, or the time is over."""
    until = time.monotonic() + seconds
    while True:
        now = found.became(ids)
        if Became.WAITS not in now.values() or time.monotonic() >= until:
            return {one: now.get(one, Became.DONE).value for one in ids}
        time.sleep(_LOOK_SECONDS)


def _show(given_back: int, missing: Sequence[str], became: Mapping[str, str]) -> None:
    typer.echo(
        "1 item was given back." if given_back == 1 else f"{given_back} items were given back."
    )
    for one, what in became.items():
        hint = ": no service has taken it yet (svar status)" if what == Became.WAITS else ""
        typer.echo(f"  {one}  {what}{hint}")
    for one in missing:
        typer.echo(f"{one} is not parked.", err=True)
