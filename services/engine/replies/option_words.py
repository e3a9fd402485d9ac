"""The words by which the options of one question can be named, made ready for looking them up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from services.engine.languages import LANGUAGES
from services.engine.languages.number_words import without_marks
from services.engine.replies.reading import legible, strip_ends
from services.engine.replies.spelling import is_near

PREFIX_LENGTH = 3
"""Characters that the beginning of a label must at least have to stand for it."""

_PUNCTUATION = re.compile(r"[^\w\s+<>=%$€£°-]|_")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)|(?<!\S)-(?!\S)")
_ARTICLES = frozenset(chain.from_iterable(p.definite_articles for p in LANGUAGES.values()))
_LONGEST_NAME = 80
"""Characters of a name beyond which no letter may be wrong: the comparison is quadratic."""


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
        names = [_with_bare(group) for group in names]
        self._loose = _unambiguous(
            (loose(name), i) for i, group in enumerate(names) for name in group
        )
        self._plain = _unambiguous(
            (form, i)
            for i, group in enumerate(names)
            for name in group
            for form in without_marks(loose(name))
        )
        self._labels = tuple(_with_bare(option.labels) for option in options)
        self._near = [
            (name, index) for name, index in self._loose.items() if len(name) <= _LONGEST_NAME
        ]
        self.longest = max((name.count(" ") + 1 for name in self._loose), default=0)

    def has_label(self, name: str) -> bool:
        """Say whether the plain text `name` is a label or alias, of one option or of several."""
        return name in self._exact or name in self._loose

    def has_exactly(self, name: str) -> bool:
        """Say whether the legible `name` is a label or alias as it was written."""
        return name in self._exact

    def by_label(self, text: str) -> int | None:
        """Return the index of the option whose whole label or alias the legible `text` is."""
        found = self._exact.get(text)
        return self._loose.get(loose(text)) if found is None else found

    def by_likeness(self, name: str, endings: frozenset[str]) -> int | None:
        """Return the only option whose name is `name` but for an ending, its marks or a letter.

        `name` is loose, as `by_prefix` wants it too.
        """
        if not name or len(name) > _LONGEST_NAME:
            return None
        found = self._plain.get(name)
        if found is not None:
            return found
        ended = {index for known, index in self._near if _has_ending(name, known, endings)} - {None}
        if len(ended) == 1:
            return ended.pop()
        near = {index for known, index in self._near if is_near(name, known)}
        return near.pop() if len(near) == 1 else None

    def by_prefix(self, start: str) -> int | None:
        """Return the index of the only option that has a label beginning with the loose `start`."""
        if len(start) < PREFIX_LENGTH:
            return None
        found = [
            index
            for index, labels in enumerate(self._labels)
            if any(label.startswith(start) for label in labels)
        ]
        return found[0] if len(found) == 1 else None

    def by_loose_label(self, name: str) -> int | None:
        """Return the index of the option whose whole label or alias the loose `name` is."""
        return self._loose.get(name)

    def mentioned(self, text: str) -> set[int]:
        """Return the options whose whole label or alias stands among the words of `text`."""
        padded = f" {loose(text)} "
        return {
            index
            for name, index in self._loose.items()
            if index is not None and len(name) > 1 and f" {name} " in padded
        }


def _with_bare(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names, loose, also without apostrophes, and without an article before them."""
    plain = [loose(name) for name in names]
    joined = [loose(legible(name).replace("'", "")) for name in names]
    parts = (name.partition(" ") for name in plain)
    bare = (rest for first, _, rest in parts if rest and first in _ARTICLES)
    return (*plain, *joined, *bare)


def loose(text: str) -> str:
    """Return `text` without case, punctuation and what surrounds it.

    >>> loose("The help, I got!")
    'the help i got'
    """
    return " ".join(_HYPHEN.sub(" ", _PUNCTUATION.sub(" ", strip_ends(legible(text)))).split())


def _has_ending(name: str, known: str, endings: frozenset[str]) -> bool:
    if len(known) < PREFIX_LENGTH or not name.startswith(known):
        return False
    return name[len(known) :].lstrip("'") in endings


def _unambiguous(names: Iterable[tuple[str, int]]) -> dict[str, int | None]:
    table: dict[str, int | None] = {}
    for name, index in names:
        if name:
            table[name] = index if table.get(name, index) == index else None
    return table
