"""The replies of one batch, decided one after the other on sessions that are locked.

Holds what is to be stored; storing it is `handle_replies`' business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from services.engine.conversation import IncomingReply, SeenMessage, answer
from services.engine.outcome import Outcome, TakenReply, Verdict
from services.engine.outside_session import OutsideReply, answer_outside
from services.engine.state import SessionState
from services.engine.survey import Survey
from services.runtime.ids import new_id
from services.runtime.leased import Failure
from services.sessions.domain.contact import Contact
from services.sessions.domain.delivery import Delivery, QueuedMessage
from services.sessions.domain.reply import KeptReply, Reply
from services.sessions.domain.restraint import ignored, silenced, unasked
from services.sessions.domain.session import Session
from services.sessions.domain.steps import Step, ended_from_outside, step
from services.sessions.ports import SurveyCatalog
from services.sessions.use_cases.restraint import Restraint, Ruling
from services.settings.tenants import Tenants

_OUTSIDE_TEXT_LASTS = timedelta(days=1)


class VersionNotLoadedError(Exception):
    """A survey version is needed that is not in memory."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.survey_id, session.survey_version)
        self.tenant = session.tenant
        self.survey_id = session.survey_id
        self.version = session.survey_version


@dataclass(slots=True, kw_only=True)
class Batch:
    """Decides replies and collects what follows. `sessions` holds every locked session by id."""

    sessions: dict[str, Session]
    catalog: SurveyCatalog
    tenants: Tenants
    unreadable: Mapping[tuple[str, int], str]
    opted_out: set[Contact]
    now: datetime
    restraint: Restraint
    kept: list[KeptReply] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    stopped: set[Contact] = field(default_factory=set)
    started: set[Contact] = field(default_factory=set)
    _changed: dict[str, Session] = field(default_factory=dict)
    _ended: dict[str, Session] = field(default_factory=dict)

    @property
    def changed(self) -> list[Session]:
        """The sessions that are not as they were."""
        return list(self._changed.values())

    @property
    def ended(self) -> list[Session]:
        """The sessions that are open no more."""
        return list(self._ended.values())

    def take(self, reply: Reply, session_id: str | None) -> None:
        """Decide one reply; raises VersionNotLoadedError when its survey is not in memory."""
        session = self.sessions.get(session_id or "")
        if session is None:
            self._take_outside(reply)
            return
        survey = self._survey(session)
        if survey is None:
            reason = self.unreadable[session.survey_id, session.survey_version]
            self.failures.append(Failure(id=reply.id, reason=reason, retryable=False))
            return
        outcome = self._restrained(session, reply, self._answer(survey, session, reply))
        assert outcome.reply is not None, "the engine says what became of every reply"
        self.restraint.note(reply, session.id, outcome.reply.verdict)
        self.kept.append(KeptReply(reply=reply, session_id=session.id, taken=outcome.reply))
        self._carry_over(session, step(session, outcome, now=self.now))
        self._heed(outcome.reply.verdict, (reply.tenant, reply.address.phone))

    def _survey(self, session: Session) -> Survey | None:
        version = session.survey_id, session.survey_version
        survey = self.catalog.loaded(*version)
        if survey is None and version not in self.unreadable:
            raise VersionNotLoadedError(session)
        return survey

    # -- in a session

    def _answer(self, survey: Survey, session: Session, reply: Reply) -> Outcome:
        """Ask the engine with the status that counts; where it stays, the true one does."""
        status, state = self._status(session, reply), session.conversation
        outcome = answer(
            survey,
            state if status is state.status else replace(state, status=status),
            IncomingReply(
                text=reply.text,
                received_at=reply.received_at,
                expires_at=session.expires_at,
                in_reply_to=_seen(session, reply),
            ),
        )
        if outcome.state.status is status and status is not session.state:
            return replace(outcome, state=replace(outcome.state, status=session.state))
        return outcome

    def _restrained(self, session: Session, reply: Reply, outcome: Outcome) -> Outcome:
        """Hold back what would be said to a machine; an answer is never looked at."""
        if outcome.reply is None or outcome.reply.verdict is Verdict.ANSWER or not outcome.texts:
            return outcome
        verdict, before = outcome.reply.verdict, session.conversation
        ruling = self.restraint.judge(reply, session.id, verdict, must_say=not unasked(outcome))
        match ruling:
            case Ruling.SAY:
                return outcome
            case Ruling.IGNORE if verdict is Verdict.INVALID:
                return ignored(before)
            case Ruling.SILENCE | Ruling.IGNORE:
                return silenced(outcome, before)

    def _status(self, session: Session, reply: Reply) -> SessionState:
        """Opted out while the phone is, open within the grace, and just over after a start."""
        if (reply.tenant, reply.address.phone) in self.opted_out:
            return SessionState.OPTED_OUT
        if session.in_grace(reply.received_at):
            return SessionState.ACTIVE
        if session.state is SessionState.OPTED_OUT:
            return SessionState.STOPPED
        return session.state

    def _heed(self, verdict: Verdict, contact: Contact) -> None:
        """Carry out what stop and start mean beyond the session that they were said in."""
        if verdict is Verdict.START:
            self.opted_out.discard(contact)
            self.stopped.discard(contact)
            self.started.add(contact)
        if verdict is not Verdict.STOP:
            return
        self.opted_out.add(contact)
        self.started.discard(contact)
        self.stopped.add(contact)
        for session in list(self.sessions.values()):
            if session.conversation.is_active and contact == (
                session.tenant,
                session.address.phone,
            ):
                ended = ended_from_outside(session, SessionState.OPTED_OUT, now=self.now)
                self._carry_over(session, ended)

    def _carry_over(self, before: Session, taken: Step) -> None:
        after = taken.session
        if taken.delivery is not None:
            self.deliveries.append(taken.delivery)
        if after != before:
            self.sessions[after.id] = after
            self._changed[after.id] = after
        if before.conversation.is_active and not after.conversation.is_active:
            self._ended[after.id] = after

    # -- outside any session

    def _take_outside(self, reply: Reply) -> None:
        contact = reply.tenant, reply.address.phone
        tenant = self.tenants.of(reply.tenant)
        decided = answer_outside(
            reply.text,
            language=tenant.language_for(reply.address.phone),
            opted_out=contact in self.opted_out,
            overrides=tenant.texts,
        )
        taken = TakenReply(verdict=decided.verdict)
        self.kept.append(KeptReply(reply=reply, session_id=None, taken=taken))
        if decided.text and self.restraint.judge(reply, None, decided.verdict) is Ruling.SAY:
            self.deliveries.append(self._said_outside(reply, decided))
        self.restraint.note(reply, None, decided.verdict)
        self._heed(decided.verdict, contact)

    def _said_outside(self, reply: Reply, decided: OutsideReply) -> Delivery:
        message = QueuedMessage(
            id=new_id(),
            sequence=0,
            text=decided.text,
            kind=decided.kind.value,
            delay_seconds=0,
            expires_at=self.now + _OUTSIDE_TEXT_LASTS,
            is_first=False,
        )
        return Delivery(
            id=new_id(),
            tenant=reply.tenant,
            session_id=None,
            address=reply.address,
            messages=(message,),
        )


def _seen(session: Session, reply: Reply) -> SeenMessage | None:
    seen = reply.in_reply_to
    if seen is None:
        return None
    same_session = seen.session_id == session.id
    if not same_session and reply.address != session.address:
        # To the bare number of a sender with subnumbers: what that number said last is another talk.
        return None
    question = session.question_message_id
    return SeenMessage(
        same_session=same_session,
        sequence=seen.sequence,
        due_at=seen.due_at,
        # Ids of version 7 sort by the time they were made.
        older_than_question=not same_session
        and question is not None
        and seen.message_id < question,
    )
