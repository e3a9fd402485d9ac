"""Takes in what happened to sessions: changes, sessions whose messages were late, and all of them anew.

One reader at a time holds a lease, and every write checks that nobody has written since what it is based on
was read: so the newest state wins without a version of its own. Repeating is harmless. At the first start,
and whenever changes were missed, all sessions are read anew beside the changes; figures stay up meanwhile,
and what that reading did not meet is deleted at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from prometheus_client import Gauge

from services.results.domain.facts import facts_of
from services.results.domain.months import end_of, month_of
from services.results.domain.response import body_of, verbatims_of
from services.results.domain.source import MessageSums, Source, SourceSession
from services.results.ports.source import Changes, MessageSource, SessionSource
from services.results.ports.taking_in import OvertakenError, Progress, Taken, TakingIn
from services.results.use_cases.forget_months import ForgetMonths
from services.runtime.clock import Clock
from services.runtime.logs import get_logger
from services.settings.keeping import LONGEST_SESSION, months_before
from services.settings.tenants import Tenants

log = get_logger(__name__)
LAG = Gauge("svar_results_lag_seconds", "How far the figures are behind what happened")

LEASE: Final = timedelta(seconds=15)
AT_A_TIME: Final = 1_000
"""Sessions in a transaction."""
_UNSETTLED_AT_A_TIME: Final = 500
_DELETED_AT_A_TIME: Final = 5_000
_IDLE_NOTE_EVERY: Final = timedelta(seconds=5)
"""How often it is noted that nothing happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """The use case, with what it needs; `holder` is this process."""

    holder: str
    sessions: SessionSource
    messages: MessageSource
    store: TakingIn
    forget_months: ForgetMonths
    tenants: Tenants
    clock: Clock

    def __call__(self) -> bool:
        """Take in what there is, up to a bound; returns whether there is more to be had at once.

        Raises ServiceError UNAVAILABLE when another service or the store is down.
        """
        now = self.clock.now()
        progress = self.store.claim(self.holder, now=now, until=now + LEASE)
        if progress is None:
            return False
        try:
            return self._step(progress)
        except OvertakenError:
            log.warning("overtaken by another reader")
            return False

    def _step(self, progress: Progress) -> bool:
        began_at = self.clock.now()
        changes = self.sessions.changes(after=progress.cursor)
        if changes.missed:
            log.warning("changes were missed, reading all sessions anew")
            progress = _begun_again(progress)
        unsettled = self.store.unsettled(now=began_at, limit=_UNSETTLED_AT_A_TIME)
        # Together, so that one that has changed as well is read once.
        ids = list(dict.fromkeys((*changes.session_ids, *unsettled)))
        progress = self._take(progress, ids)
        progress = self._rebuild(progress)
        progress = self.forget_months(progress, began_at)
        done = _after(progress, changes, began_at)
        is_news = changes.session_ids or changes.missed or progress.rebuilding
        if is_news or done.as_of - progress.as_of >= _IDLE_NOTE_EVERY:
            self._write(progress, done, (), ())
        LAG.set((began_at - done.as_of).total_seconds())
        return changes.more or progress.rebuilding

    def _take(self, progress: Progress, ids: Sequence[str]) -> Progress:
        """Read sessions as they are now and write them, a bounded number in each transaction."""
        for first in range(0, len(ids), AT_A_TIME):
            some = ids[first : first + AT_A_TIME]
            found = self._read(some)
            known = {one.facts.id for one in found}
            gone = [one for one in some if one not in known]
            progress = self._write(progress, progress, found, gone)
        return progress

    def _read(self, ids: Sequence[str]) -> Sequence[Taken]:
        # In this order: a message that is summed up belongs to a session as it was read, or to a later one.
        now = self.clock.now()
        sessions = [one for one in self.sessions.sessions(ids) if self._is_kept(one, now)]
        sums = self.messages.sums([one.id for one in sessions if one.messages])
        return [
            self._taken(Source(session=one, sums=sums.get(one.id, MessageSums())), now)
            for one in sessions
        ]

    def _is_kept(self, session: SourceSession, now: datetime) -> bool:
        """Say whether its month is still there; `sessions` deletes what is older before long."""
        settings = self.tenants.of(session.tenant)
        local = now.astimezone(settings.timezone)
        gone_before = months_before(local, settings.retention_months) - LONGEST_SESSION
        return end_of(month_of(session.id)) > gone_before

    def _taken(self, source: Source, now: datetime) -> Taken:
        session = source.session
        facts = facts_of(source, zone=self.tenants.of(session.tenant).timezone, now=now)
        return Taken(
            session=session,
            facts=facts,
            body=body_of(source, facts),
            verbatims=verbatims_of(source),
            variable_names=[(key.casefold(), key) for key, _ in session.variables],
        )

    def _write(
        self, before: Progress, after: Progress, found: Sequence[Taken], gone: Sequence[str]
    ) -> Progress:
        self.store.prepare([one.facts.id for one in found])
        with self.store.writing(before.turn) as writing:
            position = writing.put(
                found,
                generation=after.generation,
                position=before.position,
                now=self.clock.now(),
            )
            writing.remove(gone)
            saved = replace(after, turn=before.turn + 1, position=position)
            writing.save(saved)
        return saved

    def _rebuild(self, progress: Progress) -> Progress:
        """Read the next sessions of all, or delete what the reading of all did not meet."""
        if not progress.rebuilding:
            return progress
        ids = self.sessions.ids(after=progress.rebuilt_through)
        if ids:
            return replace(self._take(progress, ids), rebuilt_through=ids[-1])
        with self.store.writing(progress.turn) as writing:
            deleted = writing.remove_older(generation=progress.generation, limit=_DELETED_AT_A_TIME)
            is_over = deleted < _DELETED_AT_A_TIME
            saved = replace(progress, turn=progress.turn + 1, rebuilding=not is_over)
            writing.save(saved)
        if is_over:
            log.info("all sessions are read anew")
        return saved


def _begun_again(progress: Progress) -> Progress:
    return replace(
        progress, generation=progress.generation + 1, rebuilding=True, rebuilt_through=None
    )


def _after(progress: Progress, changes: Changes, began_at: datetime) -> Progress:
    """Return the progress once everything read is written; what waits for an open transaction is not in it."""
    if changes.more:
        return replace(progress, cursor=changes.cursor)
    as_of = began_at - timedelta(seconds=changes.held_back_seconds)
    return replace(progress, cursor=changes.cursor, as_of=as_of)
