"""Holding a whole conversation at once, to show an author what customers would see.

It measures nothing: encoding and segments are added by who knows SMS.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from services.engine.conversation import IncomingReply, answer, start
from services.engine.effort import Effort
from services.engine.elapsed import Elapsed, elapsed
from services.engine.outcome import OutgoingText, TakenReply, Verdict
from services.engine.state import SessionState, State, StoredAnswer
from services.engine.survey import Survey

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
    expires_after: int | None = None,
    effort: Effort | None = None,
) -> Preview:
    """Starts a conversation and gives it every reply, those after its end included.

    It expires after so many of the replies, never where that is None. Raises UnwantedError as soon as
    the effort says that nobody waits for it.
    """
    effort = effort or Effort()
    outcome = start(survey, language=language, content=content, variables=variables)
    turns: list[Turn] = list(outcome.texts)
    state = _expired(outcome.state) if expires_after == 0 else outcome.state
    for number, text in enumerate(replies, start=1):
        effort.spend(_STEPS_OF_A_REPLY)
        heard = tuple(turn.text for turn in turns[-_QUOTED:] if isinstance(turn, OutgoingText))
        reply = IncomingReply(text=text, received_at=_ONE_MOMENT, last_messages=heard)
        outcome = answer(survey, state, reply)
        if outcome.reply is not None:
            turns.append(PreviewReply(text=text, taken=outcome.reply))
        turns.extend(outcome.texts)
        state = _expired(outcome.state) if expires_after == number else outcome.state
    return Preview(
        turns=tuple(turns),
        state=state.status,
        answers=state.answers,
        current_element=state.current_element or "",
    )


def _expired(state: State) -> State:
    return elapsed(state, Elapsed(now=_ONE_MOMENT, expires_at=_ONE_MOMENT)).state
