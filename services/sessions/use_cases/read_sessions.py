"""Shows sessions to the people who sent them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.runtime.errors import ServiceError, not_found
from services.runtime.ids import parse_id
from services.sessions.domain.message_page import MessagePage, ShownMessages, shown_messages
from services.sessions.domain.misunderstood import Misunderstood, grouped
from services.sessions.domain.page import Page, SessionFilter
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.session import Session
from services.sessions.domain.standing import standing
from services.sessions.ports.sms import SmsGateway
from services.sessions.ports.unit_of_work import UnitOfWork

NEWEST_MESSAGES = MessagePage()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """A session with its answers and a page of what was said in it."""

    session: Session
    answers: Sequence[KeptReply]
    messages: ShownMessages


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSessions:
    """The use cases that change nothing."""

    uow: UnitOfWork
    sms: SmsGateway

    def get(self, tenant: str, session_id: str, page: MessagePage = NEWEST_MESSAGES) -> SessionView:
        """Return one session; raises ServiceError SESSION_NOT_FOUND for another tenant's, too."""
        parsed = parse_id(session_id)
        with self.uow.begin() as transaction:
            session = transaction.sessions.get(tenant, parsed) if parsed else None
            if session is None:
                raise session_not_found()
            answers = transaction.replies.answers_of(session.id)
            received = transaction.replies.page_of(session.id, page)
        sent = self.sms.messages(tenant, session.id, page) if session.address.sender else ()
        return SessionView(
            session=session,
            answers=standing(answers, session),
            messages=shown_messages(received, sent, size=page.size),
        )

    def page(self, wanted: SessionFilter) -> Page:
        """Return a page of sessions, newest first."""
        with self.uow.begin() as transaction:
            # One more than wanted tells whether there is a next page.
            found = transaction.sessions.page(replace(wanted, limit=wanted.limit + 1))
        sessions = found[: wanted.limit]
        return Page(sessions=sessions, next_id=sessions[-1].id if found != sessions else None)

    def misunderstood(self, tenant: str, survey_id: str) -> Sequence[Misunderstood]:
        """Return what was not understood in a survey's newest sessions, newest first, masked."""
        parsed = parse_id(survey_id)
        if parsed is None:
            return ()
        with self.uow.begin() as transaction:
            replies = transaction.replies.misunderstood(tenant, parsed)
        return grouped(replies)


def session_not_found() -> ServiceError:
    """Make the error for a session that is not there, or not the caller's."""
    return not_found("SESSION_NOT_FOUND", "There is no such session.")
