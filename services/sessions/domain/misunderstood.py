"""Replies that were not understood, as an author may read them: masked, and alike ones as one.

They show which words an option lacks, and which question asks for the wrong thing.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from services.engine.replies import normalise

NEWEST_SESSIONS = 20_000
"""Sessions of a survey whose replies are looked at, the newest ones."""
NEWEST_REPLIES = 2_000
"""Replies that are looked at in these, the newest ones."""
CHARACTERS_SHOWN = 80
MOST_GROUPS = 200

_PRIVATE = re.compile(r"\S*@\S+|https?://\S+|\+?[0-9][0-9 ().-]{4,}[0-9]")
_MASK = "•••"
_CHOICES = frozenset({"dropdown", "multipleChoice"})
_MOST_WORDS_OF_AN_ALIAS = 3


class MisunderstoodReply(Struct, frozen=True, kw_only=True):
    """One reply that was asked again or confirmed."""

    element_id: str
    element_type: str
    text: str
    reason: str
    received_at: datetime


class Misunderstood(Struct, frozen=True, kw_only=True):
    """Replies to one question that say the same; `alias` is what an option could be called too."""

    element_id: str
    element_type: str
    text: str
    reason: str
    count: int
    newest_at: datetime
    alias: str


def grouped(replies: Iterable[MisunderstoodReply]) -> Sequence[Misunderstood]:
    """Put alike replies together, those with the newest reply first; at most `MOST_GROUPS`."""
    alike: dict[tuple[str, str], list[MisunderstoodReply]] = {}
    for reply in sorted(replies, key=lambda one: one.received_at, reverse=True):
        alike.setdefault((reply.element_id, normalise(masked(reply.text))), []).append(reply)
    return [_group(ones) for ones in list(alike.values())[:MOST_GROUPS]]


def masked(text: str) -> str:
    """Return the beginning of a reply without addresses, links and long numbers.

    >>> masked("call me on 99 88 77 66 or kari@example.org")
    'call me on ••• or •••'
    """
    hidden = " ".join(_PRIVATE.sub(_MASK, text).split())
    if len(hidden) <= CHARACTERS_SHOWN:
        return hidden
    return hidden[: CHARACTERS_SHOWN - 1].rstrip() + "…"


def _group(alike: Sequence[MisunderstoodReply]) -> Misunderstood:
    newest = alike[0]
    return Misunderstood(
        element_id=newest.element_id,
        element_type=newest.element_type,
        text=masked(newest.text),
        reason=newest.reason,
        count=len(alike),
        newest_at=newest.received_at,
        alias=_alias(newest, count=len(alike)),
    )


def _alias(reply: MisunderstoodReply, *, count: int) -> str:
    """A few words that more than one customer sent for an option: no numbers, nothing masked."""
    words = normalise(reply.text)
    few = 0 < len(words.split()) <= _MOST_WORDS_OF_AN_ALIAS and len(words) <= CHARACTERS_SHOWN
    plain = all(char.isalpha() or char in " '-" for char in words)
    return words if reply.element_type in _CHOICES and count > 1 and few and plain else ""
