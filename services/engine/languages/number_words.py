"""Builds the table of a language's number words from its few irregular ones.

It knows how two words are put together (`{ten}-{unit}`), not which words a language has.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

# Letters that people write without their marks on a foreign keyboard, and that Unicode does not
# take apart by itself.
_PLAIN_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss"})
_DIGRAPHS = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "æ": "ae"})


def number_words(
    words: Mapping[int, str],
    *,
    joined: Sequence[str],
    linking: Mapping[int, str] | None = None,
) -> Mapping[str, int]:
    """Return every spelling of the numbers in `words` and of the compounds from 21 to 99.

    `words` gives the spellings of a number, parted by bars. `joined` holds the patterns of a
    compound with the places `{ten}` and `{unit}`. `linking` gives further spellings that a unit
    has only inside a compound.

    >>> english = number_words({1: "one", 8: "eight", 20: "twenty"}, joined=["{ten}-{unit}"])
    >>> dict(english)
    {'one': 1, 'eight': 8, 'twenty': 20, 'twenty-one': 21, 'twenty-eight': 28}
    """
    table = {spelling: number for number, text in words.items() for spelling in text.split("|")}
    for spelling, number in _compounds(words, joined, linking or {}):
        table.setdefault(spelling, number)
    for spelling, number in list(table.items()):
        for plain in without_marks(spelling):
            table.setdefault(plain, number)
    return MappingProxyType(table)


def _compounds(
    words: Mapping[int, str], joined: Sequence[str], linking: Mapping[int, str]
) -> Iterator[tuple[str, int]]:
    for ten in (number for number in range(20, 100, 10) if number in words):
        for unit in (number for number in range(1, 10) if number in words):
            units = [*words[unit].split("|"), *linking.get(unit, "").split("|")]
            for ten_word in words[ten].split("|"):
                for unit_word in filter(None, units):
                    for pattern in joined:
                        yield pattern.format(ten=ten_word, unit=unit_word), ten + unit


def without_marks(spelling: str) -> tuple[str, str]:
    bare = unicodedata.normalize("NFD", spelling.translate(_PLAIN_LETTERS))
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return plain, spelling.translate(_DIGRAPHS)
