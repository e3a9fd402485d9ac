"""How much may be said to a phone that answers no question, so that two machines never talk for long.

The limits of `services/sessions/README.md` and `services/sms/README.md`. What follows an accepted answer is
never counted and never held back: whoever keeps answering is asked on, however fast. The first
messages of surveys count, and a survey whose first messages would be too many does not begin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from services.engine.outcome import Outcome, TakenReply, TextKind, Verdict
from services.engine.state import State
from services.sessions.domain.contact import Contact
from services.sessions.domain.hourly_count import HourlyCount
from services.sessions.domain.reply import Reply
from services.sessions.domain.session import Address

MOST_AUTOMATIC_TEXTS = 3
AUTOMATIC_TEXTS_ARE_COUNTED_FOR = timedelta(hours=24)
MOST_MESSAGES = 20
MESSAGES_ARE_COUNTED_FOR = timedelta(hours=1)
SAME_TEXTS_IN_A_ROW = 3

AUTOMATIC_VERDICTS = frozenset({Verdict.LATE, Verdict.HELP, Verdict.UNKNOWN})
"""What not found, unavailable and help texts answer."""
_GO_ON = frozenset({TextKind.QUESTION, TextKind.COMPLETION})
_CONFIRMED = frozenset({Verdict.STOP, Verdict.START})
ASKED_AGAIN = frozenset({Verdict.INVALID, Verdict.CONFIRM, Verdict.REPEAT, Verdict.LANGUAGE})
"""What the question, or one about it, follows once more."""
_MAY_BE_A_MACHINE = AUTOMATIC_VERDICTS | ASKED_AGAIN

Line = tuple[str, str, str]
"""A tenant, a phone and a sender, or "" for all senders: what texts are counted for."""
Conversation = tuple[str | None, str, Address]
"""A session, or None with a tenant and an address outside any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReply:
    """A reply of the same conversation that came before, and whether it was an answer."""

    text: str
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How many messages a phone was sent lately: the first ones of surveys, and texts to no answer."""

    first_messages: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        """How many there were together."""
        return self.first_messages + self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was said on lines, oldest first, and the last two replies of conversations, oldest first.

    `heard` is what counts towards `MOST_MESSAGES`, `outside` what each tenant has said outside any
    session. All empty until it is known that it matters, because most replies are answers.
    """

    said: Mapping[Line, Sequence[datetime]] = field(default_factory=dict)
    replies: Mapping[Conversation, Sequence[PastReply]] = field(default_factory=dict)
    heard: Mapping[Contact, Heard] = field(default_factory=dict)
    outside: Mapping[str, HourlyCount] = field(default_factory=dict)


def conversation_of(reply: Reply, session_id: str | None) -> Conversation:
    """Return what the reply is a part of."""
    if session_id is not None:
        return session_id, reply.tenant, Address()
    return None, reply.tenant, reply.address


def lines_of(reply: Reply) -> tuple[Line, Line]:
    """Return where automatic texts to the phone are counted, and where everything is."""
    phone = reply.address.phone
    return (reply.tenant, phone, reply.address.sender), (reply.tenant, phone, "")


def is_repeated(text: str, verdict: Verdict, before: Sequence[PastReply]) -> bool:
    """Say whether a reply says for the third time in a row what is no answer.

    Stop and start always count, however often they are said.
    """
    last = before[1 - SAME_TEXTS_IN_A_ROW :]
    same = all(past.text.strip() == text.strip() and not past.accepted for past in last)
    return verdict in _MAY_BE_A_MACHINE and len(last) == SAME_TEXTS_IN_A_ROW - 1 and same


def may_say(
    verdict: Verdict,
    *,
    automatic: Sequence[datetime],
    everything: Sequence[datetime],
    first_messages: int,
    now: datetime,
) -> bool:
    """Say whether one more text keeps within the limits, after the first messages of surveys.

    These never cost anybody the confirmation of a stop: who gets many surveys is who says it.
    """
    lately = len(recent(everything, MESSAGES_ARE_COUNTED_FOR, now))
    if lately + (0 if verdict in _CONFIRMED else first_messages) >= MOST_MESSAGES:
        return False
    so_far = recent(automatic, AUTOMATIC_TEXTS_ARE_COUNTED_FOR, now)
    return verdict not in AUTOMATIC_VERDICTS or len(so_far) < MOST_AUTOMATIC_TEXTS


def may_begin(first_messages: int, *, heard: int) -> bool:
    """Say whether a survey may begin with so many messages, after what the phone heard in the hour.

    One that says more than the limit by itself may, to a phone that has heard nothing.
    """
    return not heard or heard + first_messages <= MOST_MESSAGES


def may_remind(heard: int) -> bool:
    """Say whether a phone may be reminded, after so many messages in the hour."""
    return heard < MOST_MESSAGES


def recent(said: Sequence[datetime], window: timedelta, now: datetime) -> list[datetime]:
    """Return what was said within the window that ends now."""
    return [at for at in said if at > now - window]


def unasked(outcome: Outcome) -> bool:
    """Say whether an outcome's texts may be left out: no new question and no closing is among them."""
    return not any(text.kind in _GO_ON for text in outcome.texts)


def silenced(outcome: Outcome, before: State) -> Outcome:
    """Leave the texts of an outcome unsaid; its state is as if they had never been thought of.

    An answer that the customer is not asked to confirm waits for no yes.
    """
    state = replace(outcome.state, sent=before.sent)
    if any(text.kind is TextKind.CONFIRM for text in outcome.texts):
        state = replace(state, pending=before.pending, confirms=before.confirms)
    return replace(outcome, texts=(), state=state)


def ignored(before: State) -> Outcome:
    """Keep a reply without any effect."""
    reply = TakenReply(verdict=Verdict.IGNORED, element_id=before.current_element)
    return Outcome(state=before, reply=reply)
