"""Shows a whole phone number to a person who may see it, and writes down who asked."""

from dataclasses import dataclass

from services.runtime.clock import Clock
from services.runtime.ids import parse_id
from services.sessions.domain.audit import Operation, about_session
from services.sessions.ports.unit_of_work import UnitOfWork
from services.sessions.use_cases.read_sessions import session_not_found


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealNumber:
    """The use case, with what it needs."""

    uow: UnitOfWork
    clock: Clock

    def __call__(self, tenant: str, session_id: str) -> str:
        """Return the phone of a session; raises SESSION_NOT_FOUND for another tenant's, too.

        Nothing is shown that is not written down: both are one transaction.
        """
        parsed = parse_id(session_id)
        with self.uow.begin() as transaction:
            session = transaction.sessions.get(tenant, parsed) if parsed else None
            if session is None:
                raise session_not_found()
            entry = about_session(Operation.REVEAL, session, at=self.clock.now())
            transaction.audit.note([entry])
        return session.address.phone
