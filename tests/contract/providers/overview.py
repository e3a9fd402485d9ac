"""The providers side by side, from their tables: `python -m tests.contract.providers.overview` prints it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from services.sms.domain.provider import ProviderReply, ProviderReport, Received
from services.sms.ports.provider import Polled
from tests.contract.providers.table import Table, tables

COLUMNS: Final = (
    *(
        "type",
        "in one request",
        "drops repeats",
        "signed over",
        "parts",
        "names sessions",
        "polled",
    ),
    *("cases: sent", "answered", "called back", "forged", "settings"),
)


def overview() -> str:
    """Return the table, in Markdown."""
    rows = [COLUMNS, ["---"] * len(COLUMNS), *map(_row, tables().values())]
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


def _row(table: Table) -> Sequence[object]:
    provider = table.provider()
    traits = provider.traits
    return (
        f"`{table.type}`",
        traits.batch,
        _repeats(traits.drops_repeats, traits.repeats_dropped_for),
        " and ".join(sorted(table.covers)),
        _mark(any(one.part for came in table.came.values() for one in _items(came.says))),
        _mark(traits.names_sessions),
        _mark(isinstance(provider, Polled)),
        *map(len, (table.sent, table.answered, table.came, table.forged, table.wrong_settings)),
    )


def _items(received: Received) -> Iterator[ProviderReply | ProviderReport]:
    yield from received.replies
    yield from received.reports


def _repeats(dropped: bool, lasts: timedelta | None) -> str:
    if not dropped or lasts is None:
        return _mark(dropped)
    return f"for {lasts // timedelta(hours=1)} h"


def _mark(holds: bool) -> str:
    return "yes" if holds else ""


if __name__ == "__main__":
    print(overview(), end="")
