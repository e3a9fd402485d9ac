"""How the model says something: texts with their places, pauses and use, outside a talk or in one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.model.book import Book, Line, Talk, Text

GRACE = timedelta(minutes=5)
A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)

Words = tuple[str, str]
"""A kind (text, question, error, confirm, repeat, completion, …) and what is said."""

ASKING = frozenset({"question", "error", "confirm", "repeat", "reminder"})
GOING_ON = frozenset({"question", "completion"})


def say(book: Book, talk: Talk, said: Sequence[Words], *, now: datetime) -> None:
    """Add texts to a talk: the first at once, each other after the survey's pause."""
    for number, (kind, words) in enumerate(said):
        text = Text(
            line=talk.line,
            talk=talk,
            place=talk.sent + 1,
            words=words,
            kind=kind,
            pause=talk.survey.pause if number else timedelta(0),
            useful_until=_useful_until(kind, talk.expires_at, now),
            made=next(book.numbers),
        )
        talk.texts.append(text)
        book.texts.append(text)
        if kind == "question":
            talk.question = text.place
            talk.reminded = 0
    if any(kind in ASKING for kind, _ in said):
        talk.asked_at = now


def say_outside(book: Book, line: Line, said: Words, *, now: datetime) -> None:
    """Add a text outside any talk, of use for a day."""
    kind, words = said
    text = Text(
        line=line,
        talk=None,
        place=0,
        words=words,
        kind=kind,
        pause=timedelta(0),
        useful_until=now + A_DAY,
        made=next(book.numbers),
    )
    book.texts.append(text)


def _useful_until(kind: str, expires_at: datetime, now: datetime) -> datetime:
    """What is asked is of use while it may be answered, what ends something for a day at least."""
    if kind == "reminder":
        return expires_at - AN_HOUR
    if kind not in {"text", *ASKING}:
        return max(expires_at, now + A_DAY)
    return expires_at if now < expires_at else expires_at + GRACE
