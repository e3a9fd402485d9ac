"""Begins sessions in one change, and makes room for them.

Whether they may begin, and what they say first, was decided before.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from services.engine.definition import SecondSurvey
from services.engine.state import SessionState
from services.runtime.errors import ServiceError, conflict
from services.sessions.domain.delivery import Delivery, End
from services.sessions.domain.invitation import CheckedInvitation, SendResult, Sent
from services.sessions.domain.session import Session
from services.sessions.use_cases.admission import Admission, Tally
from services.sessions.use_cases.session_changes import Change
from services.sessions.use_cases.suppression import Suppression, suppressed_session

REQUESTS_ARE_REMEMBERED_FOR = timedelta(hours=24)

Placed = tuple[CheckedInvitation, Session, Delivery | None]
"""An invitation that has its session, and what to send first; None for a suppressed one."""


class Beginning:
    """Begins sessions whose addresses and requests all differ, in one change."""

    def __init__(self, change: Change, *, suppression: Suppression, admission: Admission) -> None:
        self._change = change
        self._transaction = change.transaction
        self._suppression = suppression
        self._admission = admission

    def __call__(self, placed: Mapping[int, Placed]) -> Mapping[int, SendResult]:
        """Begin what is new; returns a result for each place."""
        repeated = self._repeated(placed)
        new, tally = self._welcome({p: one for p, one in placed.items() if p not in repeated})
        refused = self._make_room(new)
        for place in refused:
            tally.add(place, by=-1)
        tally.write(self._transaction)
        self._transaction.requests.release(_request_keys(new[place] for place in refused))
        begun = {place: one for place, one in new.items() if place not in refused}
        for _, session, delivery in begun.values():
            self._change.begin(session, delivery)
        for place in (*repeated, *refused):
            self._give_back(placed[place][1])
        sent = {place: Sent(session=session) for place, (_, session, _) in begun.items()}
        return {**repeated, **refused, **sent}

    def _repeated(self, placed: Mapping[int, Placed]) -> Mapping[int, SendResult]:
        """Answer repetitions with the session that the first request got."""
        holders = self._claim(placed)
        results: dict[int, SendResult] = {}
        for place, (one, session, _) in placed.items():
            holder = holders.get((one.invitation.tenant, one.invitation.repetition_key or ""))
            if holder not in {None, session.id}:
                results[place] = self._first(one.invitation.tenant, str(holder))
        return results

    def _claim(self, placed: Mapping[int, Placed]) -> Mapping[tuple[str, str], str]:
        claims = {
            (one.invitation.tenant, one.invitation.repetition_key): session.id
            for one, session, _ in placed.values()
            if one.invitation.repetition_key
        }
        now = self._change.at
        until = now + REQUESTS_ARE_REMEMBERED_FOR
        return self._transaction.requests.claim(claims, now=now, until=until)

    def _first(self, tenant: str, session_id: str) -> SendResult:
        stored = self._transaction.sessions.get(tenant, session_id)
        if stored is None:
            return conflict("REQUEST_REPEATED", "The session of the same request is gone.")
        return Sent(session=stored, repeated=True)

    def _welcome(self, new: Mapping[int, Placed]) -> tuple[Mapping[int, Placed], Tally]:
        """Suppress what has become unwelcome since it was looked at; nobody stops from here on."""
        contacts = {place: (one[1].tenant, one[1].address.phone) for place, one in new.items()}
        door = self._suppression.door(self._transaction, contacts.values(), now=self._change.at)
        beginning = {place: one for place, (one, _, delivery) in new.items() if delivery}
        tally = self._admission.tally(self._transaction, beginning, now=self._change.at)
        welcome: dict[int, Placed] = {}
        for place, (one, session, delivery) in new.items():
            refusal = None
            if delivery is not None:
                sent = session.conversation.sent
                refusal = tally.refusal(place) or door.pass_through(contacts[place], sent)
            if refusal is None:
                if delivery is not None:
                    tally.add(place)
                welcome[place] = one, session, delivery
                continue
            self._give_back(session)
            suppressed = suppressed_session(session, refusal, now=self._change.at)
            welcome[place] = one, suppressed, None
        return welcome, tally

    def _make_room(self, new: Mapping[int, Placed]) -> Mapping[int, SendResult]:
        """End the open sessions whose address is wanted, unless the survey's policy is to refuse."""
        wanted = {
            session.address: place for place, (_, session, _) in new.items() if _is_open(session)
        }
        stored = self._transaction.sessions
        held = stored.lock(sorted(stored.open_at(list(wanted))))
        refused: dict[int, SendResult] = {}
        for session in filter(_is_open, held.values()):
            place = wanted[session.address]
            expired = session.expires_at <= self._change.at
            if not expired and _refuses(new[place][0]):
                refused[place] = _taken()
            else:
                status = SessionState.EXPIRED if expired else SessionState.SUPERSEDED
                self._change.end(session, status)
        return refused

    def _give_back(self, session: Session) -> None:
        """Let go of the address that was reserved for a session that will not be."""
        if not session.address.sender:
            return
        self._change.deliveries.append(
            Delivery(
                id=session.id,
                tenant=session.tenant,
                session_id=session.id,
                address=session.address,
                end=End(at=self._change.at),
            )
        )


def _is_open(session: Session) -> bool:
    return session.conversation.is_active


def _refuses(one: CheckedInvitation) -> bool:
    return one.survey.settings.second_survey is SecondSurvey.REJECT


def _request_keys(placed: Iterable[Placed]) -> Sequence[tuple[str, str]]:
    invitations = (one.invitation for one, _, _ in placed)
    return [(one.tenant, one.repetition_key) for one in invitations if one.repetition_key]


def _taken() -> ServiceError:
    return conflict("ACTIVE_SESSION_EXISTS", "A session with this phone is open already.")
