"""How the commands about parked items let a person choose some: options that they share, and ids."""

from collections.abc import Sequence
from typing import Final

import typer

from services.runtime.errors import ConfigurationError
from services.runtime.ids import parse_id

KIND: Final = typer.Option(help="Only these.", show_default=False)
REASON: Final = typer.Option(
    help="Only those parked for this reason, written out.", show_default=False
)
BECAUSE: Final = typer.Option(help="Only those parked because of this.", show_default=False)
JSON: Final = typer.Option("--json", help="Print one JSON object.")


def plain_ids(typed: Sequence[str]) -> list[str]:
    """Return ids in their plain form; raises ConfigurationError naming each that is none."""
    parsed = {one: parse_id(one) for one in typed}
    wrong = [one for one, plain in parsed.items() if plain is None]
    if wrong:
        raise ConfigurationError([f"{one} is no id: `svar parked` lists them." for one in wrong])
    return [plain for plain in parsed.values() if plain is not None]
