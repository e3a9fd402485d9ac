"""Holding a whole conversation at once, to show an author what customers would see.

It measures nothing: encoding and segments are added by who knows SMS.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from services.engine.conversation import IncomingReply, answer, start
from services.engine.effort import Effort
from services.engine.elapsed import Elapsed, elapsed
from services.engine.outcome import Outcome, OutgoingText, TakenReply, Verdict
from services.engine.state import SessionState, State, StoredAnswer
from services.engine.survey import Survey
from services.engine.waiting import reminders_until

_ONE_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""When every reply comes in: nothing expires and nothing is too early in a preview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewReply:
    """A reply as the author typed it, and what became of it."""

    text: str
    taken: TakenReply

    @property
    def accepted(self) -> bool:
        """Whether it was taken as an answer."""
        return self.taken.verdict is Verdict.ANSWER

    @property
    def reason(self) -> str:
        """Why it was not, in snake_case; empty when it was."""
        return "" if self.accepted else self.taken.reason or self.taken.verdict.value


_STEPS_OF_A_REPLY = 50
"""A reply takes about as long as that many steps of a check."""
_QUOTED = 5
"""Turns back that a phone's reaction may quote."""

Turn: TypeAlias = OutgoingText | PreviewReply


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The conversation: every message in order, the state at the end, the answers by element id.

    `current_element` is where it stands at the end, and `stopped_at` the place in the definition that
    kept it from going on, empty for none.
    """

    turns: tuple[Turn, ...]
    state: SessionState
    answers: Mapping[str, StoredAnswer]
    current_element: str = ""
    stopped_at: str = ""


def preview(
    survey: Survey,
    *,
    language: str,
    content: str = "",
    variables: Mapping[str, str] | None = None,
    replies: Sequence[str] = (),
    waits: Mapping[int, timedelta] | None = None,
    expires_after: int | None = None,
    phone: str = "",
    effort: Effort | None = None,
) -> Preview:
    """Starts a conversation and gives it every reply, those after its end included.

    `waits` is how long nobody says anything after so many of the replies. It expires after
    `expires_after` of them, or when it has waited for longer than it lives. Raises UnwantedError as
    soon as the effort says that nobody waits for it. `phone` is whose replies they are, in E.164.
    """
    effort, waits = effort or Effort(), waits or {}
    outcome = start(survey, language=language, content=content, variables=variables)
    held = _Held(survey=survey, state=outcome.state, phone=phone)
    held.hear(outcome)
    held.wait(waits.get(0), expires=expires_after == 0)
    for number, text in enumerate(replies, start=1):
        effort.spend(_STEPS_OF_A_REPLY)
        held.reply(text)
        held.wait(waits.get(number), expires=expires_after == number)
    return Preview(
        turns=tuple(held.turns),
        state=held.state.status,
        answers=held.state.answers,
        current_element=held.state.current_element or "",
    )


@dataclass(slots=True, kw_only=True)
class _Held:
    """A conversation under way. The clock moves in waits only; `sent_at` is by sequence."""

    survey: Survey
    state: State
    phone: str = ""
    now: datetime = _ONE_MOMENT
    turns: list[Turn] = field(default_factory=list)
    sent_at: dict[int, datetime] = field(default_factory=dict)

    def hear(self, outcome: Outcome) -> None:
        self.turns.extend(outcome.texts)
        self.sent_at |= {text.sequence: self.now for text in outcome.texts}
        self.state = outcome.state

    def reply(self, text: str) -> None:
        heard = tuple(turn.text for turn in self.turns[-_QUOTED:] if isinstance(turn, OutgoingText))
        reply = IncomingReply(
            text=text, received_at=_ONE_MOMENT, last_messages=heard, phone=self.phone
        )
        outcome = answer(self.survey, self.state, reply)
        if outcome.reply is not None:
            self.turns.append(PreviewReply(text=text, taken=outcome.reply))
        self.hear(outcome)

    def wait(self, length: timedelta | None, *, expires: bool) -> None:
        expires_at = _ONE_MOMENT + timedelta(hours=self.survey.settings.expiry_hours)
        until = self.now + (length or timedelta())
        for at, outcome in reminders_until(
            self.survey, self.state, sent_at=self.sent_at, until=until, expires_at=expires_at
        ):
            self.now = at
            self.hear(outcome)
        self.now = until
        over_at = self.now if expires else expires_at
        self.state = elapsed(self.state, Elapsed(now=self.now, expires_at=over_at)).state
