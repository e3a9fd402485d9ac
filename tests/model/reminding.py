"""Who must be reminded, and who must not, in the words of `services/sessions/README.md`.

The question again, so many hours after the provider took the last text that is no reminder itself: once,
never in the last hour, to nobody whose reply is on its way. It counts as one of the twenty in an hour.
"""

from datetime import datetime, timedelta

from tests.model.book import Book, Talk, Text, Where
from tests.model.questionnaires import REMINDER
from tests.model.restraint import MOST_IN_AN_HOUR, heard_lately
from tests.model.speaking import AN_HOUR, say

A_WHILE = timedelta(minutes=5)
"""What has to wait for a reply, or for an hour to pass, is looked at again after so long at the latest."""


def note(book: Book, talk: Talk, *, reminded: bool, now: datetime) -> None:
    """Note whether an open talk was reminded when its time was looked at, which must be right."""
    due, waits = _due(talk, now=now), _waits(book, talk, now=now)
    if reminded:
        assert due, f"a reminder that nobody is due: {talk.texts[-1].words}"
        assert not waits, "a reminder to somebody who has replied, or has heard enough"
        talk.pending = None
        question = talk.survey.step(talk.current).text
        say(book, talk, [("reminder", f"{REMINDER}\n{question}")], now=now)
        talk.reminded = due
        book.spoken.setdefault((talk.line.phone, ""), []).append(now)
    elif waits:
        talk.may_wait_until = now + A_WHILE
    else:
        late = talk.may_wait_until is None or now > talk.may_wait_until
        assert not (due and late), f"a reminder that never came, after {talk.texts[-1].words}"


def _due(talk: Talk, *, now: datetime) -> int:
    """The number of the reminder that is due, 0 for none."""
    counted = _counted_from(talk)
    if counted.where is not Where.SENT or counted.sent_at is None:
        return 0
    if counted.reported in {"failed", "rejected", "expired"} or now > talk.expires_at - AN_HOUR:
        return 0
    passed = now - counted.sent_at
    number = sum(passed >= timedelta(hours=hours) for hours in talk.survey.reminders)
    return number if number > talk.reminded else 0


def _counted_from(talk: Talk) -> Text:
    return next(text for text in reversed(talk.texts) if text.kind != "reminder")


def _waits(book: Book, talk: Talk, *, now: datetime) -> bool:
    since = _counted_from(talk).queued_at
    replied = any(
        not reply.verdict and since is not None and reply.at >= since
        for reply in book.replies.values()
        if reply.line.phone == talk.line.phone
        and reply.line.sender == talk.line.sender
        and reply.line.subnumber in {talk.line.subnumber, ""}
    )
    return replied or heard_lately(book, talk.line.phone, now=now) >= MOST_IN_AN_HOUR
