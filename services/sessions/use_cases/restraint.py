"""Decides for the replies of one batch whether each may still be answered, and counts what is said.

The rules are `domain.restraint`'s. What was said before is read only where it matters: a batch is
decided without, and again with it when `matters` says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from services.engine.outcome import Verdict
from services.sessions.domain.hourly_count import HourlyCount
from services.sessions.domain.reply import Reply
from services.sessions.domain.restraint import (
    AUTOMATIC_TEXTS_ARE_COUNTED_FOR,
    AUTOMATIC_VERDICTS,
    SAME_TEXTS_IN_A_ROW,
    Conversation,
    Line,
    Past,
    PastReply,
    conversation_of,
    is_repeated,
    lines_of,
    may_say,
    recent,
)


class Ruling(Enum):
    """What may be done about a reply."""

    SAY = auto()
    SILENCE = auto()
    """Say nothing, but do what the reply leads to."""
    IGNORE = auto()
    """It says the same for the third time: nothing follows from it."""


@dataclass(slots=True, kw_only=True)
class Restraint:
    """The counts of one batch.

    `matters` and `tenants` are what has to be known before its rulings hold. `outside` is what tenants
    have said outside any session when it is over, `held_back` how much of that was too much.
    """

    past: Past
    now: datetime
    matters: set[tuple[Line, Line, Conversation]] = field(default_factory=set)
    tenants: set[str] = field(default_factory=set)
    outside: dict[str, HourlyCount] = field(default_factory=dict)
    held_back: Counter[str] = field(default_factory=Counter)
    _said: dict[Line, list[datetime]] = field(default_factory=dict)
    _replies: dict[Conversation, list[PastReply]] = field(default_factory=dict)

    @property
    def said(self) -> dict[Line, list[datetime]]:
        """What counts on each line that something was said on, oldest first."""
        return {
            line: recent(times, AUTOMATIC_TEXTS_ARE_COUNTED_FOR, self.now)
            for line, times in self._said.items()
        }

    def judge_outside(self, reply: Reply, verdict: Verdict, *, most_an_hour: int) -> Ruling:
        """Rule on a reply outside any session, where a tenant says only so much an hour."""
        tenant = reply.tenant
        self.tenants.add(tenant)
        said = self.outside.get(tenant) or self.past.outside.get(tenant, HourlyCount())
        is_too_much = said.total(self.now) >= most_an_hour
        ruling = self.judge(reply, None, verdict, counts=not is_too_much)
        if ruling is not Ruling.SAY:
            return ruling
        if is_too_much:
            self.held_back[tenant] += 1
            return Ruling.SILENCE
        self.outside[tenant] = said.with_one_more(self.now)
        return Ruling.SAY

    def judge(
        self,
        reply: Reply,
        session_id: str | None,
        verdict: Verdict,
        *,
        must_say: bool = False,
        counts: bool = True,
    ) -> Ruling:
        """Rule on a reply that is no answer and that a text would follow; counts the text if said."""
        automatic, everything = lines_of(reply)
        conversation = conversation_of(reply, session_id)
        self.matters.add((automatic, everything, conversation))
        if is_repeated(reply.text, verdict, self._before(conversation)):
            return Ruling.IGNORE
        allowed = may_say(
            verdict,
            automatic=self._times(automatic),
            everything=self._times(everything),
            first_messages=self._first_messages(reply),
            now=self.now,
        )
        if not allowed and not must_say:
            return Ruling.SILENCE
        counted = [everything, automatic] if verdict in AUTOMATIC_VERDICTS else [everything]
        for line in counted if counts else ():
            self._said[line] = [*self._times(line), self.now]
        return Ruling.SAY

    def note(self, reply: Reply, session_id: str | None, verdict: Verdict) -> None:
        """Remember a reply for those that follow in the same batch."""
        conversation = conversation_of(reply, session_id)
        past = PastReply(text=reply.text, accepted=verdict is Verdict.ANSWER)
        self._replies[conversation] = [*self._before(conversation), past]

    def _first_messages(self, reply: Reply) -> int:
        heard = self.past.heard.get((reply.tenant, reply.address.phone))
        return heard.first_messages if heard else 0

    def _times(self, line: Line) -> Sequence[datetime]:
        return self._said.get(line) or self.past.said.get(line, ())

    def _before(self, conversation: Conversation) -> Sequence[PastReply]:
        known = self._replies.get(conversation) or self.past.replies.get(conversation, ())
        return known[1 - SAME_TEXTS_IN_A_ROW :]
