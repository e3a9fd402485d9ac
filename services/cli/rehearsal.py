"""Holding a written dialogue with the engine, on a clock of its own: waiting 3 days takes no time.

Between two replies the state is written to JSON and read back, as it is between two replies of a
phone. Nothing is sent and nothing is stored.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher

from services.cli.dialogue import Dialogue, Step
from services.cli.dialogue_end import compare_end
from services.cli.difference import Difference
from services.engine.conversation import IncomingReply, SeenMessage, answer, start
from services.engine.elapsed import Elapsed, elapsed
from services.engine.incoming import EXPIRY_GRACE
from services.engine.outcome import Outcome, TakenReply
from services.engine.state import State
from services.engine.survey import Survey
from services.engine.waiting import reminders_until

_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
_READING_TIME = timedelta(seconds=10)
_QUOTED_BY_REACTIONS = 5
_LONGEST_DELAY = timedelta(seconds=300)
"""Between two messages sent in a row (`delaySeconds`): after a longer pause, time has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """A message: `pause` is since the one before it, `due_at` when it leaves."""

    text: str
    sequence: int
    pause: timedelta
    due_at: datetime


@dataclass(slots=True, kw_only=True)
class _Stage:
    """A conversation under way; `unread` are the messages that are not compared yet."""

    survey: Survey
    state: State
    expires_at: datetime
    phone: str = ""
    now: datetime = _BEGINNING
    sent: list[_Sent] = field(default_factory=list)
    unread: list[_Sent] = field(default_factory=list)

    def take(self, outcome: Outcome) -> None:
        due_at = self.now
        for text in outcome.texts:
            pause = timedelta(seconds=text.delay_seconds)
            due_at += pause
            said = _Sent(text=text.text, sequence=text.sequence, pause=pause, due_at=due_at)
            self.sent.append(said)
            self.unread.append(said)
        self.state = _stored(outcome.state)

    def come_to(self, step: Step) -> None:
        """Lets time pass until a reply, or until something is said after a pause of its own."""
        newest = max(self.now, self.sent[-1].due_at) if self.sent else self.now
        if step.at is not None:
            self.now += step.at
        elif step.phone is not None:
            self.now = newest + _READING_TIME
        elif step.after is not None and step.after > _LONGEST_DELAY:
            # No step of the phone: the time of the next one is not counted from here.
            self._remind(until=newest + step.after)
        self._remind(until=self.now)

    def reply(self, step: Step) -> TakenReply | None:
        reply = IncomingReply(
            text=step.phone or "",
            received_at=self.now,
            expires_at=self.expires_at,
            in_reply_to=self._seen(),
            last_messages=tuple(one.text for one in self.sent[-_QUOTED_BY_REACTIONS:]),
            phone=self.phone,
        )
        outcome = answer(self.survey, self.state, reply)
        self.take(outcome)
        return outcome.reply

    def wait(self, length: timedelta) -> None:
        """Lets time pass; a session whose time is over then is found by the sweep."""
        self.now += length
        self._remind(until=self.now)
        if self.now > self.expires_at + EXPIRY_GRACE:
            self.state = elapsed(
                self.state, Elapsed(now=self.now, expires_at=self.expires_at)
            ).state

    def _remind(self, *, until: datetime) -> None:
        """Says what is due up to a time."""
        sent_at = {one.sequence: one.due_at for one in self.sent}
        for at, outcome in reminders_until(
            self.survey, self.state, sent_at=sent_at, until=until, expires_at=self.expires_at
        ):
            (text,) = outcome.texts
            pause = at - self.sent[-1].due_at
            said = _Sent(text=text.text, sequence=text.sequence, pause=pause, due_at=at)
            self.sent.append(said)
            self.unread.append(said)
            self.state = _stored(outcome.state)

    def _seen(self) -> SeenMessage | None:
        due = [message for message in self.sent if message.due_at <= self.now]
        if not due:
            return None
        newest = due[-1]
        return SeenMessage(same_session=True, sequence=newest.sequence, due_at=newest.due_at)


def _stored(state: State) -> State:
    """The state as it is read back between two replies of a phone."""
    return State.from_json(json.loads(json.dumps(state.to_json())))


def hold(survey: Survey, dialogue: Dialogue) -> list[Difference]:
    """Everything in which the conversation goes otherwise than written; empty when nothing does."""
    stage = _begin(survey, dialogue)
    differences: list[Difference] = []
    expected: list[tuple[int, Step]] = []
    for number, step in enumerate(dialogue.dialogue, start=1):
        stage.come_to(step)
        if step.svar is not None:
            expected.append((number, step))
            continue
        differences.extend(_compare_texts(stage, expected, number))
        expected = []
        if step.wait is not None:
            stage.wait(step.wait)
        else:
            differences.extend(_compare_reply(stage.reply(step), number, step))
    differences.extend(_compare_texts(stage, expected, None))
    return [*differences, *compare_end(stage.state, dialogue)]


def _begin(survey: Survey, dialogue: Dialogue) -> _Stage:
    life = dialogue.expiry or timedelta(hours=survey.settings.expiry_hours)
    outcome = start(
        survey,
        language=dialogue.language or survey.default_language,
        content=dialogue.content,
        variables=dialogue.variables,
    )
    stage = _Stage(
        survey=survey,
        state=outcome.state,
        expires_at=_BEGINNING + life,
        phone=dialogue.number,
    )
    stage.take(outcome)
    return stage


def _compare_texts(
    stage: _Stage, expected: Sequence[tuple[int, Step]], before: int | None
) -> Iterator[Difference]:
    """Compares all that was said since the last reply; `before` is the step that ends it."""
    said, stage.unread = stage.unread, []
    written = [step.svar or "" for _, step in expected]
    matcher = SequenceMatcher(None, written, [one.text for one in said], autojunk=False)
    for kind, low, high, said_low, said_high in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(expected[low:high], said[said_low:said_high], strict=True)
            yield from (one for pair in pairs for one in _compare_pause(*pair))
            continue
        yield from _unequal(expected[low:high], said[said_low:said_high], before)


def _unequal(
    expected: Sequence[tuple[int, Step]], said: Sequence[_Sent], before: int | None
) -> Iterator[Difference]:
    both = min(len(expected), len(said))
    for (number, step), one in zip(expected[:both], said[:both], strict=True):
        yield Difference(step=number, what="svar says", found=one.text, written=step.svar or "")
    for number, step in expected[both:]:
        yield Difference(step=number, what="svar does not say", written=step.svar or "")
    for one in said[both:]:
        yield Difference(step=before, what="svar also says", found=one.text)


def _compare_pause(expected: tuple[int, Step], said: _Sent) -> Iterator[Difference]:
    number, step = expected
    if step.after is not None and step.after != said.pause:
        found, written = f"{said.pause.total_seconds():g}s", f"{step.after.total_seconds():g}s"
        yield Difference(step=number, what="the pause is", found=found, written=written)


def _compare_reply(taken: TakenReply | None, number: int, step: Step) -> Iterator[Difference]:
    verdict = "lost" if taken is None else taken.verdict.value
    if step.taken is not None and step.taken != verdict:
        yield Difference(
            step=number, what="the reply is taken as", found=verdict, written=step.taken.value
        )
    reason = "" if taken is None else taken.reason or ""
    if step.reason is not None and step.reason != reason:
        yield Difference(
            step=number, what="the reply is refused as", found=reason, written=step.reason
        )
