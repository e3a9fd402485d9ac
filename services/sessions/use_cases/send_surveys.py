"""Sends surveys to phones: a session each, with its first messages, all durable when this returns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.engine.conversation import start
from services.engine.state import State
from services.runtime.clock import Clock
from services.runtime.errors import ServiceError, unavailable
from services.runtime.logs import get_logger, named
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.invitation import CheckedInvitation, Invitation, SendResult, Sent
from services.sessions.domain.session import Address, Session
from services.sessions.domain.splits import with_arms
from services.sessions.domain.steps import step
from services.sessions.domain.waking import first_alarm
from services.sessions.ports.sessions import AddressHeldError
from services.sessions.ports.sms import AddressWish, SmsGateway
from services.sessions.ports.unit_of_work import Transaction
from services.sessions.use_cases.admission import Admission
from services.sessions.use_cases.begin_sessions import Beginning, Placed
from services.sessions.use_cases.check_invitations import CheckInvitations
from services.sessions.use_cases.session_changes import SessionChanges
from services.sessions.use_cases.suppression import Refusal, Suppression, suppressed_session

ATTEMPTS = 10
"""How often a batch is stored anew because somebody else takes an address from under it."""

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendSurveys:
    """The use case, with what it needs."""

    check: CheckInvitations
    suppression: Suppression
    admission: Admission
    changes: SessionChanges
    sms: SmsGateway
    clock: Clock

    def __call__(self, invitations: Sequence[Invitation]) -> Sequence[SendResult]:
        """Carry out invitations, each with a result or an error of its own, in order."""
        first = _first_of_each(invitations)
        places = sorted(set(first))
        results: dict[int, SendResult] = {}
        checked: dict[int, CheckedInvitation] = {}
        for place, one in zip(places, self.check([invitations[p] for p in places]), strict=True):
            if isinstance(one, ServiceError):
                results[place] = one
            else:
                checked[place] = one
        results |= self._begun_before({place: invitations[place] for place in results})
        results |= self._send(checked) if checked else {}
        return [
            results[place] if place == original else _repetition(results[original])
            for place, original in enumerate(first)
        ]

    def require(self, tenant: str, survey_id: str) -> None:
        """Raise SURVEY_NOT_FOUND when there is no such survey."""
        self.check.require(tenant, survey_id)

    def _begun_before(self, refused: Mapping[int, Invitation]) -> Mapping[int, SendResult]:
        """Find the sessions of repetitions that could not begin now: paused since, or out of time."""
        if not any(map(_request_key, refused.values())):
            return {}
        with self.changes.uow.begin() as transaction:
            return _first_results(transaction, refused, now=self.clock.now())

    def _send(self, checked: Mapping[int, CheckedInvitation]) -> Mapping[int, SendResult]:
        now = self.clock.now()
        with self.changes.uow.begin() as transaction:
            contacts = {_contact(one) for one in checked.values()}
            unwanted = self.suppression.refusals(transaction, contacts, now=now)
            welcome = {p: one for p, one in checked.items() if _contact(one) not in unwanted}
            kept_back = self.admission.refusals(transaction, welcome, now=now)
            # For a repetition nothing is reserved: there may be no address left, and one that is
            # given back rests for days.
            asked = {place: one.invitation for place, one in checked.items()}
            results = _first_results(transaction, asked, now=now)
        new = {place: one for place, one in checked.items() if place not in results}
        refused = {
            place: refusal
            for place, one in new.items()
            if (refusal := unwanted.get(_contact(one)) or kept_back.get(place))
        }
        addresses = self._reserve({p: one for p, one in new.items() if p not in refused})
        placed: dict[int, Placed] = {}
        for place, one in new.items():
            reserved = addresses.get(place)
            if isinstance(reserved, ServiceError):
                results[place] = reserved
            elif reserved is None:
                placed[place] = one, _suppressed(one, refused[place], now=now), None
            else:
                placed[place] = one, *_started(one, reserved, now=now)
        for batch in _one_for_each_address(placed):
            results |= self._store(batch)
        return results

    def _reserve(
        self, wanted: Mapping[int, CheckedInvitation]
    ) -> Mapping[int, Address | ServiceError]:
        by_tenant: dict[str, list[int]] = {}
        for place, one in wanted.items():
            by_tenant.setdefault(one.invitation.tenant, []).append(place)
        reserved: dict[int, Address | ServiceError] = {}
        for tenant, places in by_tenant.items():
            wishes = [_wish(wanted[place]) for place in places]
            reserved |= dict(zip(places, self.sms.reserve(tenant, wishes), strict=True))
        return reserved

    def _store(self, placed: Mapping[int, Placed]) -> Mapping[int, SendResult]:
        for _ in range(ATTEMPTS):
            try:
                return self._try_to_store(placed)
            except AddressHeldError:
                log.info("address taken meanwhile", sessions=len(placed))
        raise unavailable("ADDRESS_CONTENDED", "Too many sessions begin with this phone at once.")

    def _try_to_store(self, placed: Mapping[int, Placed]) -> Mapping[int, SendResult]:
        with self.changes.begin() as change:
            beginning = Beginning(change, suppression=self.suppression, admission=self.admission)
            results = beginning(placed)
        log.debug("surveys sent", sessions=named(session.id for session in change.opened))
        return results


def _first_results(
    transaction: Transaction, asked: Mapping[int, Invitation], *, now: datetime
) -> dict[int, SendResult]:
    """Return what the first request got for each place that only repeats one."""
    keys = {place: key for place, one in asked.items() if (key := _request_key(one))}
    holders = transaction.requests.held(sorted(set(keys.values())), now=now)
    found = {
        place: transaction.sessions.get(key[0], holders[key])
        for place, key in keys.items()
        if key in holders
    }
    return {place: Sent(session=one, repeated=True) for place, one in found.items() if one}


def _first_of_each(invitations: Sequence[Invitation]) -> Sequence[int]:
    """Return for each invitation the place of the first one that is the same request."""
    places: dict[tuple[str, str], int] = {}
    return [
        places.setdefault(key, place) if (key := _request_key(one)) else place
        for place, one in enumerate(invitations)
    ]


def _repetition(result: SendResult) -> SendResult:
    return result if isinstance(result, ServiceError) else replace(result, repeated=True)


def _one_for_each_address(placed: Mapping[int, Placed]) -> Sequence[Mapping[int, Placed]]:
    """Part sessions that want the same address, so that the later ones meet the earlier ones."""
    wanted: Counter[Address] = Counter()
    parts: dict[int, dict[int, Placed]] = {}
    for place, one in placed.items():
        _, session, delivery = one
        parts.setdefault(wanted[session.address], {})[place] = one
        wanted[session.address] += delivery is not None
    return list(parts.values())


def _contact(one: CheckedInvitation) -> tuple[str, str]:
    return one.invitation.tenant, one.invitation.identifier


def _request_key(invitation: Invitation) -> tuple[str, str] | None:
    key = invitation.repetition_key
    return (invitation.tenant, key) if key else None


def _wish(one: CheckedInvitation) -> AddressWish:
    return AddressWish(
        session_id=one.session_id,
        recipient=one.invitation.identifier,
        expires_at=one.expires_at,
    )


def _started(
    one: CheckedInvitation, address: Address, *, now: datetime
) -> tuple[Session, Delivery | None]:
    outcome = start(
        one.survey,
        language=one.language,
        content=one.invitation.content,
        variables={variable.key: variable.value for variable in one.variables},
        session_id=one.session_id,
    )
    if one.survey.splits:
        one = replace(one, variables=with_arms(one.variables, one.survey, one.session_id))
    # A step goes from a session that has said nothing to one that has said what the engine decided.
    silent = State(language=outcome.state.language, variables=outcome.state.variables)
    begun = step(_session(one, address, silent, now=now), outcome, now=now)
    return begun.session, begun.delivery


def _suppressed(one: CheckedInvitation, refusal: Refusal, *, now: datetime) -> Session:
    address = Address(phone=one.invitation.identifier)
    session = _session(one, address, State(language=one.language), now=now)
    return suppressed_session(session, refusal, now=now)


def _session(
    one: CheckedInvitation, address: Address, conversation: State, *, now: datetime
) -> Session:
    return Session(
        id=one.session_id,
        tenant=one.invitation.tenant,
        survey_id=one.invitation.survey_id,
        survey_version=one.survey_version,
        address=address,
        conversation=conversation,
        reason=None,
        expires_at=one.expires_at,
        created_at=now,
        asked_at=now,
        ended_at=None,
        completed_at=None,
        client_reference=one.invitation.client_reference,
        warnings=one.warnings,
        variables=one.variables,
        question_message_id=None,
        test=one.invitation.test,
        wake_at=first_alarm(one.survey, now=now, expires_at=one.expires_at),
    )
