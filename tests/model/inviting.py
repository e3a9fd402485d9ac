"""What must become of a request to send a survey: begun, suppressed, refused, or the first one again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.runtime.errors import ServiceError
from services.sessions.domain.invitation import Invitation, SendResult
from services.sessions.domain.session import Session
from services.sessions.use_cases.suppression import UNREACHABLE_RESTS_FOR
from tests.model.book import Book, Line, Place, Talk
from tests.model.numbers import (
    SUBNUMBER_RESTS,
    SUBNUMBERS,
    Sender,
    calm_for,
    senders_of,
    tenant_of,
)
from tests.model.questionnaires import BY_ID, Questionnaire
from tests.model.replying import walk
from tests.model.restraint import MOST_IN_AN_HOUR, heard_lately
from tests.model.speaking import say

OSLO = ZoneInfo("Europe/Oslo")
REMEMBERED = timedelta(hours=24)


def invitation(
    phone: str, survey: Questionnaire, *, key: str = "", content: str = ""
) -> Invitation:
    """Make a request."""
    return Invitation(
        tenant=tenant_of(phone),
        survey_id=survey.survey_id,
        identifier=phone,
        identifier_type="Phone",
        channel="SMS",
        content=content,
        idempotency_key=key,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Requests of one call with their results, and the addresses that were reserved in vain."""

    requests: Sequence[Invitation]
    results: Sequence[SendResult]
    given_back: list[tuple[str, Line]]
    now: datetime


def note(book: Book, asked: Asked) -> None:
    """Check the result of each request, in order, and note what follows from it."""
    for one, result in zip(asked.requests, asked.results, strict=True):
        _note_one(book, one, result, asked)
    for session_id, line in asked.given_back:
        # It was known only afterwards that the phone is to be left alone, or has heard enough.
        talk = book.talks[session_id]
        assert talk.state == "suppressed", "an address given back by an open talk"
        talk.ends.append((asked.now, 0))
        _reserve(book, line, talk.survey, talk, now=asked.now)


def _note_one(book: Book, one: Invitation, result: SendResult, asked: Asked) -> None:
    now, phone, survey = asked.now, one.identifier, BY_ID[one.survey_id]
    suppressed = _suppressed(book, phone, now=now)
    if not suppressed and _begun_today(book, phone, survey, now=now, before=now):
        suppressed = "capped"
    sender = None if suppressed else _sender(book, phone, now=now)
    first = _first(book, one, now=now)
    if first is not None:
        assert not isinstance(result, ServiceError), f"{result} for a repeated request"
        assert (result.repeated, result.session.id) == (True, first.id), "not the first again"
        return
    if suppressed:
        _begin(book, one, _new(result), suppressed=suppressed, now=now)
        return
    if sender is None:
        assert isinstance(result, ServiceError), "a subnumber where none is left"
        assert result.reason == "NO_SUBNUMBER"
        return
    if _begun_today(book, phone, survey, now=now):
        # By others of the same call: the address that was reserved is given back.
        _begin(book, one, _new(result), suppressed="capped", now=now)
        return
    if _heard_enough(book, phone, survey, now=now):
        # The address that was reserved is given back: see `note`.
        _begin(book, one, _new(result), suppressed="quarantined", now=now)
        return
    in_the_way = _in_the_way(book, Line(phone=phone, sender=sender.address), sender)
    if in_the_way and survey.refuses_second and in_the_way.expires_at > now:
        assert isinstance(result, ServiceError), "a second survey that the first keeps out"
        assert result.reason == "ACTIVE_SESSION_EXISTS"
        _reserve(book, _given_back(asked, sender), survey, None, now=now)
        return
    _begin_at(book, one, _new(result), sender, now=now)


def _new(result: SendResult) -> Session:
    assert not isinstance(result, ServiceError), f"refused: {result}"
    assert not result.repeated, "called a repetition"
    return result.session


def _first(book: Book, one: Invitation, *, now: datetime) -> Talk | None:
    talk, until = book.requests.get((one.tenant, one.idempotency_key), (None, now))
    return talk if one.idempotency_key and until > now else None


def _suppressed(book: Book, phone: str, *, now: datetime) -> str:
    if phone in book.stopped:
        return "opted_out"
    recent = [
        talk
        for talk in book.talks_of(phone)
        if talk.created_at > now - calm_for(phone)
        and talk.state not in {"suppressed", "undeliverable"}
    ]
    if recent and calm_for(phone):
        return "quarantined"
    sent = [talk for talk in book.talks_of(phone) if talk.state != "suppressed"]
    last_two = sorted(sent, key=lambda talk: (talk.created_at, talk.id))[-2:]
    failed = [talk for talk in last_two if talk.state == "undeliverable"]
    rests = len(failed) == 2 and failed[-1].created_at > now - UNREACHABLE_RESTS_FOR
    return "unreachable" if rests else ""


