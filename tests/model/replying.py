"""What must become of a reply, in the words of `services/sessions/README.md` and nothing of the engine's.

The order of the questions is the contract's: keywords, over already, too early, then the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.model.book import Book, Said, Talk
from tests.model.questionnaires import (
    BLANK,
    CONFIRM,
    ERROR,
    HELP,
    NOT_FOUND,
    REPEAT,
    SHOWN,
    SKIP,
    STARTED,
    STOPPED,
    Answers,
    Questionnaire,
    Step,
    Value,
)
from tests.model.restraint import Ruling, earlier, rule
from tests.model.speaking import GOING_ON, GRACE, Words, say, say_outside

REMEMBERED = timedelta(days=14)


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a reply leads to; `changes` are the talk's, `state` is the one it goes over to."""

    verdict: str
    texts: list[Words] = field(default_factory=list)
    state: str | None = None
    value: Value | None = None
    element: str | None = None
    changes: dict[str, Any] = field(default_factory=dict)


def handle(book: Book, batch: Sequence[Said], *, now: datetime) -> None:
    """Handle replies in the order given; those handled before are passed over."""
    fresh = [reply for reply in dict.fromkeys(batch) if not reply.verdict]
    # Whose reply it is was decided when the batch began: nobody read what it leads to.
    for reply in fresh:
        reply.talk = find(book, reply, now=now)
    for reply in fresh:
        _handle_one(book, reply, fresh, now=now)


def find(book: Book, reply: Said, *, now: datetime) -> Talk | None:
    """Return the open talk asked last on the reply's address, else the newest one that is over."""
    line = reply.line
    near = [
        talk
        for talk in book.talks_of(line.phone)
        if talk.line.sender == line.sender
        and line.subnumber in {talk.line.subnumber, ""}
        and (talk.is_open or (talk.ended_at is not None and talk.ended_at >= now - REMEMBERED))
    ]
    places = list(book.talks.values())
    return max(
        near, key=lambda talk: (talk.is_open, talk.asked_at, places.index(talk)), default=None
    )


def _handle_one(book: Book, reply: Said, batch: Sequence[Said], *, now: datetime) -> None:
    talk = reply.talk
    outcome = _outside(book, reply) if talk is None else _inside(book, talk, reply)
    reply.verdict = outcome.verdict
    outcome = _restrained(book, reply, outcome, batch, now=now)
    reply.verdict, reply.value, reply.element = outcome.verdict, outcome.value, outcome.element
    if talk is None:
        for said in outcome.texts:
            say_outside(book, reply.line, said, now=now)
    else:
        _carry_out(book, talk, reply, outcome, now=now)
    _heed(book, reply, now=now)


def _restrained(
    book: Book, reply: Said, outcome: Outcome, batch: Sequence[Said], *, now: datetime
) -> Outcome:
    if outcome.verdict == "answer" or not outcome.texts:
        return outcome
    must_say = any(kind in GOING_ON for kind, _ in outcome.texts)
    before = earlier(book, reply, batch)
    ruling = rule(book, reply, before, now=now, must_say=must_say)
    if ruling is Ruling.IGNORE and outcome.verdict in {"invalid", "confirm", "repeat"}:
        return Outcome(verdict="ignored", element=outcome.element)
    if ruling is not Ruling.SAY:
        outcome.texts.clear()
        if outcome.verdict == "confirm":
            # What was not asked cannot be confirmed.
            outcome.changes.clear()
    return outcome


def _heed(book: Book, reply: Said, *, now: datetime) -> None:
    """Stop and start hold for everything of the phone."""
    phone = reply.line.phone
    if reply.verdict == "start":
        book.stopped.discard(phone)
    if reply.verdict == "stop":
        book.stopped.add(phone)
        for talk in book.talks_of(phone):
            if talk.is_open:
                book.end(talk, "opted_out", now)


# -- outside any talk


def _outside(book: Book, reply: Said) -> Outcome:
    stopped = reply.line.phone in book.stopped
    if reply.words == "stop":
        return Outcome(verdict="stop", texts=[] if stopped else [("confirmation", STOPPED)])
    if reply.words == "start":
        return Outcome(verdict="start", texts=[("confirmation", STARTED)] if stopped else [])
    if stopped:
        return Outcome(verdict="ignored")
    if reply.words == "help":
        return Outcome(verdict="help", texts=[("help", HELP)])
    if reply.words == BLANK:
        return Outcome(verdict="empty")
    return Outcome(verdict="unknown", texts=[("not_found", NOT_FOUND)])


# -- in a talk


