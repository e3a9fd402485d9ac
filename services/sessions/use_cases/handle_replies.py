"""Takes replies that the SMS gateway hands over: finds each one's session, decides, and stores.

One transaction holds everything that a batch leads to. Repeating a batch is harmless: a reply that
is stored already is passed over (`services/sessions/README.md`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from prometheus_client import Counter

from services.runtime.errors import ServiceError
from services.runtime.leased import Failure
from services.runtime.logs import MOST_NAMED, get_logger
from services.sessions.domain.reply import KeptReply, Reply
from services.sessions.domain.session import Session
from services.sessions.ports.session_index import SessionIndex
from services.sessions.ports.surveys import SurveyCatalog
from services.sessions.ports.unit_of_work import Transaction
from services.sessions.use_cases.decide_replies import Decided, DecideReplies
from services.sessions.use_cases.exchange import Exchange, Surveys, SurveyVersion
from services.sessions.use_cases.figures import count_replies
from services.sessions.use_cases.find_sessions import Found, Guesses, Moved, find_sessions
from services.sessions.use_cases.session_changes import Change, SessionChanges
from services.settings.tenants import Tenants

log = get_logger(__name__)
HELD_BACK = Counter(
    "svar_automatic_texts_held_back",
    "Texts outside any session that were not sent, because of automatic_texts_per_hour",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsMissing:
    """Versions are needed that are not in memory: one session of each."""

    sessions: Sequence[Session]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """A batch that is stored, but for those replies that cannot be handled."""

    failures: Sequence[Failure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What is known when a batch is begun, more with every time that it has to be begun again.

    `indexed` is what the index said, which is told where it was wrong. Replies are nearly always new,
    and storing them shows whether they are; so it is asked first only when one was not:
    `known_are_asked_for`.
    """

    indexed: Guesses
    guesses: Guesses
    unreadable: Mapping[SurveyVersion, str] = field(default_factory=dict)
    known_are_asked_for: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleReplies:
    """The use case, with what it needs."""

    changes: SessionChanges
    catalog: SurveyCatalog
    index: SessionIndex
    tenants: Tenants

    def __call__(self, replies: Sequence[Reply]) -> Sequence[Failure]:
        """Handle replies in the order given; returns those that could not be handled.

        Raises ServiceError UNAVAILABLE when nothing of it is stored and it may go better later.
        """
        unique = list({reply.id: reply for reply in replies}.values())
        indexed = self._indexed(unique)
        attempt = Attempt(indexed=indexed, guesses=indexed)
        while True:
            match self._try(unique, attempt):
                case Handled() as handled:
                    return handled.failures
                case Moved() as moved:
                    attempt = replace(attempt, guesses=moved.guesses, known_are_asked_for=True)
                case VersionsMissing() as missing:
                    attempt = replace(attempt, unreadable=self._load(missing, attempt))

    def _indexed(self, replies: Sequence[Reply]) -> Guesses:
        known = self.index.find([reply.address for reply in replies])
        return {reply.id: guess for reply, guess in zip(replies, known, strict=True) if guess}

    def _try(self, replies: Sequence[Reply], attempt: Attempt) -> Handled | Moved | VersionsMissing:
        with self.changes.begin() as change:
            transaction = change.transaction
            outcome = self._decide(change, replies, attempt)
            if not isinstance(outcome, Decided):
                change.abandon()
                return outcome
            kept = [kept for one in outcome.exchanges for kept in one.kept]
            if len(transaction.replies.keep(kept)) != len(kept):
                # One is stored already: handed over twice, or by two at once.
                change.abandon()
                return Moved(guesses=attempt.guesses)
            _collect(change, outcome, indexed=attempt.indexed)
        log.debug("replies handled", replies=_outcomes(kept))
        count_replies(outcome.exchanges)
        _report_held_back(outcome)
        return Handled(failures=[one for each in outcome.exchanges for one in each.failures])

    def _decide(
        self, change: Change, replies: Sequence[Reply], attempt: Attempt
    ) -> Decided | Moved | VersionsMissing:
        found = find_sessions(change.transaction, replies, attempt.guesses, now=change.at)
        if isinstance(found, Moved):
            return found
        if attempt.known_are_asked_for:
            # Only now, with the sessions locked, is it certain that nobody else is storing these.
            found = _without_known(change.transaction, found)
        surveys = self._surveys(found, attempt)
        if isinstance(surveys, VersionsMissing):
            return surveys
        decide = DecideReplies(found=found, surveys=surveys, tenants=self.tenants, now=change.at)
        return decide(change.transaction)

    def _surveys(self, found: Found, attempt: Attempt) -> Surveys | VersionsMissing:
        """Return the versions that are spoken; asks nobody, since a transaction is open."""
        spoken = {
            (session.survey_id, session.survey_version): session
            for session_id in found.session_of.values()
            if (session := found.sessions.get(session_id)) is not None
        }
        loaded = {version: self.catalog.loaded(*version) for version in spoken}
        missing = [
            session
            for version, session in spoken.items()
            if loaded[version] is None and version not in attempt.unreadable
        ]
        if missing:
            return VersionsMissing(sessions=missing)
        in_memory = {version: survey for version, survey in loaded.items() if survey is not None}
        return Surveys(loaded=in_memory, unreadable=attempt.unreadable)

    def _load(self, missing: VersionsMissing, attempt: Attempt) -> Mapping[SurveyVersion, str]:
        """Load versions, between two transactions; returns the reasons of those that cannot be read."""
        unreadable = dict(attempt.unreadable)
        for session in missing.sessions:
            try:
                self.catalog.load(session.tenant, session.survey_id, session.survey_version)
            except ServiceError as error:
                if error.retryable:
                    raise
                unreadable[session.survey_id, session.survey_version] = error.reason
        return unreadable


