"""Shows sessions to the people who sent them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.engine.outcome import Verdict
from services.runtime.errors import ServiceError, not_found
from services.runtime.ids import parse_id
from services.sessions.domain.message import SentMessage
from services.sessions.domain.page import Page, SessionFilter
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.session import Session
from services.sessions.ports.sms import SmsGateway
from services.sessions.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """A session with everything that was said in it."""

    session: Session
    answers: Sequence[KeptReply]
    replies: Sequence[KeptReply]
    sent: Sequence[SentMessage]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSessions:
    """The use cases that change nothing."""

    uow: UnitOfWork
    sms: SmsGateway

    def get(self, tenant: str, session_id: str) -> SessionView:
        """Return one session; raises ServiceError SESSION_NOT_FOUND for another tenant's, too."""
        parsed = parse_id(session_id)
        with self.uow.begin() as transaction:
            session = transaction.sessions.get(tenant, parsed) if parsed else None
            if session is None:
                raise session_not_found()
            replies = transaction.replies.of_session(session.id)
        sent = self.sms.messages(tenant, session.id) if session.address.sender else ()
        answers = latest(replies, session=session)
        return SessionView(session=session, answers=answers, replies=replies, sent=sent)

    def page(self, wanted: SessionFilter) -> Page:
        """Return a page of sessions, newest first."""
        with self.uow.begin() as transaction:
            # One more than wanted tells whether there is a next page.
            found = transaction.sessions.page(replace(wanted, limit=wanted.limit + 1))
        sessions = found[: wanted.limit]
        return Page(sessions=sessions, next_id=sessions[-1].id if found != sessions else None)


def session_not_found() -> ServiceError:
    """Make the error for a session that is not there, or not the caller's."""
    return not_found("SESSION_NOT_FOUND", "There is no such session.")


def latest(replies: Sequence[KeptReply], *, session: Session) -> Sequence[KeptReply]:
    """Return the last accepted reply to each question, in the order in which they were first asked.

    A question that was gone back to and skipped has no answer any more.
    """
    answered = session.conversation.answers
    accepted = [kept for kept in replies if kept.taken.verdict is Verdict.ANSWER]
    last = {kept.taken.element_id: kept for kept in accepted}
    return [kept for element_id, kept in last.items() if element_id in answered]
