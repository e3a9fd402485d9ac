"""Shows how each text of a survey begins as it is sent, and how many SMS it takes."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.cli.file_places import FilePlaces
from services.engine.problems import SentText
from services.engine.problems.lengths import named
from services.text.as_sent import measure_as_sent

_WIDE = 160
"""Where nobody looks at it in a terminal, nothing is cut."""
_MOST_SHOWN = 64
"""Characters of a text that are shown."""


def show_text_costs(texts: Sequence[SentText], places: FilePlaces) -> None:
    """Print a row for each text."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDE
    console.print(cost_table(texts, places))


def cost_table(texts: Sequence[SentText], places: FilePlaces) -> Table:
    """A row for each text: those of one place in every language, then those of the next."""
    table = Table("text", "in", "SMS", box=None)
    table.add_column("as it is sent", no_wrap=True, overflow="ellipsis")
    by_place: dict[str, list[SentText]] = {}
    for sent in texts:
        by_place.setdefault(_place(sent.path, places), []).append(sent)
    for place, alike in by_place.items():
        for number, sent in enumerate(alike):
            cost, language = cost_in_words(sent.text), sent.path.rpartition(".")[2]
            shown = "" if number else place
            table.add_row(*_plain([shown, language, cost, beginning(sent.template)]))
    return table


def cost_in_words(text: str) -> str:
    """The number of SMS, and the character that made it Unicode.

    >>> cost_in_words("How was it?"), cost_in_words("1–10?")
    ('1', '1')
    >>> cost_in_words("Ça va, garçon 😀?")
    '1, Unicode because of “ç”'
    """
    cost = measure_as_sent(text)
    if cost.unicode_because is None:
        return str(cost.segments)
    return f"{cost.segments}, Unicode because of “{named(cost.unicode_because)}”"


def beginning(text: str) -> str:
    r"""How a text begins, its lines behind each other.

    >>> beginning("How was it?\n1 = bad")
    'How was it? / 1 = bad'
    """
    line = " / ".join(text.split("\n"))
    return line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}…"


def _place(path: str, places: FilePlaces) -> str:
    """The element's id, and which of its texts it is when it is not the one that is sent first."""
    whole = path.rpartition(".")[0]
    named = places.named(whole)
    if not named:
        return whole
    which = whole.rpartition(".")[2]
    return named if which == "text" else f"{named}, {which}"


def _plain(cells: Sequence[str]) -> Iterator[Text]:
    # Brackets of a text are no markup.
    return (Text(cell) for cell in cells)
