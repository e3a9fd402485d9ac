"""A session with what was said in it, as those who count sessions need it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from services.engine.outcome import Verdict
from services.engine.state import SessionState
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.restraint import ASKED_AGAIN
from services.sessions.domain.session import Session
from services.sessions.domain.standing import standing

LATE_REPLIES: Final = 20
_ASKED_BY: Final = ASKED_AGAIN | {Verdict.ANSWER, Verdict.SKIP}
_UNDERSTOOD_NOT: Final = frozenset({Verdict.INVALID, Verdict.CONFIRM})
_NOTHING_ASKED: Final = frozenset(
    {SessionState.COMPLETED, SessionState.SUPPRESSED, SessionState.UNDELIVERABLE}
)


class SessionRecord(Struct, frozen=True, kw_only=True):
    """A session, its answers in the order first given, and what else became of replies.

    `asked` are the questions that were put to the phone; `refused` counts by question the replies that
    were not understood; `late` came when it was over, at most `LATE_REPLIES` of them.
    """

    session: Session
    answers: tuple[KeptReply, ...]
    asked: tuple[str, ...]
    refused: Mapping[str, int]
    late: tuple[KeptReply, ...]
    first_reply_at: datetime | None


def record_of(session: Session, replies: Sequence[KeptReply]) -> SessionRecord:
    """Sum up the replies of a session, given in the order received."""
    refused = Counter(
        one.taken.element_id
        for one in replies
        if one.taken.verdict in _UNDERSTOOD_NOT and one.taken.element_id
    )
    late = [one for one in replies if one.taken.verdict is Verdict.LATE]
    return SessionRecord(
        session=session,
        answers=tuple(_answers(session, replies)),
        asked=tuple(_asked(session, replies)),
        refused=refused,
        late=tuple(late[:LATE_REPLIES]),
        first_reply_at=replies[0].reply.received_at if replies else None,
    )


def _answers(session: Session, replies: Sequence[KeptReply]) -> Sequence[KeptReply]:
    """Return the last answer to each question that still stands."""
    last: dict[str | None, KeptReply] = {}
    for one in replies:
        if one.taken.verdict is Verdict.ANSWER and one.taken.value is not None:
            last[one.taken.element_id] = one
    return standing(last.values(), session)


def _asked(session: Session, replies: Sequence[KeptReply]) -> Sequence[str]:
    asked = dict.fromkeys(
        one.taken.element_id
        for one in replies
        if one.taken.verdict in _ASKED_BY and one.taken.element_id
    )
    current = session.conversation.current_element
    if current and session.state not in _NOTHING_ASKED:
        asked[current] = None
    return list(asked)
