"""What the model knows: talks, texts, replies, reply addresses. Values only, changed by its neighbours.

A talk is what the system calls a session, a text one of its messages. Nothing here is read from
the system but the ids that it gives.
"""

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from tests.model.numbers import tenant_of
from tests.model.questionnaires import Questionnaire, Value


class Where(StrEnum):
    """How far a text has come."""

    OUTBOX = "outbox"
    QUEUED = "queued"
    SENT = "sent"
    DROPPED = "dropped"
    EXPIRED = "expired"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A phone and the address of ours that it writes with; `subnumber` is empty for a bare number."""

    phone: str
    sender: str
    subnumber: str = ""

    @property
    def tenant(self) -> str:
        """Whose customer it is."""
        return tenant_of(self.phone)


@dataclass(slots=True, kw_only=True, eq=False)
class Talk:
    """One survey with one phone. `ends` are the ends told to sms: when, and up to which text to drop.

    `pending` is the answer that the phone was asked to confirm last, `guessed` whether it ever was for
    this question. `reminded` is the number of the last reminder of this question; none need come before
    `may_wait_until`.
    """

    id: str
    line: Line
    survey: Questionnaire
    created_at: datetime
    expires_at: datetime
    asked_at: datetime
    state: str = "active"
    current: str | None = None
    answers: dict[str, Value] = field(default_factory=dict)
    invalid: int = 0
    pending: Value | None = None
    guessed: bool = False
    reminded: int = 0
    may_wait_until: datetime | None = None
    question: int = 0
    first_texts: int = 0
    ended_at: datetime | None = None
    texts: list["Text"] = field(default_factory=list)
    ends: list[tuple[datetime, int]] = field(default_factory=list)
    was: list[str] = field(default_factory=lambda: ["active"])

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state == "active"

    @property
    def sent(self) -> int:
        """The place of its newest text."""
        return len(self.texts)

    def become(self, state: str, now: datetime) -> None:
        """Go over to another state; being over, and how, is noted."""
        if state != self.state:
            self.state, self.ended_at = state, now
            self.was.append(state)


@dataclass(slots=True, kw_only=True, eq=False)
class Text:
    """A message; `place` counts from 1 in a talk and is 0 outside. `made` orders all of them."""

    line: Line
    talk: Talk | None
    place: int
    words: str
    kind: str
    pause: timedelta
    useful_until: datetime
    made: int
    id: str = ""
    where: Where = Where.OUTBOX
    queued_at: datetime | None = None
    due_at: datetime | None = None
    sent_at: datetime | None = None
    arrived: int = 0
    unclear: int = 0
    reported: str = ""
    told: set[str] = field(default_factory=set)


@dataclass(slots=True, kw_only=True, eq=False)
class Said:
    """A reply as it came in, and what became of it. `seen` is the last text that the phone can have seen."""

    id: str
    line: Line
    words: str
    at: datetime
    number: int
    seen: Text | None
    talk: Talk | None = None
    verdict: str = ""
    element: str | None = None
    value: Value | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Place:
    """A reply address that a talk has or had; without a talk it was given back at once."""

    line: Line
    created_at: datetime
    expires_at: datetime
    talk: Talk | None = None
    ended_at: datetime | None = None

    @property
    def over_at(self) -> datetime:
        """From when on nobody talks there."""
        return self.ended_at or self.expires_at


@dataclass(slots=True, kw_only=True)
class Book:
    """Everything. `stopped` are phones; `spoken` counts texts by phone and sender, "" for all."""

    talks: dict[str, Talk] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    by_id: dict[str, Text] = field(default_factory=dict)
    replies: dict[str, Said] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    requests: dict[tuple[str, str], tuple[Talk, datetime]] = field(default_factory=dict)
    stopped: set[str] = field(default_factory=set)
    spoken: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def talks_of(self, phone: str) -> list[Talk]:
        """Return the talks of a phone, oldest first."""
        return [talk for talk in self.talks.values() if talk.line.phone == phone]

    def end(self, talk: Talk, state: str, now: datetime) -> None:
        """End an open talk from outside: nothing more is said, what waits is dropped."""
        talk.become(state, now)
        talk.ends.append((now, talk.sent))
