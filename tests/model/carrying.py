"""How texts get to phones in the model: in order, each when it is due, and what is dropped on the way.

Checks what the system shows of itself as it goes; a check that fails is a finding.
"""

from collections.abc import Sequence
from datetime import datetime

from services.sessions.domain.delivery import Delivery, End, QueuedMessage
from services.sms.domain.messages import Outgoing
from services.sms.domain.sending import Ended, Postponed, Sent, Settlement
from tests.model.book import Book, Line, Talk, Text, Where


def take_over(book: Book, deliveries: Sequence[Delivery], *, now: datetime) -> None:
    """Queue what sms has taken over in one call: every text, then every end."""
    for delivery in deliveries:
        for message in delivery.messages:
            _queue(book, _text_of(book, delivery, message), message.id, now=now)
    ends = [(one, one.end) for one in deliveries if one.end is not None]
    dropped = [text for delivery, end in ends for text in _drop(book, delivery, end)]
    dropped += [text for delivery in deliveries for text in _withdraw(book, delivery)]
    for text in dropped:
        _promote(text, now=now)


def seen_at(book: Book, line: Line, now: datetime) -> Text | None:
    """Return the newest text on a line that was due by now: the last that the phone can have seen."""
    due = [text for text in book.texts if text.line == line and text.due_at and text.due_at <= now]
    return max(due, key=lambda text: (text.due_at, text.made), default=None)


def leave(book: Book, message: Outgoing, *, now: datetime, reaches: bool) -> Text:
    """Check that a message may leave now, and that the phone gets what it should, once."""
    text = book.by_id[message.id]
    line = Line(phone=message.recipient, sender=message.sender, subnumber=message.subnumber)
    assert (message.text, line) == (text.words, text.line), "another text, or to another phone"
    assert text.due_at is not None, "not first in line"
    assert text.due_at <= now, "before its time"
    assert text.where in {Where.QUEUED, Where.DROPPED}, f"{text.where} already"
    assert message.expires_at == text.useful_until, "of use for another time"
    assert text.arrived <= text.unclear, "sent again although its outcome was clear"
    if text.talk is not None:
        before = text.talk.texts[: text.place - 1]
        assert all(one.where not in {Where.OUTBOX, Where.QUEUED} for one in before), "out of order"
    text.arrived += reaches
    return text


def settle(book: Book, settlements: Sequence[Settlement], *, now: datetime) -> list[Text]:
    """Note what became of texts; returns those of which sms will tell that they failed."""
    failed = []
    for one in settlements:
        text = book.by_id[one.id]
        match one:
            case Sent(at=at) if text.where in {Where.QUEUED, Where.DROPPED}:
                text.where, text.sent_at = Where.SENT, at
                _promote(text, now=now)
            case Ended(status=status) if text.where is Where.QUEUED:
                text.where = Where(status.value)
                text.reported = status.value
                failed.append(text)
                if _is_hopeless(book, text.talk):
                    _drop_behind(text)
                else:
                    _promote(text, now=now)
            case Sent() | Ended() | Postponed():
                pass
    return failed


def _text_of(book: Book, delivery: Delivery, message: QueuedMessage) -> Text:
    """Find the text of a message, and check that it says what it should."""
    if message.id in book.by_id:
        return book.by_id[message.id]
    if delivery.session_id is None:
        text = _outside_text(book, delivery, message)
    else:
        text = book.talks[delivery.session_id].texts[message.sequence - 1]
    assert not text.id, "two messages for one text"
    expected = (text.words, text.kind, text.pause.total_seconds(), text.useful_until)
    told = (message.text, message.kind, message.delay_seconds, message.expires_at)
    assert told == expected, f"{told} instead of {expected}"
    assert text.line == _line_of(delivery), "to another address"
    return text


def _outside_text(book: Book, delivery: Delivery, message: QueuedMessage) -> Text:
    return next(
        text
        for text in book.texts
        if text.talk is None
        and text.where is Where.OUTBOX
        and (text.line, text.words, text.useful_until)
        == (_line_of(delivery), message.text, message.expires_at)
    )


def _queue(book: Book, text: Text, message_id: str, *, now: datetime) -> None:
    text.id = message_id
    book.by_id[message_id] = text
    if text.where is not Where.OUTBOX:
        return
    text.where, text.queued_at = Where.QUEUED, now
    before = _before(text)
    if before is not None and _has_failed(before) and _is_hopeless(book, text.talk):
        text.where = Where.DROPPED
    elif before is None:
        text.due_at = now
    elif before.where not in {Where.OUTBOX, Where.QUEUED}:
        text.due_at = max(now, (before.sent_at or now) + text.pause)


def _drop(book: Book, delivery: Delivery, end: End) -> list[Text]:
    """Note an end, and drop what has not left; returns that."""
    talk = book.talks.get(delivery.session_id or "")
    place = next(
        one
        for one in book.places
        if one.line == _line_of(delivery)
        and (one.talk is talk if talk else one.talk is None and one.created_at == end.at)
    )
    place.ended_at = place.ended_at or end.at
    if talk is None:
        assert end.drop_through == 0, "an address given back with something to drop"
        return []
    assert (end.at, end.drop_through) in talk.ends, f"ended at {end}, not in {talk.ends}"
    # Also what has not come to sms yet: it may come after its end.
    on_the_way = {Where.QUEUED, Where.OUTBOX}
    dropped = [one for one in talk.texts[: end.drop_through] if one.where in on_the_way]
    for text in dropped:
        text.where = Where.DROPPED
    return dropped


def _withdraw(book: Book, delivery: Delivery) -> list[Text]:
    """Drop a reminder that has not left, since its phone has replied; returns what was dropped."""
    if not delivery.withdraw_through:
        return []
    talk = book.talks[delivery.session_id or ""]
    assert talk.texts[delivery.withdraw_through - 1].kind == "reminder", "no reminder taken back"
    on_the_way = {Where.QUEUED, Where.OUTBOX}
    dropped = [one for one in talk.texts[: delivery.withdraw_through] if one.where in on_the_way]
    for text in dropped:
        text.where = Where.DROPPED
    return dropped


def _is_hopeless(book: Book, talk: Talk | None) -> bool:
    """Whether nothing may follow: the first text failed for good, nobody replied, and nobody said the end."""
    if talk is None or not _has_failed(talk.texts[0]) or talk.texts[0].where is Where.DROPPED:
        return False
    ended = any(place.talk is talk and place.ended_at is not None for place in book.places)
    replied = any(one.seen and one.seen.talk is talk for one in book.replies.values())
    return not ended and not replied


def _has_failed(text: Text) -> bool:
    ends = {Where.DROPPED, Where.EXPIRED, Where.FAILED}
    return text.where in ends or text.reported in {"failed", "expired", "rejected"}


def _drop_behind(text: Text) -> None:
    assert text.talk is not None
    for following in text.talk.texts:
        if following.where is Where.QUEUED:
            following.where = Where.DROPPED


def _promote(text: Text, *, now: datetime) -> None:
    """Put the text behind one that has left, or never will, first in line."""
    talk: Talk | None = text.talk
    if talk is None or text.place >= talk.sent:
        return
    following = talk.texts[text.place]
    if following.where is Where.QUEUED and following.due_at is None:
        assert following.queued_at is not None
        following.due_at = max(following.queued_at, (text.sent_at or now) + following.pause)


def _before(text: Text) -> Text | None:
    if text.talk is None or text.place == 1:
        return None
    return text.talk.texts[text.place - 2]


def _line_of(delivery: Delivery) -> Line:
    address = delivery.address
    return Line(phone=address.phone, sender=address.sender, subnumber=address.subnumber)