def _inside(book: Book, talk: Talk, reply: Said) -> Outcome:
    element, stopped = talk.current, reply.line.phone in book.stopped
    alive = not stopped and _takes_answers(talk, reply)
    late = reply.at > talk.expires_at + GRACE
    match reply.words:
        case words if words == BLANK:
            return Outcome(verdict="empty", element=element)
        case "start" if stopped:
            return Outcome(verdict="start", element=element, texts=[("confirmation", STARTED)])
        case _ if stopped:
            return Outcome(verdict="ignored", element=element)
        case "stop":
            ended = "opted_out" if alive else None
            texts = [("confirmation", STOPPED)]
            return Outcome(verdict="stop", element=element, texts=texts, state=ended)
        case "start" if not alive:
            return Outcome(verdict="start", element=element)
        case "help":
            return Outcome(verdict="help", element=element, texts=[("help", HELP)])
    if not alive or late:
        texts = [("unavailable", talk.survey.unavailable)]
        ended = "expired" if alive else None
        return Outcome(verdict="late", element=element, texts=texts, state=ended)
    if _early(talk, reply):
        return Outcome(verdict="early", element=element)
    return _answered(talk, reply)


def _takes_answers(talk: Talk, reply: Said) -> bool:
    """An open talk does, and one that has just expired, for replies within the grace."""
    return talk.is_open or (talk.state == "expired" and reply.at <= talk.expires_at + GRACE)


def _early(talk: Talk, reply: Said) -> bool:
    """Whether the phone cannot have seen the question, or nobody could have read it yet."""
    seen, question = reply.seen, talk.texts[talk.question - 1]
    if seen is None:
        return False
    if seen.talk is talk:
        assert seen.due_at is not None
        hasty = reply.at - seen.due_at < talk.survey.thinking
        return seen.place < question.place or (seen is question and hasty)
    # On a subnumber of its own there is nothing else; to the bare number anything may have come.
    return reply.line == talk.line and seen.made < question.made


def _answered(talk: Talk, reply: Said) -> Outcome:
    survey, step = talk.survey, talk.survey.step(talk.current)
    if reply.words == REPEAT:
        again = [("repeat", step.text)]
        return Outcome(verdict="repeat", element=step.name, texts=again, changes={"pending": None})
    if reply.words == SKIP and step.optional:
        return _without(talk, step, verdict="skip")
    value = None if reply.words == SKIP else step.read(reply.words)
    if value is None and reply.words == "yes":
        value = talk.pending
    if value is not None:
        answers = {**talk.answers, step.name: value}
        outcome = walk(survey, survey.after(step.name, answers), answers)
        outcome.verdict, outcome.value, outcome.element = "answer", value, step.name
        return outcome
    guess = step.guess(reply.words)
    if guess is not None and not talk.guessed:
        return _confirm(step, guess)
    if talk.invalid + 1 < survey.most_invalid:
        again = [("error", f"{ERROR}\n{step.text}")]
        changes = {"invalid": talk.invalid + 1, "pending": None}
        return Outcome(verdict="invalid", element=step.name, texts=again, changes=changes)
    if step.optional:
        return _without(talk, step, verdict="invalid")
    over = [("unavailable", survey.unavailable)]
    changes = {"invalid": talk.invalid + 1, "pending": None}
    return Outcome(
        verdict="invalid", element=step.name, texts=over, state="stopped", changes=changes
    )


def _without(talk: Talk, step: Step, *, verdict: str) -> Outcome:
    """Go on without an answer to an optional question."""
    answers = {name: kept for name, kept in talk.answers.items() if name != step.name}
    outcome = walk(talk.survey, talk.survey.after(step.name, answers), answers)
    outcome.verdict, outcome.element = verdict, step.name
    return outcome


def _confirm(step: Step, guess: Value) -> Outcome:
    """Ask whether that was meant: once for a question, and nothing is stored."""
    return Outcome(
        verdict="confirm",
        element=step.name,
        texts=[("confirm", CONFIRM.format(answer=SHOWN.get(guess, guess)))],
        changes={"pending": guess, "guessed": True},
    )


def walk(survey: Questionnaire, place: int, answers: Answers) -> Outcome:
    """Say everything from a place on, up to the next question or to the end."""
    texts: list[Words] = []
    changes: dict[str, Any] = {
        "answers": dict(answers),
        "invalid": 0,
        "pending": None,
        "guessed": False,
    }
    while place < len(survey.steps):
        step = survey.steps[place]
        texts.append(("question" if step.asks else "text", step.text))
        if step.asks:
            changes["current"] = step.name
            return Outcome(verdict="", texts=texts, changes=changes)
        place = survey.after(step.name, answers)
    texts.append(("completion", survey.closing))
    changes |= {"current": "done", "question": 0}
    return Outcome(verdict="", texts=texts, state="completed", changes=changes)


def _carry_out(book: Book, talk: Talk, reply: Said, outcome: Outcome, *, now: datetime) -> None:
    before = talk.sent
    for name, value in outcome.changes.items():
        setattr(talk, name, value)
    say(book, talk, outcome.texts, now=now)
    if outcome.state is not None:
        talk.become(outcome.state, now)
        # A talk that is completed says all that it has to say; any other end drops what waits.
        talk.ends.append((now, 0 if outcome.state == "completed" else before))
