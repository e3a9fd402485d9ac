"""Sends that are under way: each hands messages to a provider and says what became of them.

Which messages leave, and when, is the sender's business; what to do after an answer is decided by
`services.sms.domain.sending`.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger
from services.sms.domain.messages import Outgoing
from services.sms.domain.pace import Pace
from services.sms.domain.provider import (
    ProviderMessage,
    SendResult,
    Throttled,
    Traits,
    Unclear,
)
from services.sms.domain.senders import UNKNOWN_SLOT
from services.sms.domain.sending import Attempt, Settlement, not_tried, settle
from services.sms.ports.provider import Carrier
from services.sms.workers.route import Route
from services.sms.workers.send_metrics import note_results

log = get_logger(__name__)

SessionRefs = Callable[[Sequence[str]], Awaitable[Mapping[str, str]]]
"""Looks up what a provider calls the sessions of messages, by their ids."""

Marks = Callable[[Sequence[str]], Awaitable[Set[str]]]
"""Notes that messages are leaving, by their ids, and returns those that may."""

_LEAVING_SECONDS: Final = 15.0
"""How long a stop waits for what is under way."""


class Departures:
    """The sends under way; for one event loop. `on_outcome` gets what became of each message."""

    def __init__(
        self,
        *,
        clock: Clock,
        throttled: timedelta,
        session_refs: SessionRefs,
        marks: Marks,
        on_outcome: Callable[[Settlement], None],
    ) -> None:
        self._session_refs = session_refs
        self._marks = marks
        self._clock = clock
        self._throttled = throttled
        self._on_outcome = on_outcome
        # Since when each is under way, in seconds of the loop's clock.
        self._sends: dict[asyncio.Task[None], float] = {}

    def begin(self, messages: Sequence[Outgoing], route: Route, pace: Pace) -> None:
        """Begin to send messages by a route that was entered; it is left when they are gone."""
        loop = asyncio.get_running_loop()
        task = loop.create_task(self._send(messages, route, pace))
        self._sends[task] = loop.time()
        task.add_done_callback(self._sends.pop)

    def give_up(self, *, after: timedelta) -> None:
        """Give up sends that have not ended so long after they began."""
        limit = asyncio.get_running_loop().time() - after.total_seconds()
        for task, began in list(self._sends.items()):
            if began < limit:
                task.cancel()

    async def end(self) -> None:
        """Wait for what is under way, and give up what takes too long."""
        if self._sends:
            await asyncio.wait(self._sends, timeout=_LEAVING_SECONDS)
        sends = list(self._sends)
        for task in sends:
            task.cancel()
        if sends:
            await asyncio.wait(sends)

    async def _send(self, taken: Sequence[Outgoing], route: Route, pace: Pace) -> None:
        results: Sequence[SendResult] = ()
        traits = route.carrier.traits
        try:
            try:
                messages = await self._marked(taken) if traits.may_double else taken
                written = await self._written(messages, traits)
            except ServiceError as error:
                log.warning("not sent for now", messages=len(taken), cause=str(error))
                self._put_off(taken)
                return
            if not messages:
                return
            began = asyncio.get_running_loop().time()
            results = await _attempt(messages, written, route.carrier)
            note_results(route.name, messages, results, asyncio.get_running_loop().time() - began)
        finally:
            route.leave(results)
        at = self._clock.now()
        for message, result in zip(messages, results, strict=True):
            if isinstance(result, Throttled):
                pause = result.after or self._throttled
                pace.hold(asyncio.get_running_loop().time(), pause.total_seconds())
            attempt = Attempt(
                message=message,
                provider=route.name,
                at=at,
                traits=traits,
                spread=random.uniform(0.5, 1.0),
            )
            self._on_outcome(settle(attempt, result))

    async def _marked(self, taken: Sequence[Outgoing]) -> Sequence[Outgoing]:
        """Note that messages leave, where a crash would otherwise have them sent twice.

        Those that were taken back meanwhile do not.
        """
        leaving = await self._marks([message.id for message in taken])
        self._put_off([message for message in taken if message.id not in leaving])
        return [message for message in taken if message.id in leaving]

    def _put_off(self, messages: Sequence[Outgoing]) -> None:
        at = self._clock.now()
        for message in messages:
            self._on_outcome(not_tried(message, at=at, reason="store"))

    async def _written(
        self, messages: Sequence[Outgoing], traits: Traits
    ) -> Sequence[ProviderMessage]:
        """Write messages for the provider; raises ServiceError when their sessions cannot be looked up."""
        if not traits.names_sessions:
            return [_provider_message(message) for message in messages]
        refs = await self._session_refs([message.id for message in messages])
        return [_in_session(message, refs.get(message.id)) for message in messages]


async def _attempt(
    messages: Sequence[Outgoing], written: Sequence[ProviderMessage], carrier: Carrier
) -> Sequence[SendResult]:
    try:
        results = await carrier.send(written)
        if len(results) == len(messages):
            return results
        cause = f"{len(results)} results for {len(messages)} messages"
    except asyncio.CancelledError:
        # Given up, or the process stops. What became of it is not known, and is written down so.
        return [Unclear(reason="timeout")] * len(messages)
    except Exception as exc:
        # A provider never raises; one that does must not cost its messages.
        cause = type(exc).__name__
    log.error("provider failed", messages=[message.id for message in messages], cause=cause)
    return [Unclear(reason="provider_raised")] * len(messages)


def _provider_message(message: Outgoing) -> ProviderMessage:
    return ProviderMessage(
        id=message.id,
        sender=message.sender + message.subnumber,
        recipient=message.recipient,
        text=message.text,
        encoding=message.encoding,
        segments=message.segments,
        valid_until=message.expires_at,
    )


def _in_session(message: Outgoing, session_ref: str | None) -> ProviderMessage:
    """Write a message for a provider that names sessions: our slot is no part of any address."""
    return replace(
        _provider_message(message),
        sender=message.sender,
        session_ref=session_ref,
        # Outside any conversation there is no slot, and no session.
        opens_session=session_ref is None and message.subnumber not in ("", UNKNOWN_SLOT),
    )
