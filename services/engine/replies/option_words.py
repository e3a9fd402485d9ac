"""The words by which the options of one question can be named, made ready for looking them up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.engine.replies.reading import legible, strip_ends

PREFIX_LENGTH = 3
"""Characters that the beginning of a label must at least have to stand for it."""

_PUNCTUATION = re.compile(r"[^\w\s+<>=%$€£°-]|_")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)|(?<!\S)-(?!\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionWords:
    """One option: its label in every language of the survey, and what else it is called."""

    labels: tuple[str, ...]
    aliases: tuple[str, ...] = ()


class Vocabulary:
    """What each option of one question is called, without case and punctuation.

    A name that two options share names neither.
    """

    def __init__(self, options: Sequence[OptionWords]) -> None:
        self.count = len(options)
        names = [(*option.labels, *option.aliases) for option in options]
        self._exact = _unambiguous(
            (legible(name), i) for i, group in enumerate(names) for name in group
        )
        self._loose = _unambiguous(
            (loose(name), i) for i, group in enumerate(names) for name in group
        )
        self._labels = tuple(tuple(map(loose, option.labels)) for option in options)
        self.longest = max((name.count(" ") + 1 for name in self._loose), default=0)

    def has_label(self, name: str) -> bool:
        """Say whether the plain text `name` is a label or alias, of one option or of several."""
        return name in self._exact or name in self._loose

    def by_label(self, text: str) -> int | None:
        """Return the index of the option whose whole label or alias `text` is."""
        found = self._exact.get(legible(text))
        return self._loose.get(loose(text)) if found is None else found

    def by_prefix(self, text: str) -> int | None:
        """Return the index of the only option that has a label beginning with `text`."""
        start = loose(text)
        if len(start) < PREFIX_LENGTH:
            return None
        found = [
            index
            for index, labels in enumerate(self._labels)
            if any(label.startswith(start) for label in labels)
        ]
        return found[0] if len(found) == 1 else None


def loose(text: str) -> str:
    """Return `text` without case, punctuation and what surrounds it.

    >>> loose("The help, I got!")
    'the help i got'
    """
    return " ".join(_HYPHEN.sub(" ", _PUNCTUATION.sub(" ", strip_ends(legible(text)))).split())


def _unambiguous(names: Iterable[tuple[str, int]]) -> dict[str, int | None]:
    table: dict[str, int | None] = {}
    for name, index in names:
        if name:
            table[name] = index if table.get(name, index) == index else None
    return table
