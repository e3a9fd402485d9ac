"""Ends sessions for reasons outside the conversation: a call, the networks. Time is `wake_sessions`'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.engine.state import SessionState
from services.runtime.ids import parse_id
from services.sessions.domain.audit import Operation, about_contact, about_session
from services.sessions.domain.contact import Contact
from services.sessions.domain.session import Session
from services.sessions.use_cases.read_sessions import session_not_found
from services.sessions.use_cases.session_changes import Change, SessionChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """What became of a message of ours: delivered, failed, expired or rejected."""

    id: str
    tenant: str
    session_id: str
    sequence: int
    status: str
    recipient_opted_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSessions:
    """The use cases, with what they need."""

    changes: SessionChanges

    def cancel(self, tenant: str, session_id: str) -> Session:
        """End a session by hand; one that is over stays as it is. Raises SESSION_NOT_FOUND."""
        parsed = parse_id(session_id)
        if parsed is None:
            raise session_not_found()
        with self.changes.begin() as change:
            session = change.transaction.sessions.lock([parsed]).get(parsed)
            if session is None or session.tenant != tenant:
                raise session_not_found()
            ended = change.end(session, SessionState.CANCELLED)
            if ended is not session:
                entry = about_session(Operation.CANCEL, ended, at=change.at)
                change.transaction.audit.note([entry])
            return ended

    def opt_out(self, contact: Contact) -> datetime:
        """Opt a phone out because somebody asked for it, and end all of its open sessions.

        Returns since when it is opted out.
        """
        with self.changes.begin() as change:
            for session in _opted_out(change, [contact]):
                change.end(session, SessionState.OPTED_OUT)
            since = change.transaction.contacts.opted_out_at(contact) or change.at
            if since == change.at:
                entry = about_contact(Operation.OPT_OUT, contact, at=since)
                change.transaction.audit.note([entry])
            return since

    def heed_reports(self, reports: Sequence[StatusReport]) -> None:
        """End what a report says is hopeless: undeliverable, or opted out at the provider.

        Those who read the changes look anew at sessions whose first message arrived, or another did not.
        """
        ending = [report for report in reports if _ends(report)]
        told = [report for report in reports if report.session_id and _is_news(report)]
        if not told:
            return
        opted_out = {report.session_id for report in ending if report.recipient_opted_out}
        named = [report.session_id for report in ending]
        with self.changes.begin() as change:
            change.named += [(report.tenant, report.session_id) for report in told]
            if not ending:
                return
            contacts_of = change.transaction.sessions.contacts_of(sorted(opted_out))
            contacts = sorted(set(contacts_of.values()))
            for session in _opted_out(change, contacts, also=named):
                if (session.tenant, session.address.phone) in contacts:
                    change.end(session, SessionState.OPTED_OUT)
                elif not session.conversation.answers:
                    # Whoever answered was reached, whatever a late report says.
                    change.end(session, SessionState.UNDELIVERABLE)


def _opted_out(
    change: Change, contacts: Sequence[Contact], *, also: Sequence[str] = ()
) -> Sequence[Session]:
    """Note opt-outs, and lock what is open of the phones; others named are locked, too.

    In this order: a session that somebody is about to store is seen then, or sees the opt-out.
    """
    transaction = change.transaction
    transaction.contacts.lock(contacts)
    transaction.contacts.opt_out(contacts, at=change.at)
    wanted = {*also, *transaction.sessions.open_of(contacts)}
    return list(transaction.sessions.lock(sorted(wanted)).values())


def _is_news(report: StatusReport) -> bool:
    return report.sequence == 1 or report.status != "delivered" or report.recipient_opted_out


def _ends(report: StatusReport) -> bool:
    """Say whether a report ends its session: its first message failed, or the recipient opted out."""
    failed_first = report.sequence == 1 and report.status in {"failed", "rejected", "expired"}
    return bool(report.session_id) and (report.recipient_opted_out or failed_first)
