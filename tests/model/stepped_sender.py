"""Sends messages one by one, each step when it is told to: the queue of the real store, no threads.

What an answer of the provider means is decided by `services.sms.domain.sending`, as everywhere.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from msgspec.structs import replace

from services.runtime.clock import Clock
from services.sms.domain.messages import Outgoing
from services.sms.domain.provider import SendResult, Traits
from services.sms.domain.sending import Attempt, Settlement, expired, settle
from services.sms.ports.sending import SendStore

LEASE = timedelta(seconds=20)
NEEDED = timedelta(seconds=12)
"""What a lease must last for a send to begin: the deadline of a send, and a margin."""
RENEW_BELOW = timedelta(seconds=16)
AT_ONCE = 256

Leaving = Callable[[Outgoing], SendResult]


class SteppedSender:
    """`ports.SendQueue`, and the sender behind it. `unsettled` is sent and not written down yet."""

    def __init__(
        self, store: SendStore, *, senders: Sequence[str], provider: str, clock: Clock
    ) -> None:
        self.unsettled: list[Settlement] = []
        self.memory: dict[str, Outgoing] = {}
        self._store = store
        self._senders = senders
        self._provider = provider
        self._clock = clock

    def offer(self, messages: Sequence[Outgoing]) -> None:
        """Take messages; one that is here already stays as it is."""
        for message in messages:
            self.memory.setdefault(message.id, message)

    def cancel(self, ids: Sequence[str]) -> None:
        """Forget messages that were taken back."""
        for message_id in ids:
            self.memory.pop(message_id, None)

    def leave(self, leaving: Leaving, *, most: int = AT_ONCE) -> int:
        """Let messages that are due leave; `leaving` is the provider. Returns how many there were."""
        now = self._clock.now()
        due = [one for one in self.memory.values() if one.not_before <= now]
        for message in due[:most]:
            self.memory.pop(message.id)
            if message.lease_until < now + NEEDED:
                # Another process may have it soon.
                continue
            if message.expires_at <= now:
                self.unsettled.append(expired(message, provider=self._provider, at=now))
                continue
            self.unsettled.append(self._attempted(message, leaving(message)))
        return len(due[:most])

    def settle(self) -> None:
        """Write down what became of messages, and take those that are first in line by it."""
        waiting, self.unsettled = self.unsettled, []
        while waiting:
            # What left twice, because it was held up for longer than its lease, is settled in order.
            batch = list({one.id: one for one in reversed(waiting)}.values())[::-1]
            waiting = [one for one in waiting if one not in batch]
            self.offer(self._store.settle(batch, now=self._clock.now(), lease=LEASE))

    def sweep(self) -> Sequence[Outgoing]:
        """Keep the leases of what waits here, and claim what others left."""
        self._renew()
        claimed = [
            message
            for automatic in (False, True)
            for message in self._store.claim(
                senders=self._senders,
                now=self._clock.now(),
                lease=LEASE,
                limit=AT_ONCE,
                automatic=automatic,
            )
        ]
        self.offer(claimed)
        return claimed

    def die(self) -> None:
        """Lose what is in memory, and what became of messages that are not settled."""
        self.memory.clear()
        self.unsettled.clear()

    def _renew(self) -> None:
        now = self._clock.now()
        leases = {
            one.id: one.lease_until
            for one in self.memory.values()
            if one.lease_until < now + RENEW_BELOW
        }
        kept = self._store.renew(leases, now=now, lease=LEASE) if leases else []
        for message_id in leases:
            message = self.memory.pop(message_id)
            if message_id in kept:
                self.memory[message_id] = replace(message, lease_until=now + LEASE)

    def _attempted(self, message: Outgoing, result: SendResult) -> Settlement:
        attempt = Attempt(
            message=message,
            provider=self._provider,
            at=self._clock.now(),
            traits=Traits(drops_repeats=False),
            spread=1.0,
        )
        return settle(attempt, result)
