"""Finishes erasures: in the SMS gateway, by waiting for those who read the changes, and with a second look.

What was on its way between two services while the phone was erased, a reply or a text, may have come to
rest behind the erasure. So a minute later it is looked for once more, unless the phone has a newer session, whose
words are its own.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.leased import HandoffStore
from services.runtime.logs import get_logger
from services.sessions.domain.erasure import ErasedMessages, Erasure
from services.sessions.ports.sms import SmsGateway
from services.sessions.ports.unit_of_work import UnitOfWork

log = get_logger(__name__)

AT_A_TIME: Final = 10
LEASE: Final = timedelta(minutes=5)
"""Longer than so many take, each with its deadlines."""
SECOND_LOOK_AFTER: Final = timedelta(minutes=1)
_READERS_NEED: Final = timedelta(seconds=2)
_LONGEST_PAUSE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishErasures:
    """The use case, with what it needs. Any number of replicas may work at once."""

    uow: UnitOfWork
    sms: SmsGateway
    queue: HandoffStore[Erasure]
    clock: Clock

    def __call__(self) -> int:
        """Go on with erasures whose turn it is; returns how many."""
        now = self.clock.now()
        claimed = self.queue.claim(now=now, until=now + LEASE, limit=AT_A_TIME)
        for leased in claimed:
            self.advance(leased.row, attempts=leased.attempts)
        return len(claimed)

    def advance(self, erasure: Erasure, *, attempts: int) -> Erasure:
        """Do what can be done now, of one that this process holds; returns it as it stands then."""
        erasure = self._in_sms(erasure)
        erasure = self._by_readers(erasure)
        now = self.clock.now()
        if erasure.waiting:
            self._later(erasure, now + _pause(attempts))
            return erasure
        look_at = erasure.asked_at + SECOND_LOOK_AFTER
        if now < look_at:
            self._later(erasure, look_at)
            return erasure
        return self._look_again(erasure, now, attempts)

    def _in_sms(self, erasure: Erasure) -> Erasure:
        if erasure.messages is not None:
            return erasure
        try:
            messages = self.sms.erase(erasure.tenant, erasure.phone)
        except ServiceError as error:
            log.warning("not erased in sms yet", erasure=erasure.id, cause=str(error))
            return erasure
        return self._saved(replace(erasure, messages=messages))

    def _by_readers(self, erasure: Erasure) -> Erasure:
        if erasure.is_read:
            return erasure
        with self.uow.begin() as transaction:
            is_read = transaction.erasures.is_read(erasure.id)
        return self._saved(replace(erasure, is_read=True)) if is_read else erasure

    def _look_again(self, erasure: Erasure, now: datetime, attempts: int) -> Erasure:
        contact = erasure.tenant, erasure.phone
        with self.uow.begin() as transaction:
            transaction.contacts.lock([contact], create=False)
            is_back = bool(transaction.sessions.all_of(contact))
            replies = 0 if is_back else transaction.contacts.erase(contact, [])[0]
        try:
            messages = _NOTHING if is_back else self.sms.erase(*contact)
        except ServiceError as error:
            log.warning("not looked at again in sms yet", erasure=erasure.id, cause=str(error))
            self._later(erasure, now + _pause(attempts))
            return erasure
        done = replace(
            erasure,
            phone="",
            replies=erasure.replies + replies,
            messages=(erasure.messages or _NOTHING) + messages,
            done_at=now,
        )
        log.info("erased", erasure=erasure.id)
        return self._saved(done)

    def _saved(self, erasure: Erasure) -> Erasure:
        with self.uow.begin() as transaction:
            transaction.erasures.save(erasure)
        return erasure

    def _later(self, erasure: Erasure, at: datetime) -> None:
        self.queue.postpone([erasure.id], until=at, reason=" ".join(erasure.waiting))


_NOTHING: Final = ErasedMessages(sent=0, received=0)


def _pause(attempts: int) -> timedelta:
    """Return how long to wait for who is missing: a reader soon, and longer each time.

    >>> [int(_pause(attempts).total_seconds()) for attempts in (0, 1, 5, 50)]
    [2, 4, 64, 300]
    """
    return min(_READERS_NEED * (1 << min(attempts, 10)), _LONGEST_PAUSE)
