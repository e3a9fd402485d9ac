"""The link to a centre: keeps its connections up, sends over them, and hands on what comes in."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

from prometheus_client import Gauge

from services.runtime.growing_pause import growing_pause
from services.runtime.logs import get_logger
from services.sms.domain.provider import (
    Accepted,
    Callback,
    PermanentConfiguration,
    ProviderMessage,
    Received,
    Refused,
    SendResult,
    Temporary,
    Traits,
    Unclear,
    UnreadableItem,
)
from services.sms.ports.provider import Inbox
from services.sms.providers.kit.json_items import together
from services.sms.providers.smpp.bodies import read_message_id
from services.sms.providers.smpp.commands import Command, Status
from services.sms.providers.smpp.connection import (
    NOT_CONNECTED,
    BindRefusedError,
    Connection,
    Peer,
)
from services.sms.providers.smpp.deliveries import Deliveries, Unanswered
from services.sms.providers.smpp.outcomes import refusal, status_name
from services.sms.providers.smpp.pdus import BrokenStreamError, PduReader
from services.sms.providers.smpp.session import Answered
from services.sms.providers.smpp.translation import Translation

log = get_logger(__name__)
BOUND = Gauge("svar_smpp_connections", "Connections that are bound to a centre", ["provider"])

_GOOD_SECONDS: Final = 60.0
"""A connection that was up for so long begins anew with the shortest pause."""
_DRAIN_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """How we bind: `commands` has one for each connection, `body` is that of all of them."""

    peer: Peer
    commands: Sequence[Command]
    body: bytes


class SmppLink:
    """A `Link`; for one event loop."""

    def __init__(
        self, name: str, binding: Binding, translation: Translation, *, rate: float | None = None
    ) -> None:
        senders = sum(command != Command.BIND_RECEIVER for command in binding.commands)
        self.traits = Traits(
            drops_repeats=False,
            in_flight=binding.peer.window * senders,
            deadline=binding.peer.deadline,
            rate=rate,
        )
        self._name = name
        self._binding = binding
        self._translation = translation
        self._connections: list[Connection] = []
        self._bound = 0
        self.connected = asyncio.Event()
        """Set while there is a connection to send over."""
        self._refusal: SendResult = NOT_CONNECTED
        self._unanswered = Unanswered()
        BOUND.labels(name).set_function(lambda: self._bound)

    async def run(self, inbox: Inbox) -> None:
        """Keep every connection up until cancelled; then unbind."""
        async with asyncio.TaskGroup() as group:
            for command in self._binding.commands:
                group.create_task(self._keep_up(command, inbox))

    async def send(self, messages: Sequence[ProviderMessage]) -> Sequence[SendResult]:
        """Send messages over the connections that have the most room."""
        if len(messages) == 1:
            return [await self._send(messages[0])]
        return await asyncio.gather(*[self._send(message) for message in messages])

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read again what was kept of a connection, one PDU as the body; nobody may call us with it."""
        if not proven:
            return Refused()
        try:
            found = [self._translation.incoming(pdu) for pdu in PduReader().feed(callback.body)]
        except BrokenStreamError as exc:
            found = [Received(unreadable=(UnreadableItem(reason=str(exc), body=callback.body),))]
        return together(found)

    async def _send(self, message: ProviderMessage) -> SendResult:
        usable = [one for one in self._connections if one.usable]
        if not usable:
            return self._refusal
        connection = min(usable, key=lambda one: one.busy)
        bodies = self._translation.outgoing(message)
        if len(bodies) == 1:
            return self._result(await connection.submit(bodies[0]))
        parts = await asyncio.gather(*[connection.submit(body) for body in bodies])
        return whole([self._result(part) for part in parts])

    def _result(self, answer: Answered | Temporary | Unclear) -> SendResult:
        if not isinstance(answer, Answered):
            return answer
        if answer.status != Status.OK:
            return refusal(answer.status)
        named = read_message_id(answer.body)
        return Accepted(
            provider_message_id=self._translation.ids.submitted(named) if named else None
        )

    async def _keep_up(self, command: Command, inbox: Inbox) -> None:
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            began = loop.time()
            cause = await self._stay(command, inbox)
            failures = 1 if loop.time() - began >= _GOOD_SECONDS else failures + 1
            pause = growing_pause(failures).total_seconds()
            log.warning(
                "connection to the centre is down",
                provider=self._name,
                bind=command.name,
                cause=cause,
                again_in=pause,
            )
            await asyncio.sleep(pause)

    async def _stay(self, command: Command, inbox: Inbox) -> str:
        """Connect, bind and stay until the connection ends; returns why it did."""
        try:
            async with self._connected(command, inbox) as connection:
                return await asyncio.shield(connection.ended)
        except BindRefusedError as exc:
            result = refusal(exc.status)
            # Too many connections, or one of ours that is not dead yet there, is over by itself.
            ours = isinstance(result, PermanentConfiguration) and exc.status not in _OVER_SOON
            self._refusal = result if ours else NOT_CONNECTED
            return f"bind refused: {status_name(exc.status)}"
        except TimeoutError:
            self._refusal = NOT_CONNECTED
            return "no answer within the deadline"
        except OSError as exc:
            self._refusal = NOT_CONNECTED
            return repr(exc)[:200]

    @contextlib.asynccontextmanager
    async def _connected(self, command: Command, inbox: Inbox) -> AsyncIterator[Connection]:
        """Open a connection, use it for sending if it is for that, and close it in the end."""
        deliveries = Deliveries(
            inbox,
            read=self._translation.incoming,
            answer=lambda pdu, durable: connection.answer(pdu, durable),
            unanswered=self._unanswered,
        )
        connection = Connection(self._binding.peer, deliveries)
        storing = asyncio.create_task(deliveries.run())
        try:
            await connection.open(command, self._binding.body)
            self._refusal = NOT_CONNECTED
            self._bound += 1
            log.info("bound to the centre", provider=self._name, bind=command.name)
            if command != Command.BIND_RECEIVER:
                self._connections.append(connection)
                self.connected.set()
            try:
                yield connection
            finally:
                self._bound -= 1
                self._leave(connection)
        finally:
            deliveries.end()
            await asyncio.wait([storing], timeout=_DRAIN_SECONDS)
            storing.cancel()
            await connection.close()

    def _leave(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        if not self._connections:
            self.connected.clear()


_OVER_SOON: Final = frozenset({0x05, 0x0D})
"""ESME_RALYBND and ESME_RBINDFAIL."""


def whole(parts: Sequence[SendResult]) -> SendResult:
    """Return what became of a message from what became of its parts.

    What nobody heard goes first, since it must not be repeated; then what was refused. A message that
    is repeated as a whole does no harm: its parts have the same number again.

    >>> whole([Accepted(provider_message_id="1"), Accepted(provider_message_id="2")]).part_ids
    ('1', '2')
    """
    unclear = [part for part in parts if isinstance(part, Unclear)]
    refused = [part for part in parts if not isinstance(part, Accepted)]
    if unclear or refused:
        return (unclear or refused)[0]
    named = tuple(
        part.provider_message_id
        for part in parts
        if isinstance(part, Accepted) and part.provider_message_id
    )
    return Accepted(provider_message_id=named[0] if named else None, part_ids=named)
