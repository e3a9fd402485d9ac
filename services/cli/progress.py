"""What a person at a terminal sees of work that may take long; scripts see nothing of it."""

import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


def progress_bars(*, quiet: bool) -> Progress:
    """Return bars to be used as a context; `Progress.track` makes one and leads through the items.

    They are shown on stderr while it lasts and leave nothing behind; nothing is shown when `quiet`,
    or when stdout or stderr is no terminal.
    """
    is_watched = sys.stdout.isatty() and sys.stderr.isatty()
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=quiet or not is_watched,
    )
