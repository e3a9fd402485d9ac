"""The model's limits on what is said to whoever answers no question.

Three automatic texts to a phone from a sender in 24 hours, twenty texts to a phone in an hour, with
the first ones of surveys but without what follows answers, and nothing follows from the third
identical text in a row of which none was an answer. First texts cost no stop its confirmation.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto

from tests.model.book import Book, Said

AUTOMATIC = frozenset({"late", "help", "unknown"})
SUSPICIOUS = AUTOMATIC | {"invalid", "confirm", "repeat"}
CONFIRMED = frozenset({"stop", "start"})


MOST_IN_AN_HOUR = 20


class Ruling(Enum):
    """What may be said."""

    SAY = auto()
    SILENCE = auto()
    IGNORE = auto()


def rule(
    book: Book, reply: Said, before: Sequence[Said], *, now: datetime, must_say: bool
) -> Ruling:
    """Rule on a reply that a text would follow, and count the text if it may be said."""
    if reply.verdict in SUSPICIOUS and _third_in_a_row(reply, before):
        return Ruling.IGNORE
    own, everything = (reply.line.phone, reply.line.sender), (reply.line.phone, "")
    heard = _spoken(book, everything, now - timedelta(hours=1))
    if reply.verdict not in CONFIRMED:
        heard = heard_lately(book, reply.line.phone, now=now)
    many = heard >= MOST_IN_AN_HOUR
    automatic = reply.verdict in AUTOMATIC
    full = automatic and _spoken(book, own, now - timedelta(hours=24)) >= 3
    if (many or full) and not must_say:
        return Ruling.SILENCE
    for key in (everything, own) if automatic else (everything,):
        book.spoken.setdefault(key, []).append(now)
    return Ruling.SAY


def heard_lately(book: Book, phone: str, *, now: datetime) -> int:
    """Return how many texts a phone got within the hour that answer no answer of its own."""
    since = now - timedelta(hours=1)
    begun = [talk for talk in book.talks_of(phone) if talk.created_at > since]
    return sum(talk.first_texts for talk in begun) + _spoken(book, (phone, ""), since)


def earlier(book: Book, reply: Said, batch: Sequence[Said]) -> list[Said]:
    """Return the last two replies of the same conversation: stored ones by their time, then the batch's."""
    same = [one for one in book.replies.values() if one.verdict and _same(one, reply)]
    stored = sorted((one for one in same if one not in batch), key=lambda one: (one.at, one.number))
    return [*stored, *(one for one in batch if one in same and one is not reply)][-2:]


def _same(one: Said, other: Said) -> bool:
    if one.talk is not None or other.talk is not None:
        return one.talk is other.talk
    return one.line == other.line


def _third_in_a_row(reply: Said, before: Sequence[Said]) -> bool:
    same = [one.words.strip() == reply.words.strip() and one.verdict != "answer" for one in before]
    return len(same) == 2 and all(same)


def _spoken(book: Book, key: tuple[str, str], since: datetime) -> int:
    return sum(at > since for at in book.spoken.get(key, []))
