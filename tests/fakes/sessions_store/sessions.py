"""Sessions in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import structs

from services.sessions.domain.contact import Contact
from services.sessions.domain.page import SessionFilter
from services.sessions.domain.session import Address, Session
from services.sessions.ports.sessions import AddressHeldError
from tests.fakes.sessions_store.rows import Rows


class FakeSessions:
    """`ports.Sessions` on tables in memory."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def find(
        self, wanted: Sequence[tuple[str, Address]], *, closed_since: datetime
    ) -> Sequence[str | None]:
        """Return for each tenant's address its open session asked last, else the newest closed one."""
        return [self._found(tenant, address, closed_since) for tenant, address in wanted]

    def lock(self, session_ids: Sequence[str]) -> Mapping[str, Session]:
        """Return those that exist, by id."""
        stored = self._rows.sessions
        return {one: stored[one] for one in session_ids if one in stored}

    def open_at(self, addresses: Sequence[Address]) -> Sequence[str]:
        """Return the ids of the open sessions on exactly these addresses."""
        return [one.id for one in self._open() if one.address in addresses]

    def open_of(self, contacts: Sequence[Contact]) -> Sequence[str]:
        """Return the ids of all open sessions of these contacts."""
        return [one.id for one in self._open() if _contact(one) in contacts]

    def all_of(self, contact: Contact) -> Sequence[str]:
        """Return the ids of all sessions of a contact."""
        return [one.id for one in self._rows.sessions.values() if _contact(one) == contact]

    def clear(self, session_ids: Sequence[str], *, at: datetime) -> None:
        """Nothing here is unreadable."""

    def contacts_of(self, session_ids: Sequence[str]) -> Mapping[str, Contact]:
        """Return the contact of each of these sessions that exists."""
        return {one.id: _contact(one) for one in self.lock(session_ids).values()}

    def due(self, *, now: datetime, limit: int) -> Sequence[str]:
        """Return the ids of open sessions past their expiry, or their alarm."""
        over = [one for one in self._open() if one.expires_at <= now]
        woken = [one for one in self._open() if one.wake_at and one.wake_at <= now < one.expires_at]
        first_over = sorted(over, key=lambda one: one.expires_at)[:limit]
        first_woken = sorted(woken, key=lambda one: one.wake_at or now)[:limit]
        return [one.id for one in (*first_over, *first_woken)]

    def sleep(self, alarms: Mapping[str, datetime]) -> None:
        """Store when sessions are looked at next."""
        for session_id, wake_at in alarms.items():
            session = self._rows.sessions[session_id]
            self._rows.sessions[session_id] = structs.replace(session, wake_at=wake_at)

    def add(self, added: Sequence[Session]) -> None:
        """Store new sessions; raises AddressHeldError when an address is held."""
        for session in added:
            if session.conversation.is_active and self.open_at([session.address]):
                raise AddressHeldError
            self._rows.sessions[session.id] = session
            self._rows.first_messages[session.id] = session.conversation.sent

    def save(self, changed: Sequence[Session]) -> None:
        """Store what may change of sessions."""
        for session in changed:
            self._rows.sessions[session.id] = structs.replace(
                self._rows.sessions[session.id],
                conversation=session.conversation,
                reason=session.reason,
                question_message_id=session.question_message_id,
                asked_at=session.asked_at,
                ended_at=session.ended_at,
                completed_at=session.completed_at,
            )

    def get(self, tenant: str, session_id: str) -> Session | None:
        """Return one session of a tenant."""
        session = self._rows.sessions.get(session_id)
        return session if session is not None and session.tenant == tenant else None

    def page(self, wanted: SessionFilter) -> Sequence[Session]:
        """Return sessions, newest first."""
        own = [one for one in self._rows.sessions.values() if _is_wanted(one, wanted)]
        return sorted(own, key=lambda one: one.id, reverse=True)[: wanted.limit]

    def _open(self) -> Sequence[Session]:
        return [one for one in self._rows.sessions.values() if one.conversation.is_active]

    def _found(self, tenant: str, address: Address, closed_since: datetime) -> str | None:
        own = [
            one
            for one in self._rows.sessions.values()
            if one.tenant == tenant
            and (one.address.phone, one.address.sender) == (address.phone, address.sender)
            and address.subnumber in {"", one.address.subnumber}
            and (one.conversation.is_active or (one.ended_at and one.ended_at >= closed_since))
        ]
        newest = max(own, key=_precedence, default=None)
        return newest.id if newest else None


def _precedence(session: Session) -> tuple[bool, datetime, str]:
    return session.conversation.is_active, session.asked_at, session.id


def _contact(session: Session) -> Contact:
    return session.tenant, session.address.phone


def _is_wanted(session: Session, wanted: SessionFilter) -> bool:
    pairs = [
        (wanted.survey_id, session.survey_id),
        (wanted.identifier, session.address.phone),
        (wanted.client_reference, session.client_reference),
        (wanted.state, session.state),
    ]
    return (
        session.tenant == wanted.tenant
        and all(asked in {None, found} for asked, found in pairs)
        and (wanted.from_time is None or session.created_at >= wanted.from_time)
        and (wanted.to_time is None or session.created_at < wanted.to_time)
        and (wanted.before_id is None or session.id < wanted.before_id)
    )
