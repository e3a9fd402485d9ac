"""Wakes sessions whose time has come: what is over ends, and who has not answered is reminded.

In two transactions with a look at the SMS gateway between them, since no call is made while sessions are
locked. The first puts the alarm off by a minute, which is a lease: whoever dies in between leaves it to
run out, and the second reminds only where nobody else has woken the session meanwhile. So a reminder is
said once, whatever dies.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from services.engine.elapsed import Elapsed, counted_from, elapsed
from services.engine.outcome import Outcome
from services.engine.survey import Survey
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger
from services.sessions.domain.contact import Contact
from services.sessions.domain.restraint import MESSAGES_ARE_COUNTED_FOR, Line, may_remind, recent
from services.sessions.domain.session import Session
from services.sessions.domain.steps import step
from services.sessions.domain.waking import A_WHILE, LOOKED_AT_FOR, Woken, after_reminder, decide
from services.sessions.ports.sessions import UnreadableSessionError
from services.sessions.ports.sms import SmsGateway
from services.sessions.ports.surveys import SurveyCatalog
from services.sessions.ports.unit_of_work import Transaction
from services.sessions.use_cases.session_changes import Change, SessionChanges
from services.settings.tenants import Tenants

WOKEN_AT_A_TIME = 500

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeSessions:
    """The use case, with what it needs."""

    changes: SessionChanges
    catalog: SurveyCatalog
    sms: SmsGateway
    tenants: Tenants

    def __call__(self) -> int:
        """Wake sessions, as many as go at once; returns how many.

        One that cannot be read stays as it is, for a person, and keeps none of the others. Raises
        ServiceError UNAVAILABLE when it may go better later; what is over has ended then all the same.
        """
        unreadable = set[str]()
        while True:
            try:
                count, woken = self._wake(besides=unreadable)
                break
            except UnreadableSessionError as error:
                log.error("session cannot be read", session=error.session_id)
                unreadable.add(error.session_id)
        if woken:
            self._remind(woken)
        return count

    def _wake(self, *, besides: Set[str]) -> tuple[int, Sequence[Session]]:
        """End what is over; returns how many are awake, and those that somebody is reminded in, leased."""
        with self.changes.begin() as change:
            stored, now = change.transaction.sessions, change.at
            due = stored.due(now=now, limit=WOKEN_AT_A_TIME + len(besides))
            sessions = stored.lock(sorted({*due} - besides))
            awake = [one for one in sessions.values() if one.expires_at > now]
            for session in sessions.values():
                if session.expires_at <= now:
                    time = Elapsed(now=now, expires_at=session.expires_at)
                    outcome = elapsed(session.conversation, time)
                    change.take(session, step(session, outcome, now=now))
            leases = {one.id: min(now + LOOKED_AT_FOR, one.expires_at) for one in awake}
            stored.sleep(leases)
            return len(sessions), [_sleeping(one, until=leases[one.id]) for one in awake]

    def _remind(self, awake: Sequence[Session]) -> None:
        surveys = self._surveys(awake)
        known = [one for one in awake if _version(one) in surveys]
        places = [(one.id, counted_from(one.conversation)) for one in known]
        standings = dict(zip((one.id for one in known), self.sms.look_up(places), strict=True))
        before = {one.id: one for one in awake}
        with self.changes.begin() as change:
            locked = change.transaction.sessions.lock(sorted(before))
            # Whoever else has woken it, or handled a reply to it, was quicker.
            ours = [one for one in locked.values() if one == before[one.id]]
            woken = [
                Woken(
                    session=one,
                    survey=surveys[_version(one)],
                    standing=standings[one.id],
                    now=change.at,
                    quiet_until=self.tenants.of(one.tenant).quiet_until(change.at),
                )
                for one in ours
                if one.id in standings
            ]
            never = {one.id: one.expires_at for one in ours if one.id not in standings}
            change.transaction.sessions.sleep({**never, **_Reminding(change=change)(woken)})

    def _surveys(self, awake: Sequence[Session]) -> Mapping[tuple[str, int], Survey]:
        """Return the versions that they are on, but for those that cannot be read."""
        surveys: dict[tuple[str, int], Survey] = {}
        for version, session in {_version(one): one for one in awake}.items():
            try:
                surveys[version] = self.catalog.load(session.tenant, *version)
            except ServiceError as error:
                if error.retryable:
                    raise
                log.error("nobody is reminded of what cannot be read", reason=error.reason)
        return surveys


@dataclass(slots=True, kw_only=True)
class _Reminding:
    """Carries out what was decided about locked sessions, within what a phone may hear in an hour."""

    change: Change
    said: dict[Line, list[datetime]] = field(default_factory=dict)

    def __call__(self, woken: Sequence[Woken]) -> Mapping[str, datetime]:
        """Remind where it is time; returns until when each session sleeps."""
        transaction, now = self.change.transaction, self.change.at
        decided = {one.session.id: decide(one) for one in woken}
        talking = [one for one in woken if isinstance(decided[one.session.id], Outcome)]
        contacts = sorted({_contact(one.session) for one in talking})
        unwanted = transaction.contacts.suppressed(contacts)
        first_messages = self._count(transaction, contacts)
        alarms: dict[str, datetime] = {}
        for one in woken:
            session, found = one.session, decided[one.session.id]
            contact = _contact(session)
            if not isinstance(found, Outcome):
                alarms[session.id] = found
            elif contact in unwanted:
                alarms[session.id] = session.expires_at
            elif not self._may_say(contact, first_messages.get(contact, 0)):
                alarms[session.id] = min(now + A_WHILE, session.expires_at)
            else:
                after = self.change.take(session, step(session, found, now=now))
                alarms[session.id] = after_reminder(one, after)
        transaction.said_texts.note(self.said, now=now)
        return alarms

    def _count(
        self, transaction: Transaction, contacts: Sequence[Contact]
    ) -> Mapping[Contact, int]:
        """Lock what phones were sent; returns how many first messages of surveys are among it."""
        now = self.change.at
        lines = [(*contact, "") for contact in contacts]
        self.said = {
            line: list(times) for line, times in transaction.said_texts.lock(lines, now=now).items()
        }
        heard = transaction.said_texts.heard(contacts, since=now - MESSAGES_ARE_COUNTED_FOR)
        return {contact: one.first_messages for contact, one in heard.items()}

    def _may_say(self, contact: Contact, first_messages: int) -> bool:
        """Whether a phone may hear one more message; counts it if so."""
        now, line = self.change.at, (*contact, "")
        lately = recent(self.said.get(line, ()), MESSAGES_ARE_COUNTED_FOR, now)
        if not may_remind(len(lately) + first_messages):
            return False
        self.said[line] = [*self.said.get(line, ()), now]
        return True


def _version(session: Session) -> tuple[str, int]:
    return session.survey_id, session.survey_version


def _contact(session: Session) -> Contact:
    return session.tenant, session.address.phone


def _sleeping(session: Session, *, until: datetime) -> Session:
    return replace(session, wake_at=until)