def _without_known(transaction: Transaction, found: Found) -> Found:
    known = transaction.replies.known([reply.id for reply in found.replies])
    return replace(found, replies=[reply for reply in found.replies if reply.id not in known])


def _collect(change: Change, decided: Decided, *, indexed: Guesses) -> None:
    """Note what follows from decisions, besides their replies."""
    contacts, exchanges = change.transaction.contacts, decided.exchanges
    contacts.opt_out(sorted(one.contact for one in exchanges if one.stopped), at=change.at)
    contacts.opt_in(sorted(one.contact for one in exchanges if one.started))
    said_texts, restraint = change.transaction.said_texts, decided.restraint
    said_texts.note(restraint.said, now=change.at)
    said_texts.note_outside(restraint.outside, now=change.at)
    for exchange in exchanges:
        change.deliveries += exchange.deliveries
        change.ended += exchange.ended
        change.changed |= exchange.changed
        _note_replies(change, exchange, indexed)


def _note_replies(change: Change, exchange: Exchange, indexed: Guesses) -> None:
    """Have sessions read anew that have another reply, and the index told of those that it missed."""
    for kept in exchange.kept:
        if kept.session_id is None:
            continue
        if kept.session_id not in exchange.changed:
            change.read_anew.append(exchange.sessions[kept.session_id])
        after = exchange.changed.get(kept.session_id) or exchange.sessions[kept.session_id]
        if indexed.get(kept.reply.id) != kept.session_id and after.conversation.is_active:
            change.opened.append(after)


def _report_held_back(decided: Decided) -> None:
    for tenant, count in decided.restraint.held_back.items():
        HELD_BACK.inc(count)
        log.warning("automatic texts held back", tenant=tenant, count=count)


def _outcomes(kept: Sequence[KeptReply]) -> list[tuple[str, str | None, str]]:
    """Return what became of replies, for a log line: reply, session, verdict."""
    return [(one.reply.id, one.session_id, one.taken.verdict.value) for one in kept[:MOST_NAMED]]
