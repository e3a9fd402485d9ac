"""Dialogues: conversations written down by people, held again by the engine on a clock of their own.

A step is what `svar` says, or what the `phone` replies. A reply comes 10 seconds after the newest
message unless `at` says when, counted from the step of the phone before it (from the start for the
first one). Between two replies the state is written to JSON and read back.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from services.engine.conversation import IncomingReply, SeenMessage, answer, start
from services.engine.outcome import Outcome
from services.engine.state import SessionState, State, StoredAnswer
from services.engine.survey import Survey

_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LENGTH = re.compile(r"\+?(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)")
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
_READING_TIME = timedelta(seconds=10)


def _length(written: object) -> object:
    """A length of time as people write it.

    >>> _length("+3s"), _length("3d")
    (datetime.timedelta(seconds=3), datetime.timedelta(days=3))
    """
    match = _LENGTH.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is None:
        raise ValueError("must be a length of time such as +3s, 5m, 2h or 3d")
    return timedelta(seconds=float(match[1]) * _UNITS[match[2]])


Length = Annotated[timedelta, BeforeValidator(_length)]


Answer: TypeAlias = bool | int | str | list[int | str]
"""A stored value as it is written down; for choices the index or the option id, or a list."""


class Step(BaseModel):
    """One message of a dialogue, from `svar` or from the `phone`, and what is expected of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    svar: str | None = None
    after: Length | None = Field(default=None, description="The pause before this message.")
    phone: str | None = None
    at: Length | None = Field(default=None, description="When it is sent.")
    taken: str | None = Field(default=None, description="What becomes of it, as in `early`.")
    reason: str | None = Field(default=None, description="Why it is refused.")

    @model_validator(mode="after")
    def one_side(self) -> "Step":
        """A step is said by exactly one side."""
        if (self.svar is None) == (self.phone is None):
            raise ValueError("needs either svar or phone")
        return self


class Dialogue(BaseModel):
    """A whole conversation; what is left out of `state`, `answers` and `comments` is not compared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    survey: str
    language: str = ""
    content: str = ""
    variables: dict[str, str] = {}
    expiry: Length | None = None
    dialogue: list[Step]
    state: SessionState | None = None
    answers: dict[str, Answer] | None = None
    comments: dict[str, str] | None = None


@dataclass(slots=True, kw_only=True)
class _Stage:
    """A conversation under way: the clock, the messages due so far, and those not yet compared."""

    survey: Survey
    state: State
    expires_at: datetime
    now: datetime = _BEGINNING
    sent: list[tuple[int, datetime]] = field(default_factory=list)
    unread: list[tuple[str, timedelta]] = field(default_factory=list)

    def take(self, outcome: Outcome) -> None:
        due = self.now
        for text in outcome.texts:
            pause = timedelta(seconds=text.delay_seconds)
            due += pause
            self.sent.append((text.sequence, due))
            self.unread.append((text.text, pause))
        self.state = State.from_json(json.loads(json.dumps(outcome.state.to_json())))

    def seen(self) -> SeenMessage | None:
        due = [message for message in self.sent if message[1] <= self.now]
        if not due:
            return None
        sequence, due_at = due[-1]
        return SeenMessage(same_session=True, sequence=sequence, due_at=due_at)

    def reply(self, step: Step) -> Outcome:
        if step.at is not None:
            self.now += step.at
        else:
            newest = self.sent[-1][1] if self.sent else self.now
            self.now = max(self.now, newest) + _READING_TIME
        reply = IncomingReply(
            text=step.phone or "",
            received_at=self.now,
            expires_at=self.expires_at,
            in_reply_to=self.seen(),
        )
        outcome = answer(self.survey, self.state, reply)
        self.take(outcome)
        return outcome


def hold(survey: Survey, dialogue: Dialogue) -> list[str]:
    """Everything in which the conversation goes otherwise than written; empty when nothing does."""
    life = dialogue.expiry or timedelta(hours=survey.settings.expiry_hours)
    outcome = start(
        survey,
        language=dialogue.language or survey.default_language,
        content=dialogue.content,
        variables=dialogue.variables,
    )
    stage = _Stage(survey=survey, state=outcome.state, expires_at=_BEGINNING + life)
    stage.take(outcome)
    wrong: list[str] = []
    for number, step in enumerate(dialogue.dialogue, start=1):
        differences = _said(stage, step) if step.phone is None else _replied(stage, step)
        wrong.extend(f"step {number}: {difference}" for difference in differences)
    return wrong + _unsaid(stage) + _ended(stage.state, dialogue)


def _said(stage: _Stage, step: Step) -> list[str]:
    if not stage.unread:
        return [f"svar says nothing instead of {step.svar!r}"]
    text, pause = stage.unread.pop(0)
    wrong = [] if text == step.svar else [f"svar says {text!r} instead of {step.svar!r}"]
    if step.after is not None and step.after != pause:
        wrong.append(f"after {pause} instead of {step.after}")
    return wrong


def _replied(stage: _Stage, step: Step) -> list[str]:
    wrong = _unsaid(stage)
    taken = stage.reply(step).reply
    if taken is None:
        return [*wrong, "the reply was lost"]
    if step.taken is not None and step.taken != taken.verdict:
        wrong.append(f"taken as {taken.verdict} instead of {step.taken}")
    if step.reason is not None and step.reason != taken.reason:
        wrong.append(f"refused as {taken.reason} instead of {step.reason}")
    return wrong


def _unsaid(stage: _Stage) -> list[str]:
    wrong = [f"svar also says {text!r}" for text, _ in stage.unread]
    stage.unread.clear()
    return wrong


def _ended(state: State, dialogue: Dialogue) -> list[str]:
    wrong = []
    if dialogue.state is not None and state.status is not dialogue.state:
        wrong.append(f"ends {state.status} instead of {dialogue.state}")
    if dialogue.answers is not None:
        given = _in_terms_of(state.answers, dialogue.answers)
        if given != dialogue.answers:
            wrong.append(f"the answers are {given} instead of {dialogue.answers}")
    if dialogue.comments is not None:
        comments = {key: one.comment for key, one in state.answers.items() if one.comment}
        if comments != dialogue.comments:
            wrong.append(f"the comments are {comments} instead of {dialogue.comments}")
    return wrong


def _in_terms_of(
    answers: Mapping[str, StoredAnswer], expected: Mapping[str, Answer]
) -> dict[str, Answer]:
    """The stored values; for a choice its option ids, where the author wrote those."""
    given: dict[str, Answer] = {}
    for name, stored in answers.items():
        wanted = expected.get(name)
        value = stored.value
        if stored.option_ids and isinstance(wanted, str):
            given[name] = ", ".join(stored.option_ids)
        elif isinstance(value, tuple):
            given[name] = [*stored.option_ids] if _ids(wanted) else [*value]
        else:
            given[name] = value
    return given


def _ids(wanted: Answer | None) -> bool:
    return isinstance(wanted, list) and any(isinstance(item, str) for item in wanted)
