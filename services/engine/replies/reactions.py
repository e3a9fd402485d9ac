"""Recognises messages that a phone writes, not its owner: reactions and automatic answers."""

import re
from collections.abc import Sequence
from itertools import chain

from services.engine.languages import LANGUAGES
from services.engine.replies.reading import legible

_READ = 2500
_OPENINGS = frozenset(chain.from_iterable(pack.reaction_openings for pack in LANGUAGES.values()))
_AUTOMATIC = tuple(chain.from_iterable(pack.autoresponder_openings for pack in LANGUAGES.values()))
_BUSY = tuple(chain.from_iterable(pack.busy_openings for pack in LANGUAGES.values()))
_MARKS = frozenset(chain.from_iterable(pack.autoresponder_marks for pack in LANGUAGES.values()))
_READ_OF_OPENING = 300
# In German the verb follows the quote.
_CLOSINGS = frozenset({"", "reagiert", "geliked", "geliebt", "mit gefällt mir markiert"})
_OPEN_QUOTES, _CLOSE_QUOTES = "\"“”„«»'‟", "\"“”»«'‟"
# With the wide forms that are read as one of them.
_ANY_QUOTE = re.compile(rf"[{_OPEN_QUOTES}\uff02\uff07\u2018\u2019\u02bc]")
_LONGEST_OPENING = 60
_SHORTEST_QUOTE = 10
_NOT_LETTERS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[^\W_]+|[^\w\s\"'.,:;*-]+")


def is_reaction(text: str, *, last_messages: Sequence[str] = ()) -> bool:
    """Say whether `text` is a phone's reaction to one of our messages (`Liked "…"`).

    `last_messages` are those that it may quote; the quote may be cut with an ellipsis. Without
    them the form alone decides.

    >>> is_reaction("Likte «Hvor fornøyd er du?»", last_messages=["Hvor fornøyd er du?"])
    True
    >>> is_reaction('Liked "the music"', last_messages=["Hvor fornøyd er du?"])
    False
    """
    if not _ANY_QUOTE.search(text, 0, _READ):
        return False
    quoted = _quoted(text)
    if quoted is None:
        return False
    return not last_messages or any(_quotes(quoted, message) for message in last_messages)


def is_autoresponder(text: str) -> bool:
    """Say whether `text` is a message that a phone sends by itself: two marks tell it.

    >>> is_autoresponder("Autosvar: Jeg er på ferie"), is_autoresponder("Jeg er på ferie")
    (True, False)
    >>> is_autoresponder("Automatic reply was annoying")
    False
    """
    opening = legible(text[:_READ_OF_OPENING]).lstrip("\"'[(*«“ ")
    if opening.startswith(_AUTOMATIC):
        machine = next(start for start in _AUTOMATIC if opening.startswith(start))
        rest = opening[len(machine) :]
        return rest[:1] in (":", "]") or bool(_marks_in(rest))
    if not opening.startswith(_BUSY):
        return False
    busy = next(start for start in _BUSY if opening.startswith(start))
    marks = _marks_in(opening[len(busy) :])
    return len(marks) > 1 or any(" " in mark for mark in marks)


def _marks_in(text: str) -> list[str]:
    padded = f" {_letters(text)} "
    return [mark for mark in _MARKS if f" {mark} " in padded]


def _quoted(text: str) -> str | None:
    """Return what a message in the form of a reaction quotes, None if it has another form."""
    # The opening alone is read first: most replies with a quote in them are no reactions.
    front = legible(text[:_READ_OF_OPENING])[:_LONGEST_OPENING]
    start = next((i for i, char in enumerate(front) if char in _OPEN_QUOTES), 0)
    if not start or _opening(front[:start]) not in _OPENINGS:
        return None
    line = legible(text[:_READ])
    end = max(map(line.rfind, _CLOSE_QUOTES))
    if end <= start or _letters(line[end:]) not in _CLOSINGS:
        return None
    return line[start + 1 : end]


def _opening(text: str) -> str:
    parts = _PARTS.findall(text)
    return " ".join(part if part[0].isalnum() else "*" for part in parts)


def _quotes(quoted: str, message: str) -> bool:
    """Compare by letters and digits: quotes, spaces and encodings change on the way."""
    ours, theirs = _letters(legible(message)), _letters(quoted)
    if ours == theirs or not theirs:
        return ours == theirs
    is_part = quoted.rstrip().endswith("...") or len(theirs) >= _SHORTEST_QUOTE
    if is_part and ours.startswith(theirs):
        return True
    # Before ours in the same SMS may have stood an error, or what the caller had to say.
    return len(ours) >= _SHORTEST_QUOTE and theirs.endswith(f" {ours}")


def _letters(text: str) -> str:
    return " ".join(_NOT_LETTERS.sub(" ", text).split())