def _begun_today(
    book: Book, phone: str, survey: Questionnaire, *, now: datetime, before: datetime | None = None
) -> bool:
    """Whether as many of a survey have begun with a phone today, in Oslo, as may; or had before a time."""
    if survey.most_a_day is None:
        return False
    today = now.astimezone(OSLO).date()
    begun = [
        talk
        for talk in book.talks_of(phone)
        if talk.survey is survey
        and "suppressed" not in talk.was
        and talk.created_at.astimezone(OSLO).date() == today
        and (before is None or talk.created_at < before)
    ]
    return len(begun) >= survey.most_a_day


def _heard_enough(book: Book, phone: str, survey: Questionnaire, *, now: datetime) -> bool:
    """Whether the first texts of a survey would be more than a phone gets in an hour."""
    heard = heard_lately(book, phone, now=now)
    return heard > 0 and heard + len(walk(survey, 0, {}).texts) > MOST_IN_AN_HOUR


def _sender(book: Book, phone: str, *, now: datetime) -> Sender | None:
    """The first number without a talk going on, else the first; None where no subnumber is left."""
    senders = senders_of(phone)
    places = [one for one in book.places if one.line.phone == phone]
    busy = {one.line.sender for one in places if one.over_at > now}
    chosen = next((one for one in senders if one.address not in busy), senders[0])
    rested = [one for one in places if one.over_at + SUBNUMBER_RESTS <= now]
    full = chosen.has_subnumbers and len(places) >= SUBNUMBERS and not rested
    return None if full else chosen


def _in_the_way(book: Book, line: Line, sender: Sender) -> Talk | None:
    """The open talk on the bare number that the new one would get."""
    if sender.has_subnumbers:
        return None
    return next((talk for talk in book.talks.values() if talk.is_open and talk.line == line), None)


def _given_back(asked: Asked, sender: Sender) -> Line:
    """Take the next address of a sender that was reserved in vain."""
    found = next(one for one in asked.given_back if one[1].sender == sender.address)
    asked.given_back.remove(found)
    return found[1]


def _reserve(
    book: Book, line: Line, survey: Questionnaire, talk: Talk | None, *, now: datetime
) -> None:
    expires_at = now + survey.lasts
    book.places.append(Place(line=line, created_at=now, expires_at=expires_at, talk=talk))


def _begin_at(
    book: Book, one: Invitation, session: Session, sender: Sender, *, now: datetime
) -> None:
    line = _line(session)
    assert line.sender == sender.address, f"from {line.sender} instead of {sender.address}"
    places = [place for place in book.places if place.line.phone == line.phone]
    if sender.has_subnumbers:
        _check_subnumber(book, places, line, now=now)
    for talk in list(book.talks.values()):
        if talk.is_open and talk.line == line:
            expired = talk.expires_at <= now
            book.end(talk, "expired" if expired else "superseded", now)
    talk = _begin(book, one, session, suppressed="", now=now)
    _reserve(book, line, talk.survey, talk, now=now)


def _check_subnumber(book: Book, places: list[Place], line: Line, *, now: datetime) -> None:
    """A free subnumber; when there is none, the one that rests longest, and long enough."""
    holder = next((place for place in places if place.line == line), None)
    if len(places) < SUBNUMBERS:
        assert holder is None, "a subnumber that is taken, or rests"
        return
    assert holder is not None, "an eleventh subnumber of ten"
    assert holder.over_at + SUBNUMBER_RESTS <= now, "a subnumber that has not rested"
    assert holder.over_at == min(place.over_at for place in places), "not the one at rest longest"
    book.places.remove(holder)


def _begin(
    book: Book, one: Invitation, session: Session, *, suppressed: str, now: datetime
) -> Talk:
    survey = BY_ID[one.survey_id]
    talk = Talk(
        id=session.id,
        line=_line(session),
        survey=survey,
        created_at=now,
        expires_at=now + survey.lasts,
        asked_at=now,
    )
    book.talks[talk.id] = talk
    if one.idempotency_key:
        book.requests[one.tenant, one.idempotency_key] = talk, now + REMEMBERED
    if suppressed:
        assert session.reason == suppressed, f"suppressed as {session.reason}"
        assert not session.address.sender, "an address for what is never sent"
        talk.become("suppressed", now)
        return talk
    assert session.reason is None, f"suppressed as {session.reason}"
    begun = walk(survey, 0, {})
    (kind, words), *others = begun.texts
    first = f"{one.content}\n{words}" if one.content else words
    talk.current = begun.changes["current"]
    say(book, talk, [(kind, first), *others], now=now)
    talk.first_texts = talk.sent
    return talk


def _line(session: Session) -> Line:
    address = session.address
    return Line(phone=address.phone, sender=address.sender, subnumber=address.subnumber)
