"""The row that says how far the taking-in has come."""

from typing import Final

from services.results.ports.taking_in import Progress
from services.runtime.statements import Row

COLUMNS: Final = "turn, cursor, position, generation, rebuilding, rebuilt_through, as_of"


def from_row(row: Row) -> Progress:
    """Read it."""
    return Progress(
        turn=row.turn,
        cursor=row.cursor,
        position=row.position,
        generation=row.generation,
        rebuilding=row.rebuilding,
        rebuilt_through=row.rebuilt_through,
        as_of=row.as_of,
    )
