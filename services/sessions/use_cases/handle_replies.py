"""Takes replies that the SMS gateway hands over: finds each one's session, and answers it.

One transaction holds everything that a batch leads to. Repeating a batch is harmless: a reply that
is stored already is passed over (`behaviour.md` section 3, rule 10).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.engine.keywords import Keyword, keyword_of
from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.leased import Failure
from services.runtime.logs import MOST_NAMED, get_logger
from services.sessions.domain.contact import Contact
from services.sessions.domain.reply import Reply
from services.sessions.domain.restraint import MESSAGES_ARE_COUNTED_FOR, Past
from services.sessions.domain.session import Session
from services.sessions.ports import Outbox, SessionIndex, SurveyCatalog, Transaction, UnitOfWork
from services.sessions.use_cases.reply_batch import Batch, VersionNotLoadedError
from services.sessions.use_cases.restraint import Restraint
from services.settings.tenants import Tenants

CLOSED_SESSIONS_ANSWER_FOR = timedelta(days=14)

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleReplies:
    """The use case, with what it needs."""

    uow: UnitOfWork
    catalog: SurveyCatalog
    index: SessionIndex
    outbox: Outbox
    tenants: Tenants
    clock: Clock

    def __call__(self, replies: Sequence[Reply]) -> Sequence[Failure]:
        """Handle replies in the order given; returns those that could not be handled.

        Raises ServiceError UNAVAILABLE when nothing of it is stored and it may go better later.
        """
        unique = list({reply.id: reply for reply in replies}.values())
        known = self.index.find([reply.address for reply in unique])
        attempt = _Attempt(guesses=known)
        while True:
            leased_until = self.outbox.lease_until()
            try:
                with self.uow.begin() as transaction:
                    batch = self._decide(transaction, unique, attempt)
                    transaction.queue(batch.deliveries, leased_until=leased_until)
            except VersionNotLoadedError as missing:
                # No call to another service inside a transaction: load it, then begin again.
                self._load(missing, attempt.unreadable)
            except _MovedError as moved:
                attempt.guesses = moved.found or attempt.guesses
                attempt.cautious = True
            else:
                self.outbox.offer_deliveries(batch.deliveries, leased_until=leased_until)
                log.debug("replies handled", replies=_outcomes(batch))
                self.index.forget(batch.ended)
                self.index.remember(_not_known(batch, unique, known))
                return batch.failures

    def _load(self, missing: VersionNotLoadedError, unreadable: dict[tuple[str, int], str]) -> None:
        try:
            self.catalog.load(missing.tenant, missing.survey_id, missing.version)
        except ServiceError as error:
            if error.retryable:
                raise
            unreadable[missing.survey_id, missing.version] = error.reason

    def _decide(
        self,
        transaction: Transaction,
        replies: Sequence[Reply],
        attempt: "_Attempt",
    ) -> Batch:
        now = self.clock.now()
        found, sessions = self._find(transaction, replies, attempt.guesses, now=now)
        fresh = replies
        if attempt.cautious:
            # Only now, with the sessions locked, is it certain that nobody else is storing these.
            known = transaction.known_replies([reply.id for reply in replies])
            fresh = [reply for reply in replies if reply.id not in known]
        opted_out = _opted_out(transaction, fresh, found, sessions)

        def decided(past: Past) -> Batch:
            batch = Batch(
                sessions=dict(sessions),
                catalog=self.catalog,
                tenants=self.tenants,
                unreadable=attempt.unreadable,
                opted_out=set(opted_out),
                restraint=Restraint(past=past, now=now),
                now=now,
            )
            for reply in fresh:
                batch.take(reply, found.get(reply.id))
            return batch

        batch = decided(Past())
        if batch.restraint.matters:
            # Somebody is told something that is no question: what was said before counts.
            batch = decided(_past(transaction, batch.restraint))
        _store(transaction, batch)
        return batch

    def _find(
        self,
        transaction: Transaction,
        replies: Sequence[Reply],
        guesses: Sequence[str | None],
        *,
        now: datetime,
    ) -> tuple[dict[str, str], dict[str, Session]]:
        """Find and lock the session of each reply, and whatever a stop will end."""
        closed_since = now - CLOSED_SESSIONS_ANSWER_FOR
        found = {reply.id: guess for reply, guess in zip(replies, guesses, strict=True) if guess}
        misses = [reply for reply in replies if reply.id not in found]
        found |= _look_up(transaction, misses, closed_since)
        others = transaction.open_of_phones(_lock_contacts(transaction, replies))
        sessions = dict(transaction.lock(sorted({*found.values(), *others})))
        guessed = found.keys() - {reply.id for reply in misses}
        astray = [
            one
            for one in replies
            if not _fits(sessions.get(found.get(one.id, "")), one, exactly=one.id in guessed)
        ]
        if any(reply.id in found for reply in astray):
            # The index was out of date or full of rubbish, or the session has ended just now.
            again = _look_up(transaction, astray, closed_since)
            found = {**found, **dict.fromkeys((reply.id for reply in astray), ""), **again}
            if not sessions.keys() >= set(again.values()):
                # Locking one more now would break the order that keeps two batches apart.
                raise _MovedError([found.get(reply.id) or None for reply in replies])
        return found, sessions


@dataclass(slots=True, kw_only=True)
class _Attempt:
    """What is known when a batch is decided, more with every time that it has to be done again.

    Replies are nearly always new, and storing them shows whether they are. So it is asked first only
    when one was not.
    """

    guesses: Sequence[str | None]
    unreadable: dict[tuple[str, int], str] = field(default_factory=dict)
    cautious: bool = False


class _MovedError(Exception):
    """Somebody else was quicker: begin again, from the sessions `found` where there are any."""

    def __init__(self, found: Sequence[str | None] = ()) -> None:
        super().__init__()
        self.found = found


def _outcomes(batch: Batch) -> list[tuple[str, str | None, str]]:
    """Return what became of replies, for a log line: reply, session, verdict."""
    kept = batch.kept[:MOST_NAMED]
    return [(one.reply.id, one.session_id, one.taken.verdict.value) for one in kept]


def _not_known(
    batch: Batch, replies: Sequence[Reply], known: Sequence[str | None]
) -> Sequence[Session]:
    """Return the open sessions that the index did not name; it is told of them."""
    guesses = dict(zip([reply.id for reply in replies], known, strict=True))
    missed = {kept.session_id for kept in batch.kept if guesses[kept.reply.id] != kept.session_id}
    sessions = (batch.sessions[session_id] for session_id in missed if session_id)
    return [session for session in sessions if session.conversation.is_active]


def _look_up(
    transaction: Transaction, replies: Sequence[Reply], closed_since: datetime
) -> dict[str, str]:
    wanted = [(reply.tenant, reply.address) for reply in replies]
    ids = transaction.find(wanted, closed_since=closed_since)
    return {reply.id: found for reply, found in zip(replies, ids, strict=True) if found}


def _fits(session: Session | None, reply: Reply, *, exactly: bool) -> bool:
    """Say whether an open session is this reply's; one that is over may have been replaced meanwhile.

    To the bare number of a sender with subnumbers a reply may be any of theirs: Postgres knows which,
    the index does not, so that a guess has to have exactly the reply's address.
    """
    if session is None or not session.conversation.is_active or session.tenant != reply.tenant:
        return False
    mine, theirs = session.address, reply.address
    if exactly:
        return mine == theirs
    same_number = mine.sender == theirs.sender and mine.phone == theirs.phone
    return same_number and theirs.subnumber in {mine.subnumber, ""}


def _lock_contacts(transaction: Transaction, replies: Sequence[Reply]) -> Sequence[Contact]:
    """Lock those who say stop or start, before any session; returns those who say stop.

    A survey that somebody is sending them is stored before, and found, or sees afterwards that they
    want none.
    """
    said = [(_contact(reply), _keyword(reply)) for reply in replies]
    stops = sorted({contact for contact, keyword in said if keyword is Keyword.STOP})
    starts = sorted({contact for contact, keyword in said if keyword is Keyword.START})
    transaction.lock_contacts(stops)
    transaction.lock_contacts(starts, create=False)
    return stops


def _past(transaction: Transaction, restraint: Restraint) -> Past:
    lines = {line for *pair, _ in restraint.matters for line in pair}
    conversations = list(dict.fromkeys(one for *_, one in restraint.matters))
    contacts = sorted({(tenant, phone) for tenant, phone, _ in lines})
    return Past(
        said=transaction.lock_said(sorted(lines), now=restraint.now),
        replies=transaction.last_replies(conversations),
        heard=transaction.heard(contacts, since=restraint.now - MESSAGES_ARE_COUNTED_FOR),
    )


def _keyword(reply: Reply) -> Keyword | None:
    return keyword_of(reply.text, in_open_question=False)


def _contact(reply: Reply) -> Contact:
    return reply.tenant, reply.address.phone


def _opted_out(
    transaction: Transaction,
    replies: Sequence[Reply],
    found: Mapping[str, str],
    sessions: Mapping[str, Session],
) -> set[tuple[str, str]]:
    """Ask about those whom no open session shows to be willing."""
    doubtful = [
        _contact(reply)
        for reply in replies
        if (session := sessions.get(found.get(reply.id, ""))) is None
        or not session.conversation.is_active
    ]
    reasons = transaction.suppressed(doubtful)
    return {contact for contact, reason in reasons.items() if reason == "opted_out"}


def _store(transaction: Transaction, batch: Batch) -> None:
    transaction.opt_out(sorted(batch.stopped), at=batch.now)
    transaction.opt_in(sorted(batch.started))
    transaction.note_said(batch.restraint.said, now=batch.now)
    new = transaction.keep(batch.kept)
    if len(new) != len(batch.kept):
        # One is stored already: handed over twice, or by two at once.
        raise _MovedError
    transaction.save(batch.changed)
