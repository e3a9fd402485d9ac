"""Takes a list of choices apart: `1, 3`, `red and blue`, `1 3`, `nr 1 og nr 3`.

An item is a shown number, a number word, an ordinal, a label or alias, or the beginning of one
label. One item that is none of them makes the whole text no list: half a list is never taken.
"""

import re
from collections.abc import Iterator

from services.engine.replies import roles as r
from services.engine.replies.choice_names import name_of
from services.engine.replies.clauses import items_of
from services.engine.replies.lexicon import Lexicon
from services.engine.replies.option_words import Vocabulary, loose
from services.engine.replies.reading import strip_ends

_STRONG = re.compile(r"[,;/+&\n•·]")
_ASIDE = re.compile(r"\([^()0-9]{2,80}\)?[ .!]*$")
_SENTENCE_END = re.compile(r"[.!]+ ")
_SHOWN = re.compile(r"0*([1-9][0-9]{0,2})")
_MOST_WORDS = 60
_SKIPPED = r.AND | r.NUMBER_MARK | r.OPTION_MARK | r.AROUND
_AGAINST = r.DENIAL | r.NEVER | r.OR | r.HEDGE | r.CONDITION


def chosen_in_list(
    line: str, *, vocabulary: Vocabulary, lexicon: Lexicon
) -> tuple[int, ...] | None:
    """Return the indices from 0 that legible `line` lists, ascending, without duplicates.

    None if it is no list. A list may have one item.
    """
    listed = _listed(line, vocabulary, lexicon)
    if listed is not None:
        return listed
    end = _SENTENCE_END.search(line)
    if end is None:
        return None
    # `One and four please. Best wishes, Len`
    listed = _listed(line[: end.start()], vocabulary, lexicon)
    several = listed is not None and len(listed) > 1
    return listed if several and _is_comment([line[end.end() :]], vocabulary, lexicon) else None


def _listed(line: str, vocabulary: Vocabulary, lexicon: Lexicon) -> tuple[int, ...] | None:
    chosen: set[int] = set()
    line = _without_aside(line, vocabulary)
    pieces = [piece for piece in map(strip_ends, _STRONG.split(line)) if piece]
    for place, piece in enumerate(pieces[:_MOST_WORDS]):
        found = _in_piece(piece, vocabulary, lexicon)
        if found is None and len(chosen) > 1 and _is_comment(pieces[place:], vocabulary, lexicon):
            break
        if found is None or (not found and place == 0 and len(pieces) == 1):
            return None
        chosen |= found
    return tuple(sorted(chosen)) if chosen and len(pieces) <= _MOST_WORDS else None


def _without_aside(line: str, vocabulary: Vocabulary) -> str:
    """Return a list without what stands in brackets behind it, if that names no option."""
    aside = _ASIDE.search(line)
    if aside is None or not aside.start() or vocabulary.mentioned(aside[0]):
        return line
    return line[: aside.start()]


def _is_comment(pieces: list[str], vocabulary: Vocabulary, lexicon: Lexicon) -> bool:
    """Whether what stands behind two choices and more names no other, and takes none back."""
    items = items_of(", ".join(pieces), lexicon)
    against = _AGAINST | r.CORRECTION | r.NO | r.NUMBER
    named = vocabulary.mentioned(" ".join(pieces))
    return not named and not any(
        item.roles & against and not item.roles & r.AROUND for item in items
    )


def _item(piece: str, vocabulary: Vocabulary, lexicon: Lexicon) -> int | None:
    """Return the option that the whole of `piece` names."""
    found = vocabulary.by_label(piece)
    if found is None:
        found = _shown(piece, lexicon, vocabulary)
    if found is None:
        named = name_of(loose(piece), vocabulary, lexicon)
        return None if named is None else named[0]
    return found


def _in_piece(piece: str, vocabulary: Vocabulary, lexicon: Lexicon) -> set[int] | None:
    """Read what stands between two separators: one item, or several parted by words and spaces."""
    whole = _item(piece, vocabulary, lexicon)
    if whole is not None:
        return {whole}
    words = [word for word in map(strip_ends, piece.split(" ")) if word]
    if len(words) > _MOST_WORDS:
        return None
    joined = [_item(part, vocabulary, lexicon) for part in _parts(words, lexicon)]
    if None not in joined and joined:
        return {index for index in joined if index is not None}
    found = list(_items(words, vocabulary, lexicon))
    return None if None in found else {index for index in found if index is not None}


