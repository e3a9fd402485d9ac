"""Sessions and replies to store."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import structs

from services.engine.outcome import TakenReply, Verdict
from services.engine.state import SessionState, State, StoredAnswer
from services.runtime.ids import new_id
from services.sessions.domain.reply import KeptReply, Reply
from services.sessions.domain.session import Address, Session, Variable

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
DAY = 24 * HOUR
PHONE, OTHER_PHONE = "+4790000001", "+4790000002"
CONTACT = ("default", PHONE)
ADDRESS = Address(sender="1960", subnumber="0000000001", phone=PHONE)


def at(phone: str = PHONE, subnumber: str = "0000000001") -> Address:
    """Make an address of our one sender."""
    return Address(sender="1960", subnumber=subnumber, phone=phone)


def session(address: Address = ADDRESS, **changes: Any) -> Session:
    """Make an open session that has said two messages and has one answer."""
    made = Session(
        id=new_id(),
        tenant="default",
        survey_id="11111111-1111-4111-8111-111111111111",
        survey_version=3,
        address=address,
        conversation=State(
            language="no", sent=2, answers={"why": StoredAnswer(value="fordi", text="Fordi")}
        ),
        reason=None,
        expires_at=NOON + 3 * DAY,
        created_at=NOON,
        asked_at=NOON,
        ended_at=None,
        completed_at=None,
        client_reference="call-81",
        warnings=("Careful.",),
        variables=(Variable(key="agentId", value="7"),),
        question_message_id=new_id(),
    )
    return structs.replace(made, **changes)


def ended(
    before: Session, status: SessionState = SessionState.CANCELLED, **changes: Any
) -> Session:
    """Return a session as it is when it is over."""
    over = structs.replace(before, conversation=before.conversation.ended(status), ended_at=NOON)
    return structs.replace(over, **changes)


def kept(session_id: str | None, words: str = "8", **changes: Any) -> KeptReply:
    """Make a reply with what became of it."""
    verdict = changes.pop("verdict", Verdict.ANSWER)
    taken: dict[str, Any] = (
        {"element_id": "score", "element_type": "scale", "value": 8} if session_id else {}
    )
    taken |= changes.pop("taken", {})
    reply = Reply(
        id=new_id(),
        tenant="default",
        address=ADDRESS,
        text=words,
        received_at=NOON,
        in_reply_to=None,
    )
    return KeptReply(
        reply=structs.replace(reply, **changes),
        session_id=session_id,
        taken=TakenReply(verdict=verdict, **taken),
    )
