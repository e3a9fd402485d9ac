"""What each text of a survey costs as an SMS, as a table for people; for programs see `check`."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.text.segments import measure

_WIDE = 160
"""Where nobody looks at it in a terminal, nothing is cut."""


def show_text_costs(texts: Sequence[tuple[str, str]]) -> None:
    """Print how many SMS each text takes; `texts` are paths ending in a language, and the texts."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDE
    console.print(cost_table(texts))


def cost_table(texts: Sequence[tuple[str, str]]) -> Table:
    """A row for each place, a column for each language, in the order in which they come."""
    costs = {_place_and_language(path): cost_in_words(text) for path, text in texts}
    languages = list(dict.fromkeys(language for _, language in costs))
    table = Table("text", *(f"SMS ({language})" for language in languages), box=None)
    for place in dict.fromkeys(place for place, _ in costs):
        cells = (costs.get((place, language), "") for language in languages)
        table.add_row(*_plain([place, *cells]))
    return table


def cost_in_words(text: str) -> str:
    """The number of SMS, and the character that made it Unicode.

    >>> cost_in_words("How was it?"), cost_in_words("1–10?")
    ('1', '1, Unicode because of “–”')
    """
    cost = measure(text)
    if cost.unicode_because is None:
        return str(cost.segments)
    return f"{cost.segments}, Unicode because of “{cost.unicode_because}”"


def _place_and_language(path: str) -> tuple[str, str]:
    place, _, language = path.rpartition(".")
    return place, language


def _plain(cells: Sequence[str]) -> Iterator[Text]:
    # Brackets of a path are no markup.
    return (Text(cell) for cell in cells)
