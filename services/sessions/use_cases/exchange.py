"""What one phone of a tenant wrote in one batch, decided one reply after the other.

Sessions of one phone have to do with each other: a stop ends them all, and what is said to the phone is
counted together. Those of different phones have not. Holds what is to be stored; storing it is
`handle_replies`' business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.engine.conversation import IncomingReply, SeenMessage, answer
from services.engine.outcome import Outcome, TakenReply, Verdict
from services.engine.outside_session import answer_outside
from services.engine.state import SessionState
from services.engine.survey import Survey
from services.runtime.leased import Failure
from services.sessions.domain.contact import Contact
from services.sessions.domain.delivery import Delivery, said_outside
from services.sessions.domain.reply import KeptReply, Reply
from services.sessions.domain.restraint import ASKED_AGAIN, ignored, silenced, unasked
from services.sessions.domain.session import Session
from services.sessions.domain.steps import Step, ended_from_outside, step
from services.sessions.use_cases.restraint import Restraint, Ruling
from services.settings.tenants import TenantSettings

SurveyVersion = tuple[str, int]
"""A survey's id and one of its versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveys:
    """The versions that are in memory, and for those that cannot be read the reason."""

    loaded: Mapping[SurveyVersion, Survey]
    unreadable: Mapping[SurveyVersion, str]


@dataclass(slots=True, kw_only=True)
class Exchange:
    """Decides the replies of one contact and collects what follows.

    `sessions` holds every locked session by id, and is never changed; `opted_out` is how the contact
    stands, `stopped` and `started` whether it has said so just now.
    """

    contact: Contact
    tenant: TenantSettings
    sessions: Mapping[str, Session]
    surveys: Surveys
    opted_out: bool
    restraint: Restraint
    now: datetime
    kept: list[KeptReply] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    changed: dict[str, Session] = field(default_factory=dict)
    ended: list[Session] = field(default_factory=list)
    stopped: bool = False
    started: bool = False
    needs_the_past: bool = False

    def take(self, reply: Reply, session_id: str | None) -> None:
        """Decide one reply."""
        session = self._session(session_id)
        if session is None:
            self._take_outside(reply)
            return
        version = session.survey_id, session.survey_version
        if reason := self.surveys.unreadable.get(version):
            self.failures.append(Failure(id=reply.id, reason=reason, retryable=False))
            return
        outcome = self._answer(self.surveys.loaded[version], session, reply)
        outcome = self._restrained(session, reply, outcome)
        assert outcome.reply is not None, "the engine says what became of every reply"
        self._keep(reply, session.id, outcome.reply)
        self._carry_over(
            session, step(session, outcome, now=self.now, replied_at=reply.received_at)
        )
        self._heed(outcome.reply.verdict)

    def _session(self, session_id: str | None) -> Session | None:
        if session_id is None:
            return None
        return self.changed.get(session_id) or self.sessions.get(session_id)

    def _keep(self, reply: Reply, session_id: str | None, taken: TakenReply) -> None:
        self.restraint.note(reply, session_id, taken.verdict)
        self.kept.append(KeptReply(reply=reply, session_id=session_id, taken=taken))

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
                phone=reply.address.phone,
            ),
        )
        if outcome.state.status is status and status is not session.state:
            return replace(outcome, state=replace(outcome.state, status=session.state))
        return outcome

    def _status(self, session: Session, reply: Reply) -> SessionState:
        """Opted out while the phone is, open within the grace, and just over after a start."""
        if self.opted_out:
            return SessionState.OPTED_OUT
        if session.in_grace(reply.received_at):
            return SessionState.ACTIVE
        if session.state is SessionState.OPTED_OUT:
            return SessionState.STOPPED
        return session.state

    def _restrained(self, session: Session, reply: Reply, outcome: Outcome) -> Outcome:
        """Hold back what would be said to a machine; an answer is never looked at."""
        if outcome.reply is None or outcome.reply.verdict is Verdict.ANSWER or not outcome.texts:
            return outcome
        verdict, before = outcome.reply.verdict, session.conversation
        self.needs_the_past = True
        ruling = self.restraint.judge(reply, session.id, verdict, must_say=not unasked(outcome))
        match ruling:
            case Ruling.SAY:
                return outcome
            case Ruling.IGNORE if verdict in ASKED_AGAIN:
                return ignored(before)
            case Ruling.SILENCE | Ruling.IGNORE:
                return silenced(outcome, before)

    def _carry_over(self, before: Session, taken: Step) -> None:
        after = taken.session
        if taken.delivery is not None:
            self.deliveries.append(taken.delivery)
        if after != before:
            self.changed[after.id] = after
        if before.conversation.is_active and not after.conversation.is_active:
            self.ended.append(after)

    # -- outside any session

    def _take_outside(self, reply: Reply) -> None:
        decided = answer_outside(
            reply.text,
            language=self.tenant.language_for(reply.address.phone),
            opted_out=self.opted_out,
            overrides=self.tenant.texts,
        )
        if decided.text:
            self.needs_the_past = True
            most = self.tenant.automatic_texts_per_hour
            ruling = self.restraint.judge_outside(reply, decided.verdict, most_an_hour=most)
            if ruling is Ruling.SAY:
                self.deliveries.append(said_outside(reply, decided, now=self.now))
        self._keep(reply, None, TakenReply(verdict=decided.verdict))
        self._heed(decided.verdict)

    # -- stop and start

    def _heed(self, verdict: Verdict) -> None:
        """Carry out what stop and start mean beyond the session that they were said in."""
        match verdict:
            case Verdict.START:
                self.opted_out, self.stopped, self.started = False, False, True
            case Verdict.STOP:
                self.opted_out, self.stopped, self.started = True, True, False
                for session in self._open():
                    ended = ended_from_outside(session, SessionState.OPTED_OUT, now=self.now)
                    self._carry_over(session, ended)

    def _open(self) -> Sequence[Session]:
        """Return what is open of the contact now."""
        own = [
            session
            for session in {**self.sessions, **self.changed}.values()
            if (session.tenant, session.address.phone) == self.contact
        ]
        return [session for session in own if session.conversation.is_active]


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
