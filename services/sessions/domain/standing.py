"""The answers of a session as they stand: without those taken back, each with the words that it was in."""

from collections.abc import Iterable, Sequence

from msgspec import structs

from services.engine.replies import Rule
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.session import Session


def standing(answers: Iterable[KeptReply], session: Session) -> Sequence[KeptReply]:
    """Return the answers that count, in their order.

    A question that was gone back to and skipped has none any more. The text of an answer that was
    confirmed (`Did you mean 8?`) is the reply with the 8 in it; the yes stays among the messages.
    """
    kept = session.conversation.answers
    return [_as_meant(one, session) for one in answers if one.taken.element_id in kept]


def _as_meant(one: KeptReply, session: Session) -> KeptReply:
    meant = session.conversation.answers[one.taken.element_id or ""].text
    if one.taken.understood_by != Rule.CONFIRMED or not meant:
        return one
    return structs.replace(one, reply=structs.replace(one.reply, text=meant))
