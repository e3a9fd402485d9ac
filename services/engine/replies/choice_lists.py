"""Takes a list of choices apart: `1, 3`, `red and blue`, `1 3`, `nr 1 og nr 3`.

An item is a shown number, a number word, a label or alias, or the beginning of one label. One item
that is none of them makes the whole text no list: half a list is never taken.
"""

import re
from collections.abc import Iterator

from services.engine.replies.option_words import Vocabulary
from services.engine.replies.reading import strip_ends
from services.engine.replies.words import (
    and_words_of,
    number_marks_of,
    number_word,
    number_words_of,
)

_STRONG = re.compile(r"[,;/+&\n]")
_SHOWN = re.compile(r"0*([1-9][0-9]{0,2})")
_MOST_WORDS = 200


def chosen_in_list(line: str, *, vocabulary: Vocabulary, language: str) -> tuple[int, ...] | None:
    """Return the indices from 0 that legible `line` lists, ascending, without duplicates.

    None if it is no list. A list may have one item.
    """
    chosen: set[int] = set()
    pieces = [piece for piece in map(strip_ends, _STRONG.split(line)) if piece]
    for piece in pieces[:_MOST_WORDS]:
        found = _in_piece(piece, vocabulary, language)
        if found is None:
            return None
        chosen |= found
    return tuple(sorted(chosen)) if chosen and len(pieces) <= _MOST_WORDS else None


def _in_piece(piece: str, vocabulary: Vocabulary, language: str) -> set[int] | None:
    """Read what stands between two separators: one item, or several parted by words and spaces."""
    whole = _item(piece, vocabulary, language)
    if whole is not None:
        return {whole}
    words = [word for word in map(strip_ends, piece.split(" ")) if word]
    if len(words) > _MOST_WORDS:
        return None
    found = list(_items(words, vocabulary, language))
    return None if None in found else {index for index in found if index is not None}


def _item(piece: str, vocabulary: Vocabulary, language: str) -> int | None:
    for found in (
        vocabulary.by_label(piece),
        _shown(piece, number_word(piece, language), vocabulary),
        vocabulary.by_prefix(piece),
    ):
        if found is not None:
            return found
    return None


def _items(words: list[str], vocabulary: Vocabulary, language: str) -> Iterator[int | None]:
    """Yield the item at each place, the longest first; None once where none is."""
    and_words = and_words_of(language)
    skipped = and_words | number_marks_of(language)
    place = 0
    while place < len(words):
        length, found = _longest(words[place:], vocabulary, language)
        if found is None and _stands_alone(words, place, and_words):
            found = vocabulary.by_prefix(words[place])
        if found is not None:
            yield found
        elif words[place] not in skipped:
            yield None
            return
        place += length


def _longest(words: list[str], vocabulary: Vocabulary, language: str) -> tuple[int, int | None]:
    for length in range(min(vocabulary.longest, len(words)), 0, -1):
        found = vocabulary.by_label(" ".join(words[:length]))
        if found is not None:
            return length, found
    # Number words of other languages are not taken here: `1 to 3` is no Norwegian two.
    return 1, _shown(words[0], number_words_of(language).get(words[0]), vocabulary)


def _stands_alone(words: list[str], place: int, and_words: frozenset[str]) -> bool:
    # The beginning of a label is an item only by itself: in `the wait`, `the` is an article.
    neighbours = [*words[max(0, place - 1) : place], *words[place + 1 : place + 2]]
    return words[place] not in and_words and and_words.issuperset(neighbours)


def _shown(piece: str, spelled: int | None, vocabulary: Vocabulary) -> int | None:
    match = _SHOWN.fullmatch(piece)
    number = int(match[1]) if match else spelled
    return number - 1 if number is not None and 1 <= number <= vocabulary.count else None