def _parts(words: list[str], lexicon: Lexicon) -> Iterator[str]:
    """Yield what stands between the words for `and`, without the words before it that mean nothing."""
    part: list[str] = []
    place = 0
    while place < len(words):
        length = _skipped(words[place:], lexicon)
        if length == 1 and _is_number(words[place], lexicon):
            length = 0
        if length and (not part or _is_and(words[place : place + length], lexicon)):
            if part:
                yield " ".join(part)
            part = []
            place += length
        else:
            part.append(words[place])
            place += 1
    if part:
        yield " ".join(part)


def _is_number(word: str, lexicon: Lexicon) -> bool:
    meaning = lexicon.word(word)
    return meaning is not None and meaning.value is not None


def _is_and(words: list[str], lexicon: Lexicon) -> bool:
    meaning = lexicon.word(" ".join(words))
    if meaning is None and len(words) > 1:
        meaning = dict(lexicon.phrases(words[0], words[1])).get(tuple(words))
    return meaning is not None and bool(meaning.roles & r.AND)


def _items(words: list[str], vocabulary: Vocabulary, lexicon: Lexicon) -> Iterator[int | None]:
    """Yield the item at each place, the longest first; None once where none is."""
    place = 0
    while place < len(words):
        length, found = _longest(words[place:], vocabulary, lexicon)
        if found is None and _stands_alone(words, place, lexicon):
            length, found = 1, _item(words[place], vocabulary, lexicon)
        if found is not None:
            yield found
        else:
            length = _skipped(words[place:], lexicon)
            if not length:
                yield None
                return
        place += length


def _longest(words: list[str], vocabulary: Vocabulary, lexicon: Lexicon) -> tuple[int, int | None]:
    for length in range(min(max(vocabulary.longest, 3), len(words)), 0, -1):
        name = " ".join(words[:length])
        found = vocabulary.by_label(name)
        if found is None and length > 1:
            found = _ordinal(name, lexicon, vocabulary)
        if found is None and length == vocabulary.longest and length > 1:
            found = vocabulary.by_likeness(name, lexicon.label_endings)
        if found is not None:
            return length, found
    return 1, _shown(words[0], lexicon, vocabulary)


def _skipped(words: list[str], lexicon: Lexicon) -> int:
    """Return how many words at the front mean nothing in a list; 0 where they mean something."""
    for parts, meaning in lexicon.phrases(words[0], words[1] if len(words) > 1 else ""):
        if tuple(words[: len(parts)]) == parts:
            if meaning.roles & _AGAINST:
                return 0
            if meaning.roles & _SKIPPED:
                return len(parts)
    meaning_of_one = lexicon.word(words[0])
    if meaning_of_one is None or meaning_of_one.roles & (r.DENIAL | r.NEVER | r.OR):
        return 0
    return 1 if meaning_of_one.roles & (_SKIPPED | r.ARTICLE) else 0


def _stands_alone(words: list[str], place: int, lexicon: Lexicon) -> bool:
    # The beginning of a label is an item only by itself: in `the wait`, `the` is an article.
    neighbours = [*words[max(0, place - 1) : place], *words[place + 1 : place + 2]]
    return not _skipped(words[place:], lexicon) and all(
        _skipped([word], lexicon) for word in neighbours
    )


def _shown(piece: str, lexicon: Lexicon, vocabulary: Vocabulary) -> int | None:
    match = _SHOWN.fullmatch(piece)
    if match:
        number: int | None = int(match[1])
    else:
        meaning = lexicon.word(piece)
        number = meaning.value if meaning is not None else None
    return number - 1 if number is not None and 1 <= number <= vocabulary.count else None


def _ordinal(name: str, lexicon: Lexicon, vocabulary: Vocabulary) -> int | None:
    if name not in lexicon.ordinals:
        return None
    named = name_of(name, vocabulary, lexicon)
    return None if named is None else named[0]
